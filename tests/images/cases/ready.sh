# shellcheck shell=bash
# ready: only a TLS handshake with a certificate, on every listener, makes a pod ready.

new_pod ready
start_mail
eventually 10 probe startup >/dev/null 2>&1
check 'ready when every listener completes a handshake' eventually 10 probe ready

# What the log says meanwhile: of a minute of probes, at 5 s and at 30 s, one after the other.
lines_of_a_minute() {
  local number before
  # The end of what came before, and of what comes now.
  marked begin
  before=$(wc -l <"$pod/serve.log")
  for number in {1..12}; do probe ready || return 1; done
  for number in 1 2; do probe alive || return 1; done
  marked end
  tail -n "+$((before + 1))" "$pod/serve.log" | grep -v 'probe\[[0-9]*\]: end'
}
# marked WORD: a line in the log, behind all that has been logged.
marked() {
  nsenter --target "$mail" --mount --pid --net --root --wd -- postlog -c /run/postfix -t probe "$1" 2>/dev/null
  eventually 5 grep -q "probe\[[0-9]*\]: $1" "$pod/serve.log"
}
lines=$(lines_of_a_minute) || true
echo "# a minute of probes logs $(grep -c . <<<"$lines") lines"
at_most_lines() { [ "$(grep -c . <<<"$2")" -le "$1" ] || { echo "$2"; return 1; }; }
check 'an idle pod logs at most two lines a minute' at_most_lines 2 "$lines"

turns() { for _ in 1 2 3; do probe ready && cat "$pod/volumes/run/mail-server-ready"; done | sort | paste -sd ' '; }
check 'three calls try each of three listeners' [ "$(turns)" = '0 1 2' ]

milliseconds_of() { local begin; begin=$(date +%s%3N); "$@" >/dev/null || return 1; echo "$(($(date +%s%3N) - begin))"; }
echo "# a call in rotation takes $(milliseconds_of probe ready) ms"

kill -TERM "$(first_process "${containers[0]}")"
check 'not ready when Dovecot has gone' eventually 5 fails_saying 'Dovecot: ' probe ready
end_pods

new_pod ready-milter
setting smtpd_milters inet:127.0.0.1:8891
start_mail
check 'ready while a milter is away' eventually 10 probe ready
turned_away() { in_pod swaks --server 127.0.0.1 --port 25 --quit-after RCPT --from a@example.test --to b@mail.example.test 2>&1; }
check 'which clients are told' fails_saying '4[25][0-9] ' turned_away
check 'and the log' eventually 5 grep -q 'warning: connect to Milter service inet:127.0.0.1:8891' "$pod/serve.log"
end_pods

new_pod ready-drain
start_mail
eventually 10 probe ready >/dev/null 2>&1
probe drain --delay 0 --maximum 1
stop_container "$(first_process "${containers[0]}")"
check 'a pod that goes has no failing probe' probe ready
end_pods

# broken BEHAVIOUR PATTERN...: the pod, whose configuration was changed before, is never ready, and says why.
broken() {
  local behaviour=$1 pattern
  shift
  start_mail
  eventually 10 probe startup >/dev/null 2>&1 || true
  for pattern; do check "$behaviour: $pattern" eventually 15 fails_saying "$pattern" probe ready; done
  end_pods
}

new_pod ready-mismatch
{ cat "$material/other.key" "$material/ecdsa.crt"; } >"$pod/tls/default-ecdsa.pem"
setting smtpd_tls_chain_files /etc/mailoperator/tls/default-ecdsa.pem
broken 'a key of another certificate' \
  'mx on port 25: STARTTLS was answered with: 454' 'submission on port 587: STARTTLS was answered with: 454' \
  'submissions on port 465: the TLS handshake failed'

new_pod ready-log
{ cat "$material/other.key" "$material/ecdsa.crt"; } >"$pod/tls/default-ecdsa.pem"
setting smtpd_tls_chain_files /etc/mailoperator/tls/default-ecdsa.pem
start_mail
eventually 10 probe startup >/dev/null 2>&1 || true
for pattern in 'smtpd.*: connect from readiness.localhost\[127.0.0.25\]' 'smtpd.*: warning: ' 'smtpd.*: disconnect from readiness.localhost\[127.0.0.25\]'; do
  check "the log has the handshakes that failed: $pattern" eventually 5 grep -q "$pattern" "$pod/serve.log"
done
end_pods

new_pod ready-anonymous
rm "$pod"/tls/*
broken 'a missing chain file (anonymous TLS)' \
  'mx on port 25: ' 'submission on port 587: ' 'submissions on port 465: '

new_pod ready-hang
setting smtpd_tls_session_cache_timeout 3600x
broken 'a server that hangs' 'no answer within 5 s'

new_pod ready-closed
sed -i 's/^465 /10465 /' "$pod/config/master.cf"
broken 'a port that is closed' 'submissions on port 465: connection refused'

new_pod ready-malformed
echo 'mx 25 sometimes' >"$pod/config/listeners"
broken 'a malformed line in listeners is shown' "'mx 25 sometimes ' is not NAME PORT"

new_pod ready-proxy
sed -i 's/$/ proxy/' "$pod/config/listeners"
setting smtpd_upstream_proxy_protocol haproxy
start_mail
eventually 10 probe startup >/dev/null 2>&1
check 'ready where each listener expects a PROXY header' eventually 10 probe ready
check 'three calls in rotation too' eval 'probe ready && probe ready && probe ready'
end_pods

new_pod ready-proxy-closed
sed -i 's/$/ proxy/' "$pod/config/listeners"
setting smtpd_upstream_proxy_protocol haproxy
sed -i 's/^465 /10465 /' "$pod/config/master.cf"
broken 'a closed port behind the PROXY protocol' 'submissions on port 465: connection refused'

new_pod ready-postscreen
with_postscreen
start_mail
eventually 10 probe startup >/dev/null 2>&1
check 'ready with postscreen before mx, without a wait for its greeting' eventually 5 probe ready
check 'three calls in rotation too' eval 'probe ready && probe ready && probe ready'
tls_of_postscreen() {
  in_pod timeout 20 openssl s_client -connect 10.9.9.1:25 -starttls smtp -servername mail.example.com <<<QUIT 2>/dev/null |
    openssl x509 -noout -fingerprint -sha256
}
check 'and who stays with postscreen is served the certificate' \
  says "$(openssl x509 -in "$material/ecdsa.crt" -noout -fingerprint -sha256 | cut -d= -f2)" "$(tls_of_postscreen)"
check 'by a log without a warning' silent "$pod/serve.log"
end_pods
