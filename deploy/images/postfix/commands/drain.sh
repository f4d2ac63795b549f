# shellcheck shell=bash
# drain: the preStop hook. Waits a moment, so that the Service sends no new client here, and then until the last
# session has ended: SIGTERM would cut them off without a word.

# shellcheck source=../lib/listeners.sh
. "$library/listeners.sh"
# shellcheck source=../lib/connections.sh
. "$library/connections.sh"

delay=10 maximum=90
while [ $# -gt 0 ]; do
  case $1 in
    --delay | --maximum)
      [[ ${2:-} =~ ^[0-9]+$ ]] || { complain "$1 needs a number of seconds"; exit 2; }
      printf -v "${1#--}" %s "$2"
      shift 2 ;;
    *) complain "unknown option $1"; exit 2 ;;
  esac
done

read_listeners
# The Service sends nobody here any more: from here on the readiness probe tells nothing new, and one that the end cuts off would be
# an event that looks like a fault.
: >"$draining"
sleep "$delay"
deadline=$((SECONDS + maximum))
until [ "$(sessions)" = 0 ]; do
  [ "$SECONDS" -lt "$deadline" ] || { tell "$(sessions) sessions are still open after $maximum s, going on"; exit 0; }
  sleep 0.5
done
tell 'no session is open'
