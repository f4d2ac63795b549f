# shellcheck shell=bash
# gate: what would serve passes; each kind of bad material and bad value fails, and the verdict has the cause.

pem=/etc/mailoperator/tls
echo 0 >"$work/slowest"

# try EXPECTED: runs the gate on the pod as it is; fails unless its exit status is as expected and the verdict is sound.
try() {
  local begin=$SECONDS status=0 verdict took
  run_gate || status=$?
  took=$((SECONDS - begin))
  [ "$took" -le "$(cat "$work/slowest")" ] || echo "$took" >"$work/slowest"
  verdict=$(cat "$pod/termination-log")
  [ "$status" = "$1" ] || { echo "exit status $status"; cat "$pod/termination-log" "$pod/gate.log"; return 1; }
  [ "$took" -le 60 ] || { echo "it took $took s"; return 1; }
  [[ ${#verdict} -gt 0 && ${#verdict} -le 3000 ]] || { echo "the verdict has ${#verdict} bytes"; return 1; }
  refuses grep -qE 'PRIVATE KEY-----' "$pod/termination-log" "$pod/gate.log"
}

passes() { check "passes: $1" try 0; end_pods; }

# fails BEHAVIOUR PATTERN...: the gate fails, and its verdict has a line for each pattern.
fails() {
  local behaviour=$1 pattern
  shift
  check "fails: $behaviour" try 1
  for pattern; do check "       and says: $pattern" says "$pattern" "$(cat "$pod/termination-log")"; done
  end_pods
}

# only_ecdsa NAME: a pod with one certificate, which the test then spoils; what it reads becomes its PEM file.
only_ecdsa() {
  new_pod "gate-$1"
  rm "$pod"/tls/*
  cat >"$pod/tls/default-ecdsa.pem"
  setting smtpd_tls_chain_files "$pem/default-ecdsa.pem"
}

new_pod gate
passes 'ECDSA and RSA, three listeners, AUTH'
check 'and its verdict says what passed' says '^passed: 3 listeners serve 2 certificates' "$(cat "$pod/termination-log")"
no_mail() { refuses grep -q . < <(find "$pod"/volumes/var/spool/postfix/{maildrop,incoming,active,deferred,hold,corrupt} -type f); }
check 'and has made no mail' no_mail

only_ecdsa one < <(chain ecdsa)
rm "$pod/config/sasl"
sed -i '/smtpd_sasl/d; /smtpd_client_restrictions/d' "$pod/config/master.cf"
passes 'one certificate, no AUTH'

new_pod gate-postscreen
with_postscreen
passes 'postscreen before mx'

new_pod gate-release
echo 3.6 >"$pod/config/release"
fails 'a configuration for an older Postfix than the image has' \
  "^the image has Postfix $release\.[0-9]+, and the configuration is for Postfix 3\.6: set spec\.postfix\.version to \"$release\", or spec\.workload\.image"
new_pod gate-newer
echo 3.99 >"$pod/config/release"
fails 'one for a newer Postfix' 'configuration is for Postfix 3\.99'
only_ecdsa crlf < <(chain ecdsa | sed 's/$/\r/')
passes 'CRLF line ends'

# What bad material does.
only_ecdsa encrypted < <(openssl pkey -in "$material/ecdsa.key" -aes256 -passout pass:secret; cat "$material/ecdsa.crt")
fails 'an encrypted key' 'mx on port 25.*454' 'submission on port 587.*454' 'submissions on port 465' 'ENCRYPTED PRIVATE KEY'
only_ecdsa mismatch < <(cat "$material/other.key" "$material/ecdsa.crt")
fails 'a key of another certificate' 'does not match'
only_ecdsa certificate-first < <(cat "$material/ecdsa.crt" "$material/ecdsa.key")
fails 'the certificate before the key' 'warning: .*key not first'
only_ecdsa intermediate-first < <(cat "$material/ecdsa.key" "$material/intermediate.crt" "$material/ecdsa.crt")
fails 'an intermediate before the leaf' 'does not match'
only_ecdsa empty </dev/null
fails 'an empty file' 'warning: '
only_ecdsa garbage <<<'not a certificate'
fails 'garbage' 'warning: '
only_ecdsa cr < <(chain ecdsa | tr '\n' '\r')
fails 'CR alone as line end' 'warning: '
only_ecdsa no-newline < <(printf %s "$(cat "$material/ecdsa.key")"; cat "$material/ecdsa.crt")
fails 'no newline between key and certificate' 'warning: '
only_ecdsa no-key < <(cat "$material/ecdsa.crt" "$material/intermediate.crt")
fails 'no key' 'warning: '
only_ecdsa two-of-a-type < <(chain ecdsa; chain other)
fails 'two chains of one key type' 'warning: |serves a certificate'
new_pod gate-missing
setting smtpd_tls_chain_files "$pem/default-ecdsa.pem, $pem/missing.pem"
fails 'a missing chain file' 'error opening chain file'
# TLS works with these: that a client who verifies would fail is the operator's to see, before there is anything to try.
only_ecdsa expired < <(cat "$material/ecdsa.key" "$material/expired.crt" "$material/intermediate.crt")
passes 'an expired certificate'
only_ecdsa incomplete < <(cat "$material/ecdsa.key" "$material/ecdsa.crt")
passes 'an incomplete chain'
only_ecdsa weak < <(cat "$material/ecdsa.key" "$material/weak.crt" "$material/intermediate.crt")
passes 'SHA-1'
new_pod gate-small
rm "$pod"/tls/*
chain small >"$pod/tls/default-rsa.pem"
setting smtpd_tls_chain_files "$pem/default-rsa.pem"
passes 'RSA-1024'
only_ecdsa nothing </dev/null
rm "$pod"/tls/*
fails 'an empty Secret' 'holds no default-\*.pem'
new_pod gate-not-served
setting smtpd_tls_chain_files "$pem/default-rsa.pem"
fails 'a certificate that is mounted and not served' 'default-ecdsa.pem: the TLS handshake failed'
new_pod gate-other
chain other >"$pod/config/other.pem"
setting smtpd_tls_chain_files "/run/postfix/other.pem, $pem/default-rsa.pem"
fails 'another certificate of the same type is served' 'serves a certificate that is not the first one of default-ecdsa.pem'

# Values that smtpd does not read.
new_pod gate-queue
setting qmgr_message_active_limit 0
fails 'a number with which the queue manager does not start' 'fatal: '
new_pod gate-client
setting smtp_address_preference ipv5
fails 'a word with which the SMTP client does not start' '^smtp/unix of master.cf \(smtp\) does not start' '^relay/unix of master.cf \(smtp\) does not start' \
  'smtp: fatal: bad smtp_address_preference value: ipv5'
new_pod gate-relay
echo '  -o smtp_host_lookup=hosts' >"$work/option"
sed -i "/^relay /r $work/option" "$pod/config/master.cf"
fails 'a word with which one transport alone does not start' '^relay/unix of master.cf \(smtp\) does not start' 'fatal: '
check '       and names no other' refuses grep -q '^smtp/unix' "$pod/termination-log"
new_pod gate-lmtp
echo 'lmtp unix - - n - - lmtp' >>"$pod/config/master.cf"
setting lmtp_address_preference ipv5
fails 'a word with which the LMTP client does not start' '^lmtp/unix of master.cf \(lmtp\) does not start' 'lmtp: fatal: bad lmtp_address_preference'
new_pod gate-bounce
setting bounce_template_file /etc/postfix/missing
fails 'a template without which no report of failed mail is made' '^bounce/unix of master.cf \(bounce\) does not start' 'bounce: fatal: open /etc/postfix/missing'
check '       and has nothing of what the trial itself provokes' refuses grep -q 'malformed request\|end-of-input' "$pod/termination-log"
new_pod gate-authorities
setting smtp_tls_CAfile /etc/ssl/certs/missing.pem
fails 'authorities that the SMTP client cannot read, so that it would send without TLS' 'smtp: cannot load Certification Authority data.*disabling TLS support'
new_pod gate-table
setting header_checks regexp:/etc/postfix/missing
fails 'a table that cannot be opened, so that no mail would be taken' 'cleanup: error: open /etc/postfix/missing'

# What is not of TLS.
new_pod gate-milter
setting smtpd_milters inet:127.0.0.1:8891
passes 'a milter that is away, which keeps no certificate from the pods'

# Hosts with certificates of their own.
# with_hosts NAME: a pod that serves hosts the other ECDSA certificate, and the RSA one.
with_hosts() {
  local host
  new_pod "gate-$1"
  chain other >"$pod/tls/sni-mail.b.test-ecdsa.pem"
  chain rsa >"$pod/tls/sni-mail.b.test-rsa.pem"
  for host in .c.test mail.b.test; do echo "$host $pem/sni-mail.b.test-ecdsa.pem $pem/sni-mail.b.test-rsa.pem"; done >"$pod/config/sni"
  setting tls_server_sni_maps "texthash:\$config_directory/sni"
}
with_hosts hosts
passes 'hosts with two certificates each'
with_hosts hosts-lost
setting tls_server_sni_maps ''
fails 'hosts that are answered with the default' 'to who asks for mail.b.test, a certificate is served that is not' 'to who asks for .c.test'
with_hosts hundred
for number in {1..100}; do echo "mail$number.b.test $pem/sni-mail.b.test-ecdsa.pem $pem/sni-mail.b.test-rsa.pem"; done >>"$pod/config/sni"
passes 'a hundred hosts with two certificates each, within its time'

# Clients that have to show a certificate: the gate has none, and has seen the server's when it is turned away.
new_pod gate-clients
cp "$material/root.crt" "$pod/tls/client-ca.pem"
setting smtpd_tls_CAfile "$pem/client-ca.pem"
sed -i 's/^  -o syslog_name=.*/&\n  -o smtpd_tls_req_ccert=yes/' "$pod/config/master.cf"
passes 'listeners that turn clients without a certificate away'

# Behind a load balancer that sends a PROXY header.
# behind_proxy: the pod's listeners expect one.
behind_proxy() {
  sed -i 's/$/ proxy/' "$pod/config/listeners"
  setting smtpd_upstream_proxy_protocol haproxy
}
new_pod gate-proxy
behind_proxy
passes 'three listeners that expect a PROXY header, with AUTH'
with_hosts proxy-hosts
behind_proxy
passes 'hosts with certificates of their own, behind the PROXY protocol'
only_ecdsa proxy-encrypted < <(openssl pkey -in "$material/ecdsa.key" -aes256 -passout pass:secret; cat "$material/ecdsa.crt")
behind_proxy
fails 'an encrypted key, behind the PROXY protocol' 'mx on port 25.*454' 'submission on port 587.*454' 'submissions on port 465' 'ENCRYPTED PRIVATE KEY'
new_pod gate-proxy-not-told
setting smtpd_upstream_proxy_protocol haproxy
fails 'a PROXY header that nobody says is expected' 'mx on port 25.*no answer' 'submissions on port 465'

# No certificate at all.
# anonymous NAME: a pod whose only listener is mx, and that is to serve no certificate.
anonymous() {
  new_pod "gate-$1"
  rm "$pod"/tls/* "$pod/config/sasl"
  echo 'mx 25 opportunistic' >"$pod/config/listeners"
  echo 'No certificate is served.' >"$pod/config/anonymous"
  sed -i '/^587/,/^pickup/{/^pickup/!d}' "$pod/config/master.cf"
  sed -i '/^smtpd_tls_chain_files *=/d' "$pod/config/main.cf"
}
anonymous none
setting smtpd_tls_cert_file none
passes 'anonymous TLS where no certificate is to be served'
anonymous not-none
chain ecdsa >"$pod/tls/default-ecdsa.pem"
setting smtpd_tls_chain_files "$pem/default-ecdsa.pem"
setting smtpd_tls_exclude_ciphers aNULL
fails 'a certificate where none is to be served' 'mx on port 25: '

# Bad values, each silently accepted by `postfix check`.
value() {
  new_pod "gate-$1"
  setting "$1" "$2"
  fails "$1 = $2" "$3"
}
value smtpd_tls_mandatory_protocols '>=TLSv12' 'TLSv12'
value smtpd_tls_mandatory_ciphers hihg 'hihg'
value smtpd_tls_session_cache_timeout 3600x '3600x'
value smtpd_tls_auth_only maybe 'maybe'
new_pod gate-master
echo 'smtp inet n' >>"$pod/config/master.cf"
fails 'a malformed master.cf' 'fatal: '
new_pod gate-dovecot
echo 'plain gssapi-bogus' >"$pod/config/sasl"
fails 'a mechanism that Dovecot does not know' 'Dovecot'

# However it ends.
new_pod gate-stopped
setting smtpd_tls_session_cache_timeout 3600x
start gate main_privileges gate
gate=$started
eventually 20 grep -qs 'daemon started' "$pod/volumes/tmp/gate.log" || true
kill -TERM "$gate"
check 'stopped half-way it still writes a verdict' eventually 20 grep -q 'stopped before it had finished' "$pod/termination-log"
check 'and ends' eventually 10 gone "$gate"
end_pods

new_pod gate-time
begin=$(date +%s%3N)
check 'with good material it passes' try 0
echo "# the gate took $(($(date +%s%3N) - begin)) ms; the slowest verdict $(cat "$work/slowest") s"
end_pods
