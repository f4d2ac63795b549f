# shellcheck shell=bash
# The sample mail server: its Secrets, the resource, its state.

SERVER=mx
HOST=mail.example.com
USER_NAME=alice
REPLICAS=2

server_apply() {
  kube get namespace "$NAMESPACE" >/dev/null 2>&1 || { namespace_made=yes && kube create namespace "$NAMESPACE" >/dev/null; }
  certificates_make
  tls_secret "$WORK/first.crt" "$WORK/first.key"
  users_make
  kube --namespace "$NAMESPACE" create secret generic "$SERVER-users" --from-file=users="$WORK/users" --dry-run=client --output yaml |
    kube --namespace "$NAMESPACE" apply --filename - >/dev/null
  require "kubectl apply" kube --namespace "$NAMESPACE" apply --filename "$top/deploy/samples/mx.yaml"
  # On a cluster that an earlier run has left, it is Ready at once, with that run's certificate.
  require "$SERVER is Ready" until_true 420 server_serves "$(fingerprint "$WORK/first.crt")"
}

# An authority and two certificates for the host: the one to begin with and its successor.
certificates_make() {
  local name
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 30 -subj "/CN=Quickstart CA" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign \
    -keyout "$WORK/ca.key" -out "$WORK/ca.crt" 2>/dev/null
  for name in first second; do
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 20 -subj "/CN=$HOST" \
      -CA "$WORK/ca.crt" -CAkey "$WORK/ca.key" -addext basicConstraints=critical,CA:FALSE \
      -addext keyUsage=critical,digitalSignature -addext extendedKeyUsage=serverAuth -addext "subjectAltName=DNS:$HOST" \
      -keyout "$WORK/$name.key" -out "$WORK/$name.crt" 2>/dev/null
  done
  # What breaks: the successor's key, encrypted.
  openssl rand -hex 16 >"$WORK/passphrase"
  openssl pkcs8 -topk8 -in "$WORK/second.key" -v2 aes-256-cbc -passout "file:$WORK/passphrase" -out "$WORK/encrypted.key"
}

# The password is made anew each time, and passed in files: arguments can be read by every process of the machine.
users_make() {
  openssl rand -hex 12 >"$WORK/password"
  printf '%s:{SHA512-CRYPT}%s\n' "$USER_NAME" "$(openssl passwd -6 -stdin <"$WORK/password")" >"$WORK/users"
}

# tls_secret CERTIFICATE KEY: not by `kubectl create secret tls`, which would itself refuse the key that is to be refused.
tls_secret() {
  kube --namespace "$NAMESPACE" create secret generic "$SERVER-tls" --type=kubernetes.io/tls \
    --from-file=tls.crt="$1" --from-file=tls.key="$2" --dry-run=client --output yaml |
    kube --namespace "$NAMESPACE" apply --filename - >/dev/null
}

server_json() { kube --namespace "$NAMESPACE" get mailservertls "$SERVER" --output json; }

# server_condition TYPE: its status, reason and message.
server_condition() {
  server_json | jq --raw-output --arg type "$1" '.status.conditions[]? | select(.type == $type) | "\(.status) \(.reason): \(.message)"'
}

server_ready() {
  local json
  json=$(server_json)
  jq --exit-status --argjson replicas "$REPLICAS" '.status.observedGeneration == .metadata.generation
    and any(.status.conditions[]?; .type == "Ready" and .status == "True")
    and .status.rollout.updated == $replicas and .status.rollout.ready == $replicas' >/dev/null <<<"$json" && return
  jq --raw-output '"Ready: " + ([.status.conditions[]? | select(.type == "Ready") | "\(.status) \(.reason): \(.message)"] | first // "no condition yet")' <<<"$json"
  return 1
}

# server_serves FINGERPRINT: Ready, and every listener of every pod was seen with it.
server_serves() {
  server_ready || return 1
  server_json | jq --exit-status --arg fingerprint "$1" --argjson replicas "$REPLICAS" \
    '.status.listeners | length == 3 and all(.servedFingerprint == $fingerprint and .verified == $replicas)' >/dev/null ||
    { echo "the listeners do not serve ${1:0:16}… yet" && return 1; }
}

server_show() {
  kube --namespace "$NAMESPACE" get mailservertls
  echo
  kube --namespace "$NAMESPACE" get configmaps,secrets,services,networkpolicies,poddisruptionbudgets,serviceaccounts,statefulsets,jobs,pods \
    --selector "app.kubernetes.io/instance=$SERVER" --ignore-not-found
  echo
  server_json | jq --raw-output '.status.conditions[] | "\(.type)=\(.status) \(.reason): \(.message)"'
}

# fingerprint CERTIFICATE_FILE: SHA-256 of the first certificate, lower case hexadecimal, as in the status.
fingerprint() { openssl x509 -in "$1" -noout -fingerprint -sha256 | sed 's/.*=//; s/://g' | tr '[:upper:]' '[:lower:]'; }

# server_pods: uid of each pod by name: two that are equal have lived through nothing.
server_pods() {
  kube --namespace "$NAMESPACE" get pods --selector "app.kubernetes.io/instance=$SERVER,app.kubernetes.io/component=smtp" \
    --output 'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid}{"\n"}{end}' | sort
}
