# shellcheck shell=bash
# ready: only a TLS handshake with a certificate, on every listener, makes a pod ready.

new_pod ready
start_mail
eventually 10 probe startup >/dev/null 2>&1
check 'ready when every listener completes a handshake' eventually 10 probe ready

# Counts how many lines one call adds to the log, once it is in rotation.
lines_of_a_probe() {
  local before
  before=$(wc -l <"$pod/serve.log")
  probe ready || return 1
  eventually 5 logged_since "$before" disconnect || return 1
  tail -n "+$((before + 1))" "$pod/serve.log"
}
logged_since() { tail -n "+$(($1 + 1))" "$pod/serve.log" | grep -q "$2"; }
lines=$(lines_of_a_probe)
check 'a further call logs at most three lines' [ "$(wc -l <<<"$lines")" -le 3 ]
check 'among them no lost connection' refuses says 'lost connection' "$lines"

each_in_turn() {
  local before name
  before=$(wc -l <"$pod/serve.log")
  probe ready && probe ready && probe ready || return 1
  for name in postfix/smtpd postfix/submission/smtpd postfix/submissions/smtpd; do
    eventually 5 logged_since "$before" "$name\\[[0-9]*\\]: disconnect" || return 1
  done
}
check 'three calls try each of three listeners' each_in_turn

milliseconds_of() { local begin; begin=$(date +%s%3N); "$@" >/dev/null || return 1; echo "$(($(date +%s%3N) - begin))"; }
echo "# a call in rotation takes $(milliseconds_of probe ready) ms"

kill -TERM "$(first_process "${containers[0]}")"
check 'not ready when Dovecot has gone' eventually 5 fails_saying 'Dovecot: ' probe ready
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
