# shellcheck shell=bash
# What happens to clients while certificates change: a new one is rolled out, a broken one is not.

watch_pid=''
pods_pid=''

rotation() {
  local before
  before=$(server_pods)
  watch_start
  tls_secret "$WORK/second.crt" "$WORK/second.key"
  say "Secret $SERVER-tls replaced"
  check "every listener of both pods serves the new certificate" until_true 420 server_serves "$(fingerprint "$WORK/second.crt")"
  watch_end
  check "both pods were replaced" pods_replaced "$before"
  check "one pod at a time: never fewer than $((REPLICAS - 1)) of $REPLICAS Ready" pods_never_below $((REPLICAS - 1))
  watch_verdict
  mail_reach
  handshakes "$WORK/second.crt"
}

# A client that connects to each port every 100 ms, and a record of every change of a pod.
watch_start() {
  kube_exec --namespace "$NAMESPACE" get pods --selector "app.kubernetes.io/instance=$SERVER,app.kubernetes.io/component=smtp" \
    --watch --output-watch-events --output json >"$WORK/pods.json" 2>"$WORK/pods.err" </dev/null &
  pods_pid=$!
  [ -z "$CONTEXT" ] || return 0
  python3 "$scripts/lib/quickstart/smtp-watch.py" --host "$HOST" --ca "$WORK/ca.crt" \
    "$ADDRESS:25:starttls" "$ADDRESS:465:implicit" "$ADDRESS:587:starttls" >"$WORK/watch.json" 2>"$WORK/watch.err" </dev/null &
  watch_pid=$!
  # A second of calm first: failures before the change would be none of its doing.
  sleep 1
}

watch_end() {
  kill "$pods_pid" 2>/dev/null || true
  wait "$pods_pid" 2>/dev/null || true
  pods_pid=''
  [ -n "$watch_pid" ] || return 0
  kill "$watch_pid" 2>/dev/null || true
  wait "$watch_pid" || true
  watch_pid=''
}

watch_verdict() {
  if [ -n "$CONTEXT" ]; then
    echo "  not checked: connections during the roll. kubectl port-forward holds on to one pod, so it would show its own breaks."
    return
  fi
  check "a client that connected every 100 ms to 25, 465 and 587 was never refused" watch_saw_no_failure
  jq --raw-output '"  \(.attempts) connections in \(.seconds) s (\(.attemptsByPort | to_entries | map("\(.key): \(.value)") | join(", "))), \(.failed) failed; the slowest took \(.slowest[0].took // 0) s"' "$WORK/watch.json" || true
}

# Both certificates must have been seen on every port: else the client did not see the rotation.
watch_saw_no_failure() {
  cat "$WORK/watch.err"
  jq --exit-status --arg first "$(fingerprint "$WORK/first.crt")" --arg second "$(fingerprint "$WORK/second.crt")" \
    '.failed == 0 and .skippedTicks == 0 and ([$first, $second] | sort) as $both
     | all(.served["25", "465", "587"]; keys == $both)' "$WORK/watch.json" >/dev/null || { jq . "$WORK/watch.json" && return 1; }
}

pods_replaced() {
  local common
  common=$(comm -12 <(echo "$1") <(server_pods))
  [ -z "$common" ] || { echo "still the same: $common" && return 1; }
}

# pods_never_below N: replays the recorded changes; a pod counts while it is Ready and not being deleted.
pods_never_below() {
  jq --slurp --exit-status --argjson least "$1" --argjson replicas "$REPLICAS" '
    reduce .[] as $event ({ready: {}, counts: []};
      ($event.object.metadata.name) as $name
      | .ready[$name] = ($event.type != "DELETED" and $event.object.metadata.deletionTimestamp == null
          and any($event.object.status.conditions[]?; .type == "Ready" and .status == "True"))
      | .counts += [[.ready[] | select(.)] | length])
    | .counts | index($replicas) as $start | .[$start:] | min >= $least' "$WORK/pods.json" >/dev/null
}

broken_certificate() {
  local before
  before=$(server_pods)
  tls_secret "$WORK/second.crt" "$WORK/encrypted.key"
  say "Secret $SERVER-tls replaced: the key is encrypted"
  check "the operator says so: Ready is False, and the message names the Secret" until_true 60 certificate_refused
  server_condition CertificatesValid | sed 's/^/  CertificatesValid=/'
  # Longer than the operator took to act on the good one.
  sleep 10
  check "nothing rolled: the pods are the same" equal "$before" "$(server_pods)"
  handshakes "$WORK/second.crt"
  check "no key material in the operator's log, events or status" no_key_anywhere
  tls_secret "$WORK/second.crt" "$WORK/second.key"
  check "mended: Ready again" until_true 60 server_serves "$(fingerprint "$WORK/second.crt")"
  check "and still nothing rolled: the pods serve that certificate already" equal "$before" "$(server_pods)"
}

certificate_refused() {
  local message
  message=$(server_condition CertificatesValid)
  [[ $message == False* && $message == *"$SERVER-tls"* ]] || { echo "CertificatesValid: $message" && return 1; }
  # The pods go on serving the last good certificate; Ready tells that what is wanted is not what is served.
  message=$(server_condition Ready)
  [[ $message == False* ]] || { echo "Ready: $message" && return 1; }
}

# Searches for every line of the keys' base64 bodies.
no_key_anywhere() {
  grep --no-filename --invert-match -e ----- "$WORK"/{first,second,encrypted}.key >"$WORK/key-lines"
  {
    kube --namespace "$OPERATOR_NAMESPACE" logs deployment/mail-operator --tail=-1
    kube get events --all-namespaces --output yaml
    server_json
    kube --namespace "$NAMESPACE" get configmaps --output yaml
  } >"$WORK/said"
  ! grep --fixed-strings --file "$WORK/key-lines" --quiet "$WORK/said"
}
