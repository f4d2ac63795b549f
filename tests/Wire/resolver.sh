#!/bin/sh
# resolver.sh: signs the zones of /run/dns and answers for them with unbound on 127.0.0.1, within the Debian root of serve.sh.
# root.zone is signed, and its key is what unbound trusts; *.unsigned are zones that it delegates without a signature.
set -eu
cd /run/dns

key=$(ldns-keygen -a ECDSAP256SHA256 -k .)
ldns-signzone -f root.signed root.zone "$key"
# What was signed is no longer what is said.
sed -i '/^mx\.bogus\.example\..*[[:space:]]A[[:space:]]/s/198\.51\.100\.[0-9]*/198.51.100.1/' root.signed

{
  cat unbound.conf
  echo "server:"
  [ "$(cat validates)" = no ] || echo "  trust-anchor-file: /run/dns/$key.ds"
  echo 'auth-zone:' '  name: "."' '  zonefile: root.signed' '  for-downstream: no' | sed 's/  /\n  /g'
  for zone in *.unsigned; do
    printf 'auth-zone:\n  name: "%s"\n  zonefile: %s\n  for-downstream: no\n' "${zone%.unsigned}." "$zone"
  done
} >effective.conf
exec unbound -d -c /run/dns/effective.conf
