# shellcheck shell=bash
# A mail client's view: the way to the Service, handshakes with openssl, messages with swaks.

forward_pid=''

# mail_reach: sets ADDRESS and PORT_25, PORT_465, PORT_587. The node's Services answer on this machine; those of another
# cluster are reached through kubectl port-forward.
mail_reach() {
  PORT_25=25 PORT_465=465 PORT_587=587
  if [ -z "$CONTEXT" ]; then
    ADDRESS=$(kube --namespace "$NAMESPACE" get service "$SERVER" --output 'jsonpath={.spec.clusterIP}')
    say "Service $SERVER: $ADDRESS"
    return
  fi
  mail_release
  ADDRESS=127.0.0.1 PORT_25=10025 PORT_465=10465 PORT_587=10587
  kube_exec --namespace "$NAMESPACE" port-forward "service/$SERVER" 10025:25 10465:465 10587:587 >"$WORK/port-forward.log" 2>&1 </dev/null &
  forward_pid=$!
  until_true 30 grep --quiet 10587 "$WORK/port-forward.log"
}

mail_release() {
  if [ -n "$forward_pid" ]; then
    kill "$forward_pid" 2>/dev/null || true
    # Until it has ended its ports are taken.
    wait "$forward_pid" 2>/dev/null || true
    forward_pid=''
  fi
  [ -z "${watch_pid:-}" ] || kill "$watch_pid" 2>/dev/null || true
  [ -z "${pods_pid:-}" ] || kill "$pods_pid" 2>/dev/null || true
}

# mail_port 25|465|587
mail_port() {
  local name=PORT_$1
  echo "${!name}"
}

# handshake PORT: the verified handshake of a strict client; prints what was agreed and the certificate.
handshake() {
  local starttls=(-starttls smtp)
  [ "$1" != 465 ] || starttls=()
  timeout 20 openssl s_client -connect "$ADDRESS:$(mail_port "$1")" -servername "$HOST" "${starttls[@]}" \
    -CAfile "$WORK/ca.crt" -verify_hostname "$HOST" -verify_return_error </dev/null 2>"$WORK/s_client.err" ||
    { cat "$WORK/s_client.err" >&2 && return 1; }
}

# serves PORT CERTIFICATE_FILE
serves() {
  handshake "$1" >"$WORK/handshake"
  grep --extended-regexp --quiet '^Verify return code: 0 |Verification: OK' "$WORK/handshake" || { cat "$WORK/handshake" && return 1; }
  equal "$(fingerprint "$2")" "$(fingerprint "$WORK/handshake")"
}

# handshakes CERTIFICATE_FILE
handshakes() {
  local port
  for port in 25 465 587; do
    check "port $port: chain and name verified, the certificate is the Secret's" serves "$port" "$1"
  done
  echo "  SHA-256 $(fingerprint "$1"), $(grep --only-matching --extended-regexp --max-count=1 'TLSv1[.0-9]+, Cipher is [A-Z0-9_-]+' "$WORK/handshake" || true)"
}

messages() {
  mail_password_file
  check "port 587: a user hands in a message after STARTTLS and AUTH" message 587 --tls --auth PLAIN
  check "port 465: a user hands in a message over implicit TLS with AUTH" message 465 --tls-on-connect --auth LOGIN
  check "port 25: another server hands in a message by STARTTLS" message 25 --tls
  check "port 587: a wrong password is refused" refused 587 535 --tls --auth PLAIN --auth-user "$USER_NAME" --auth-password wrong
  check "port 587: no mail without AUTH" refused 587 '53[05]|554' --tls
  check "port 587: no AUTH before STARTTLS" no_auth_in_plaintext
  if [ -n "$CONTEXT" ]; then
    echo "  not checked: relaying. What comes by kubectl port-forward comes from the pod's own loopback, which may relay."
    return
  fi
  check "port 25: no mail for other people's domains" refused 25 '55[04]|45[04]' --tls --to someone@elsewhere.example.net
}

# swaks reads options from a file, so that the password is not among its arguments.
mail_password_file() { printf 'auth-user %s\nauth-password %s\n' "$USER_NAME" "$(cat "$WORK/password")" >"$WORK/swaksrc"; }

# swaks_to PORT OPTIONS...: a message from a stranger to a user of ours; prints the session.
swaks_to() {
  local port=$1
  shift
  timeout 60 swaks --server "$ADDRESS" --port "$(mail_port "$port")" --timeout 30 --ehlo client.example.com \
    --from bob@example.org --to alice@example.com --header "Subject: quickstart" \
    --tls-verify --tls-ca-path "$WORK/ca.crt" --tls-sni "$HOST" "$@" </dev/null 2>&1
}

# message PORT OPTIONS...: taken with 250 after the data.
message() {
  local output option config=()
  for option; do [ "$option" != --auth ] || config=(--config "$WORK/swaksrc"); done
  output=$(swaks_to "$@" "${config[@]}" --hide-send) || { echo "$output" && return 1; }
  grep --extended-regexp --quiet '^<[~-]  250 .*queued' <<<"$output" || { echo "$output" && return 1; }
}

# refused PORT PATTERN OPTIONS...: the server answers with a code that matches, and does not take the message.
refused() {
  local port=$1 pattern=$2 output
  shift 2
  if output=$(swaks_to "$port" "$@"); then
    echo "the message was taken: $output"
    return 1
  fi
  grep --extended-regexp --quiet "^<[~*]{2} +($pattern)[ -]" <<<"$output" || { echo "$output" && return 1; }
}

no_auth_in_plaintext() {
  local output
  output=$(timeout 20 swaks --server "$ADDRESS" --port "$(mail_port 587)" --ehlo client.example.com --quit-after EHLO </dev/null 2>&1)
  grep --quiet STARTTLS <<<"$output" || { echo "no STARTTLS: $output" && return 1; }
  ! grep --ignore-case --extended-regexp '250[- ]AUTH' <<<"$output"
}
