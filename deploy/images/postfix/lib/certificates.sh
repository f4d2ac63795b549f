# shellcheck shell=bash
# The PEM files that the operator mounts: default-<key type>.pem, and those of hosts, each key, leaf, intermediates.

# find_certificates: fills the array `certificates` with the default files; fails when there is none and there should be.
find_certificates() {
  local file
  certificates=()
  [ ! -e "$config/anonymous" ] || return 0
  for file in "$tls"/default-*.pem; do
    [ ! -e "$file" ] || certificates+=("$file")
  done
  [ ${#certificates[@]} -gt 0 ] || { fail "$tls holds no default-*.pem: is the Secret mounted?"; return 1; }
}

# read_names: fills the array `names` with "HOST FILE..." from the table of hosts; with none where there is no table.
# shellcheck disable=SC2034 # who calls reads it
read_names() {
  names=()
  [ ! -e "$config/sni" ] || mapfile -t names <"$config/sni"
}

# client_accepts FILE: options for openssl-s_client(1) that make it accept this key type only,
# so that of two certificates each is asked for. Holds for TLS 1.2 and 1.3 alike.
client_accepts() {
  case $1 in
    *-ecdsa.pem) echo -sigalgs ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512 ;;
    *-rsa.pem) echo -sigalgs RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384:RSA+SHA512 ;;
    *-ed25519.pem) echo -sigalgs ed25519 ;;
  esac
}

# same_certificate FILE CERTIFICATE: the first certificate of the file is the one that a handshake printed.
same_certificate() { [ "$(first_certificate "$(<"$1")")" = "$2" ]; }
