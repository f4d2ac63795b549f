# shellcheck shell=bash
# auth: Dovecot in the foreground, as whatever user runs this; it needs no capability and no root. It reads a copy of the
# users in which each has a hash, and which is made anew within two seconds of a change.

# shellcheck source=../lib/dovecot.sh
. "$library/dovecot.sh"
# shellcheck source=../lib/users.sh
. "$library/users.sh"

umask 077
mechanisms=$(sasl_mechanisms) || { complain "$config/sasl is missing: AUTH is off"; exit 1; }
[ -r "$users" ] || { complain "cannot read $users as uid $(id -u): is the users Secret mounted, and readable for it?"; exit 1; }
refresh_users
# Not inside /run/dovecot: Dovecot puts a link of its own there, under the name of its configuration.
dovecot_configuration "$mechanisms" "$(id -un)" "$(id -gn)" >/run/dovecot-auth.conf

stopped=''
dovecot -F -c /run/dovecot-auth.conf &
dovecot=$!
trap 'stopped=yes; kill -TERM "$dovecot" 2>/dev/null || true' TERM INT
while kill -0 "$dovecot" 2>/dev/null; do
  refresh_users
  sleep 2 &
  wait -n "$dovecot" "$!" || true
done
[ "$stopped" ] || { complain 'Dovecot has ended by itself'; exit 1; }
