# shellcheck shell=bash
# ready: a TLS handshake with the listeners, and Dovecot answers where AUTH is on.
#
# Each handshake makes Postfix log three lines. So all listeners are tried until all have passed once;
# from then on one listener per call, in turn; and after a failure again all of them, until all pass.

# shellcheck source=../lib/listeners.sh
. "$library/listeners.sh"
# shellcheck source=../lib/handshake.sh
. "$library/handshake.sh"
# shellcheck source=../lib/dovecot.sh
. "$library/dovecot.sh"

read_listeners

turn=$(cat "$readiness" 2>/dev/null) || turn=''
if [[ $turn =~ ^[0-9]+$ ]]; then
  turn=$(((turn + 1) % ${#listeners[@]}))
  due=("${listeners[turn]}")
else
  turn=0
  due=("${listeners[@]}")
fi
rm -f "$readiness"

if [ -e "$config/sasl" ]; then
  mechanisms=$(sasl_mechanisms)
  why=$(dovecot_answers "$mechanisms") || { complain "Dovecot: $why"; exit 1; }
fi

# All at once, so that one that hangs costs the probe no more than its own time.
attempts=()
for listener in "${due[@]}"; do
  read -r name port mode <<<"$listener"
  { why=$(handshake "$port" "$mode") || { complain "$name on port $port: $why"; exit 1; }; } &
  attempts+=($!)
done
failed=0
for attempt in "${attempts[@]}"; do wait "$attempt" || failed=1; done
[ "$failed" = 0 ] && echo "$turn" >"$readiness"
