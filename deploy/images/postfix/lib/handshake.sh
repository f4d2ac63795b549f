# shellcheck shell=bash
# A TLS handshake with one listener on the loopback address, as a client that insists on a certificate; or, where the
# configuration has the file `anonymous`, as one that insists on none. It comes from an address of its own, which nobody else has.

# Seconds for one handshake. A sound smtpd answers in a tenth of one.
handshake_timeout=${handshake_timeout:-5}

# Nothing is verified, and reading the authorities of the system would take most of a handshake's time.
trusting_nobody=(-no-CAfile -no-CApath -no-CAstore)

# first_certificate TEXT: prints the first certificate in PEM text, its base64 without line ends; fails when there is none.
first_certificate() {
  local certificate=${1#*-----BEGIN CERTIFICATE-----}
  [ "$certificate" != "$1" ] || return 1
  certificate=${certificate%%-----END CERTIFICATE-----*}
  echo "${certificate//[^A-Za-z0-9+\/=]/}"
}

# handshake PORT MODE[+proxy] [OPTION...]: prints the certificate that was served (see first_certificate; nothing if none is to be) and returns 0,
# or prints why there was none and returns 1. Further options go to openssl-s_client(1).
handshake() {
  local port=$1 mode=$2 output status=0 starttls=(-starttls smtp) target=(-connect "127.0.0.1:$1" -bind "$probe_address:0") relay='' socket
  shift 2
  [[ $mode != implicit* ]] || starttls=()
  if [[ $mode == *+proxy ]]; then
    socket=/tmp/proxy-$port.$BASHPID
    # Its error, when nothing listens, is the answer.
    relay=$(perl "$library/proxy-relay.pl" "$probe_address" "$port" "$socket" "$handshake_timeout" 2>&1) || { echo "$relay"; return 1; }
    target=(-unix "$socket")
  fi
  # QUIT ends the session in order: without it each probe would also log `lost connection`.
  local ciphers=(-cipher 'DEFAULT@SECLEVEL=0')
  # TLS 1.3 knows no anonymous ciphers.
  [ ! -e "$config/anonymous" ] || ciphers=(-no_tls1_3 -cipher 'aNULL:!eNULL:@SECLEVEL=0')
  # Security level 0: whether the chain is strong enough is for the operator to say, not for this probe;
  # the default cipher list still has no anonymous ones, so that a server without a certificate fails, and `aNULL` no
  # others, so that one with a certificate fails that should have none.
  output=$(timeout -k 1 "$handshake_timeout" openssl s_client "${target[@]}" \
    "${starttls[@]}" "${ciphers[@]}" "${trusting_nobody[@]}" -nocommands -ign_eof "$@" <<<QUIT 2>&1) || status=$?
  if [ -e "$config/anonymous" ]; then
    [[ $output != *'no peer certificate available'*'Cipher is '[^\(]* ]] || return 0
    explain_handshake "$port" "$mode" "$status" "$output"
    return 1
  fi
  case $output in
    *'-----BEGIN CERTIFICATE-----'*'Cipher is (NONE)'*) ;;
    *'-----BEGIN CERTIFICATE-----'*'Cipher is '*)
      first_certificate "$output" && return ;;
  esac
  explain_handshake "$port" "$mode" "$status" "$output"
  return 1
}

# explain_handshake PORT MODE STATUS OUTPUT: one line that says what went wrong.
explain_handshake() {
  local port=$1 mode=$2 status=$3 output=$4 reply
  if [ "$status" -ge 124 ]; then
    echo "no answer within $handshake_timeout s"
  elif [[ $output == *onnection\ refused* ]]; then
    echo 'connection refused'
  elif [[ $mode != implicit* ]] && reply=$(starttls_reply "$port" "$mode") && [[ $reply != 2* ]]; then
    echo "STARTTLS was answered with: $reply"
  elif [ ! -e "$config/anonymous" ] && [[ $output == *'no peer certificate available'*'Cipher is '[^\(]* ]]; then
    echo 'the server served no certificate (anonymous TLS)'
  else
    echo "the TLS handshake failed: $(grep -m1 -oE 'error:[^:]*:.*|unexpected eof.*|alert .*|write:errno=.*' <<<"$output" || echo 'the server closed the connection')"
  fi
}

# starttls_reply PORT MODE[+proxy]: what the server says to STARTTLS, in plain text.
starttls_reply() {
  local proxy=()
  [[ $2 != *+proxy ]] || proxy=(proxy)
  perl "$library/starttls-reply.pl" "$probe_address" "$1" "${proxy[@]}" 2>/dev/null
}
