# shellcheck shell=bash
# serve: Postfix in the foreground. What passes its log on replaces this shell and is process 1 of the container.

# shellcheck source=../lib/configuration.sh
. "$library/configuration.sh"
# shellcheck source=../lib/release.sh
. "$library/release.sh"

# /run outlives a restart of the container: what readiness knew of the last Postfix does not hold for this one.
rm -f "$readiness" "$proven" "$draining"
! why=$(wrong_release) || { complain "$why"; exit 1; }
prepare_postfix
exec perl "$library/quiet-log.pl" "$probe_address" postfix -c "$postfix_config" start-fg
