# shellcheck shell=bash
# drain: waits for sessions from outside, and for nothing else.

new_pod drain
start_mail
eventually 10 probe startup >/dev/null 2>&1
eventually 10 probe ready >/dev/null 2>&1

# session ADDRESS PORT: opens a connection, in the pod's network, and holds it; its process in `client`.
session() {
  # shellcheck disable=SC2016 # its own arguments
  nsenter --net="/proc/$holder/ns/net" -- bash -c 'exec 3<>"/dev/tcp/$1/$2"; read -r -t 20 <&3; echo "$REPLY" >"$3"; exec sleep 60' - "$1" "$2" "$pod/greeting" &
  client=$!
  containers+=("$client")
  eventually 25 greeted
  rm -f "$pod/greeting"
}
greeted() { [ -s "$pod/greeting" ]; }
end_session() { kill "$client"; wait "$client" 2>/dev/null || true; }
seconds_of() { local begin=$SECONDS; "$@" >&2 || return 1; echo $((SECONDS - begin)); }
at_most() { [ "$1" -le "$2" ] || { echo "$1 is more than $2"; return 1; }; }

check 'with no session it is over after the delay' at_most "$(seconds_of probe drain --delay 1 --maximum 20)" 3

session 127.0.0.1 25
check 'a session from the loopback address does not count' at_most "$(seconds_of probe drain --delay 0 --maximum 20)" 2
end_session

# drains_after_session ADDRESS PORT FAMILY
drains_after_session() {
  local drain
  session "$1" "$2"
  probe drain --delay 0 --maximum 50 &
  drain=$!
  check "it waits while a session over $3 is open" refuses eventually 2 gone "$drain"
  end_session
  check 'and no longer' eventually 5 gone "$drain"
}
drains_after_session 10.9.9.1 25 IPv4
drains_after_session fd00:9::1 587 IPv6

session 10.9.9.1 25
sed -i /^mx/d "$pod/config/listeners"
check 'only ports of listeners count' at_most "$(seconds_of probe drain --delay 0 --maximum 20)" 2
echo 'mx 25 opportunistic' >>"$pod/config/listeners"
check 'it gives up after the maximum, without failing' at_most "$(seconds_of probe drain --delay 0 --maximum 2)" 4
check 'and says so in the log of the container' eventually 5 grep -q '1 sessions are still open after 2 s' "$pod/serve.log"
end_session

check 'an option that is not a number is refused' fails_saying '--delay needs a number' probe drain --delay soon
end_pods
