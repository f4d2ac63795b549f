# shellcheck shell=bash
# Keys and certificates, good and bad.

# make_authority: a root, and an intermediate that signs the leaves, in $material.
make_authority() {
  (
    cd "$material"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.crt -days 30 -subj '/CN=Test Root'
    openssl req -newkey rsa:2048 -nodes -keyout intermediate.key -out intermediate.csr -subj '/CN=Test Intermediate'
    printf 'basicConstraints=critical,CA:TRUE\n' >ca.ext
    openssl x509 -req -in intermediate.csr -CA root.crt -CAkey root.key -CAcreateserial -days 30 -extfile ca.ext -out intermediate.crt
    make_leaf ecdsa ec -pkeyopt ec_paramgen_curve:P-256
    make_leaf other ec -pkeyopt ec_paramgen_curve:P-256
    make_leaf rsa rsa:2048
    make_leaf small rsa:1024
    sign ecdsa expired -days -1
    sign ecdsa weak -sha1
  ) >"$work/openssl.log" 2>&1 || { cat "$work/openssl.log" >&2; return 1; }
}

# make_leaf NAME NEWKEY [OPTION...]: NAME.key and NAME.crt for mail.example.test.
make_leaf() {
  local name=$1
  shift
  openssl req -newkey "$@" -nodes -keyout "$name.key" -out "$name.csr" -subj '/CN=mail.example.test'
  printf 'subjectAltName=DNS:mail.example.test\n' >leaf.ext
  sign "$name" "$name"
}

# sign NAME CERTIFICATE [OPTION...]: CERTIFICATE.crt for the key of a leaf, for 30 days; options go to openssl-x509(1).
sign() {
  openssl x509 -req -in "$1.csr" -CA intermediate.crt -CAkey intermediate.key -CAcreateserial \
    -days 30 -extfile leaf.ext -out "$2.crt" "${@:3}"
}

# chain NAME: key, leaf and intermediate as the operator writes them.
chain() { cat "$material/$1.key" "$material/$1.crt" "$material/intermediate.crt"; }
