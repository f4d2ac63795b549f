# shellcheck shell=bash
# ready: a TLS handshake with the listeners, and Dovecot answers where AUTH is on.
#
# All listeners are tried until all have passed once; from then on one listener per call, in turn; and after a failure again
# all of them, until all pass. Of what passes, the log says nothing (lib/quiet-log.pl).
#
# A listener that has passed before, and now greets nobody since it has as many sessions as it may have, is busy and not
# broken: the pod stays in the Service, for its other listeners, and since the other pods are hardly less busy.

# shellcheck source=../lib/listeners.sh
. "$library/listeners.sh"
# shellcheck source=../lib/handshake.sh
. "$library/handshake.sh"
# shellcheck source=../lib/dovecot.sh
. "$library/dovecot.sh"
# shellcheck source=../lib/capacity.sh
. "$library/capacity.sh"

# try_listener NAME PORT MODE: completes a handshake, or is busy.
try_listener() {
  local why sessions known=''
  ! grep -qxF -- "$*" "$proven" 2>/dev/null || known=yes
  if why=$(handshake "$2" "$3"); then
    [ "$known" ] || echo "$*" >>"$proven"
  elif [ "$known" ] && sessions=$(busy "$2" "$why"); then
    complain "$1 on port $2: $why, $sessions"
    tell "$1 on port $2: $why, $sessions"
  else
    complain "$1 on port $2: $why"
    return 1
  fi
}

[ ! -e "$draining" ] || exit 0
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
  try_listener "$name" "$port" "$mode" &
  attempts+=($!)
done
failed=0
for attempt in "${attempts[@]}"; do wait "$attempt" || failed=1; done
[ "$failed" = 0 ] && echo "$turn" >"$readiness"
