# shellcheck shell=bash
# ready: a listener with all the sessions that it may have is busy, and takes no other listener out of the Service.

new_pod busy
# As `limits.processes: 2` renders it.
sed -i -E 's/^(25 .*)-( +smtpd)$/\12\2/' "$pod/config/master.cf"
setting smtpd_timeout 300s
start_mail
# Not by startup, which proves the listeners.
eventually 30 probe alive >/dev/null 2>&1
# clients COUNT: connects so many times to port 25 from elsewhere, and holds the connections.
clients() {
  local number
  for ((number = 0; number < $1; number++)); do
    nsenter --net="/proc/$holder/ns/net" -- bash -c 'exec 3<>/dev/tcp/10.9.9.1/25; exec sleep 300' &
    clients+=("$!")
    containers+=("$!")
  done
}
end_clients() { kill "${clients[@]}"; wait "${clients[@]}" 2>/dev/null || true; clients=(); }
clients=()
connections() { in_pod ss -Htn state established sport = :25; }
connected() { [ "$(connections | wc -l)" = "$1" ]; }
# signal_servers SIGNAL: to the smtpd processes of port 25 in this pod.
signal_servers() {
  local process
  for process in $(pgrep -f '^smtpd -n 25 '); do
    [ "$(readlink "/proc/$process/ns/pid")" != "$(readlink "/proc/$mail/ns/pid")" ] || kill "-$1" "$process"
  done
}
succeeds_saying() { local output; output=$("${@:2}" 2>&1) || { echo "failed: $output"; return 1; }; says "$1" "$output"; }
in_turn() { probe ready && probe ready && probe ready; }

clients 2
eventually 5 connected 2
check 'not ready while mx, never proven, is busy' fails_saying 'mx on port 25: no answer within 5 s' probe ready
end_clients
check 'ready when it was proven' eventually 10 probe ready
clients 2
eventually 5 connected 2
check 'ready while a proven mx has all the sessions that it may have' \
  succeeds_saying 'mx on port 25: no answer within 5 s, busy: 2 sessions of at most 2' in_turn
check 'and the log says so' eventually 5 grep -q 'postfix/ready.*: mx on port 25: .*busy' "$pod/serve.log"
end_clients
check 'ready when they have ended' eventually 10 in_turn
check 'by a handshake' refuses grep -q busy <(in_turn 2>&1)
signal_servers STOP
check 'not ready when mx hangs without a session' eventually 20 fails_saying 'mx on port 25: no answer within 5 s$' probe ready
clients 3
eventually 5 connected 3
check 'nor when clients wait that nobody accepts' eventually 20 fails_saying 'mx on port 25: no answer within 5 s$' probe ready
signal_servers CONT
end_clients
check 'ready when it answers again' eventually 10 probe ready
clients 2
eventually 5 connected 2
check 'ready although busy in its turn' in_turn
printf 'mx 26 opportunistic\nsubmission 587 required\n' >"$pod/config/listeners"
check 'a port that is closed is not busy' eventually 15 fails_saying 'mx on port 26: connection refused' probe ready
end_clients
end_pods

new_pod busy-postscreen
with_postscreen
setting postscreen_post_queue_limit 5
setting postscreen_access_list 'cidr:{{10.9.9.1/32 permit}, {127.0.0.25/32 permit}}'
sed -i 's/^smtpd pass - - n - - smtpd/smtpd pass - - n - 2 smtpd/' "$pod/config/master.cf"
setting smtpd_timeout 300s
start_mail
eventually 10 probe startup >/dev/null 2>&1
check 'ready with postscreen' eventually 10 in_turn
clients 2
eventually 5 connected 2
check 'ready while the smtpd behind postscreen has all its sessions' \
  succeeds_saying 'mx on port 25: no answer within 5 s, busy: 2 sessions of at most 2' in_turn
clients 6
check 'and while postscreen turns clients away' \
  eventually 20 succeeds_saying 'mx on port 25: .*All server ports are busy.*, busy$' probe ready
end_clients
check 'ready when its clients have left' eventually 10 in_turn
end_pods
