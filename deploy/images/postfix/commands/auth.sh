# shellcheck shell=bash
# auth: Dovecot in the foreground, as whatever user runs this; it needs no capability and no root.

# shellcheck source=../lib/dovecot.sh
. "$library/dovecot.sh"

mechanisms=$(sasl_mechanisms) || { complain "$config/sasl is missing: AUTH is off"; exit 1; }
[ -r "$users" ] || { complain "cannot read $users as uid $(id -u): is the users Secret mounted, and readable for it?"; exit 1; }
# Not inside /run/dovecot: Dovecot puts a link of its own there, under the name of its configuration.
dovecot_configuration "$mechanisms" "$(id -un)" "$(id -gn)" >/run/dovecot-auth.conf
exec dovecot -F -c /run/dovecot-auth.conf
