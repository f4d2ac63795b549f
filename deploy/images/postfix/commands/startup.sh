# shellcheck shell=bash
# startup: Postfix's master has started. Waits for it, and then a while for the first handshakes, so that no probe fails of a pod that starts
# as it should: each that fails is a warning in the events. Whether it is ready is for `ready` to say.

# shellcheck source=../lib/running.sh
. "$library/running.sh"

# within SECONDS COMMAND...: the command succeeds before the time is over.
within() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.2
  done
}

within 25 master_pid || { complain 'Postfix has not started yet'; exit 1; }
within 10 "$0" ready || true
