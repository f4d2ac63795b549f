# shellcheck shell=bash
# serve: Postfix in the foreground. `master` replaces this shell and is process 1 of the container.

# shellcheck source=../lib/configuration.sh
. "$library/configuration.sh"

# /run outlives a restart of the container: what readiness knew of the last Postfix does not hold for this one.
rm -f "$readiness" "$proven"
prepare_postfix
exec postfix -c "$postfix_config" start-fg
