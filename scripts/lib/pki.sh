# shellcheck shell=bash
# Certificates of a private control plane: one CA per instance, EC P-256, valid for a year. Keys are 0600 (umask 077).

# The machine's own openssl.cnf would add its extensions to ours; this configuration adds none.
pki_openssl() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc \
    -config <(printf '[req]\ndistinguished_name = dn\n[dn]\n') "$@" 2>/dev/null ||
    die "openssl req failed (OpenSSL 3 is needed, this is $(openssl version 2>&1)): openssl req -x509 $*"
}

# pki_authority DIRECTORY NAME
pki_authority() {
  [ ! -s "$1/ca.crt" ] || return 0
  pki_openssl -days 366 -subj "/CN=$2" -addext basicConstraints=critical,CA:TRUE \
    -addext keyUsage=critical,keyCertSign,cRLSign -keyout "$1/ca.key" -out "$1/.ca.crt"
  mv "$1/.ca.crt" "$1/ca.crt"
}

# pki_certificate DIRECTORY FILE SUBJECT [SUBJECT_ALT_NAME]: for client and server use.
pki_certificate() {
  local directory=$1 file=$2 subject=$3 names=${4:-}
  [ ! -s "$directory/$file.crt" ] || return 0
  pki_openssl -days 365 -subj "$subject" -CA "$directory/ca.crt" -CAkey "$directory/ca.key" \
    -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature \
    -addext extendedKeyUsage=clientAuth,serverAuth ${names:+-addext "subjectAltName=$names"} \
    -keyout "$directory/$file.key" -out "$directory/.$file.crt"
  mv "$directory/.$file.crt" "$directory/$file.crt"
}

# pki_kubeconfig DIRECTORY FILE SERVER: FILE.kubeconfig for the client certificate FILE, all inline, so that it can be moved.
pki_kubeconfig() {
  local directory=$1 file=$2 server=$3
  cat >"$directory/.$file.kubeconfig" <<YAML
apiVersion: v1
kind: Config
current-context: $file
clusters:
- name: control-plane
  cluster:
    server: $server
    certificate-authority-data: $(base64 -w0 <"$directory/ca.crt")
contexts:
- name: $file
  context: {cluster: control-plane, user: $file}
users:
- name: $file
  user:
    client-certificate-data: $(base64 -w0 <"$directory/$file.crt")
    client-key-data: $(base64 -w0 <"$directory/$file.key")
YAML
  mv "$directory/.$file.kubeconfig" "$directory/$file.kubeconfig"
}
