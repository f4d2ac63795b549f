# shellcheck shell=bash
# The processes of one control plane and how each is started. `scripts/control-plane` is the command line.

# control_plane_binaries: sets ETCD, BIN (directory of the rest) and API_MINOR.
control_plane_binaries() {
  local version
  if [ -n "${KUBEBUILDER_ASSETS:-}" ]; then
    BIN=$KUBEBUILDER_ASSETS ETCD=$KUBEBUILDER_ASSETS/etcd
    if [ ! -x "$ETCD" ] || [ ! -x "$BIN/kube-apiserver" ]; then
      die "KUBEBUILDER_ASSETS=$BIN must hold the programs etcd and kube-apiserver; unset it to use those built from Debian's source"
    fi
  else
    kubernetes_ready
    debian_unpack etcd-server
    BIN=$KUBERNETES_DIR ETCD=$cache/debian/etcd-server/usr/bin/etcd
  fi
  version=$("$BIN/kube-apiserver" --version) || die "$BIN/kube-apiserver does not run on this machine"
  VERSION=${version#Kubernetes }
  API_MINOR=${VERSION#*.} API_MINOR=${API_MINOR%%.*}
  COMPONENTS=(etcd kube-apiserver)
  if [ -x "$BIN/kube-controller-manager" ]; then
    COMPONENTS+=(kube-controller-manager)
  else
    say "$BIN lacks kube-controller-manager: no default ServiceAccounts, no garbage collection, no StatefulSet becomes pods"
  fi
  if [ "$SCHEDULER" = yes ]; then
    [ -x "$BIN/kube-scheduler" ] || die "$BIN lacks kube-scheduler, which --scheduler needs"
    COMPONENTS+=(kube-scheduler)
  fi
}

# control_plane_ports: three free ports, the ones of the last start when they are still free. Below the range that the
# kernel gives to outgoing connections, and never one that another server here has recorded.
control_plane_ports() {
  local port ports=() taken=''
  if [ -s "$DIRECTORY/ports" ]; then
    read -r -a ports <"$DIRECTORY/ports"
    for port in "${ports[@]}"; do ! port_taken "$port" || ports=(); done
  fi
  taken=$(cat "$state"/*/*/ports 2>/dev/null || true)
  while [ ${#ports[@]} -lt 3 ]; do
    port=$((20000 + RANDOM % 10000))
    if [[ " ${taken//$'\n'/ } ${ports[*]} " != *" $port "* ]] && ! port_taken "$port"; then ports+=("$port"); fi
  done
  echo "${ports[*]}" >"$DIRECTORY/ports"
}

# port_taken PORT: someone listens there, on whatever address.
port_taken() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }'
}

control_plane_certificates() {
  local pki=$DIRECTORY/pki names network=${SERVICE_CIDR%/*}
  mkdir -p "$pki"
  # A new address needs a new serving certificate.
  if [ "$(cat "$pki/names" 2>/dev/null)" != "$ADDRESS $SERVICE_CIDR" ]; then rm -f "$pki/kube-apiserver.crt"; fi
  echo "$ADDRESS $SERVICE_CIDR" >"$pki/names"
  names=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local
  names+=,IP:127.0.0.1,IP:$ADDRESS,IP:${network%.*}.1
  pki_authority "$pki" "control-plane-$NAME"
  pki_certificate "$pki" etcd /CN=etcd DNS:localhost,IP:127.0.0.1
  pki_certificate "$pki" kube-apiserver /CN=kube-apiserver "$names"
  pki_certificate "$pki" admin /O=system:masters/CN=admin
  pki_certificate "$pki" kube-controller-manager /O=system:masters/CN=system:kube-controller-manager
  pki_certificate "$pki" kube-scheduler /CN=system:kube-scheduler
  if [ ! -s "$pki/service-account.pub" ]; then
    openssl genrsa -out "$pki/service-account.key" 2048 2>/dev/null
    openssl rsa -in "$pki/service-account.key" -pubout -out "$pki/service-account.pub" 2>/dev/null
  fi
}

control_plane_start_etcd() {
  local pki=$DIRECTORY/pki client=https://127.0.0.1:$ETCD_PORT peer=https://127.0.0.1:$PEER_PORT
  process_start "$RUN" etcd "$ETCD" --name=default --data-dir="$DIRECTORY/etcd" --unsafe-no-fsync --logger=zap \
    --listen-client-urls="$client" --advertise-client-urls="$client" \
    --listen-peer-urls="$peer" --initial-advertise-peer-urls="$peer" --initial-cluster="default=$peer" \
    --client-cert-auth --trusted-ca-file="$pki/ca.crt" --cert-file="$pki/etcd.crt" --key-file="$pki/etcd.key" \
    --peer-client-cert-auth --peer-trusted-ca-file="$pki/ca.crt" --peer-cert-file="$pki/etcd.crt" --peer-key-file="$pki/etcd.key"
}

control_plane_start_kube_apiserver() {
  local pki=$DIRECTORY/pki more=()
  if [ "$ADDRESS" = 127.0.0.1 ]; then
    # No pod can reach a loopback address, so that the Service `kubernetes` must not point there.
    more+=(--endpoint-reconciler-type=none)
  else
    more+=(--advertise-address="$ADDRESS")
  fi
  if [ -n "$AUDIT_LOG" ]; then
    printf '%s\n' 'apiVersion: audit.k8s.io/v1' 'kind: Policy' 'omitStages: [RequestReceived]' 'rules: [{level: Metadata}]' \
      >"$DIRECTORY/audit-policy.yaml"
    more+=(--audit-policy-file="$DIRECTORY/audit-policy.yaml" --audit-log-path="$AUDIT_LOG" --audit-log-mode=blocking)
  fi
  # Without a controller manager nobody makes the ServiceAccount that this plugin wants each pod to have.
  if [[ " ${COMPONENTS[*]} " != *" kube-controller-manager "* ]]; then more+=(--disable-admission-plugins=ServiceAccount); fi
  process_start "$RUN" kube-apiserver "$BIN/kube-apiserver" --bind-address="$ADDRESS" --secure-port="$API_PORT" \
    --etcd-servers="https://127.0.0.1:$ETCD_PORT" --etcd-cafile="$pki/ca.crt" --etcd-certfile="$pki/etcd.crt" --etcd-keyfile="$pki/etcd.key" \
    --client-ca-file="$pki/ca.crt" --tls-cert-file="$pki/kube-apiserver.crt" --tls-private-key-file="$pki/kube-apiserver.key" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged \
    --service-cluster-ip-range="$SERVICE_CIDR" --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$pki/service-account.pub" --service-account-signing-key-file="$pki/service-account.key" \
    --kubelet-preferred-address-types=InternalIP --kubelet-certificate-authority="$pki/ca.crt" \
    --kubelet-client-certificate="$pki/admin.crt" --kubelet-client-key="$pki/admin.key" "${more[@]}"
}

control_plane_start_kube_controller_manager() {
  local pki=$DIRECTORY/pki
  process_start "$RUN" kube-controller-manager "$BIN/kube-controller-manager" "${CONTROLLER_FLAGS[@]}" \
    --kubeconfig="$pki/kube-controller-manager.kubeconfig" \
    --service-account-private-key-file="$pki/service-account.key" --root-ca-file="$pki/ca.crt"
}

control_plane_start_kube_scheduler() {
  process_start "$RUN" kube-scheduler "$BIN/kube-scheduler" "${CONTROLLER_FLAGS[@]}" \
    --kubeconfig="$DIRECTORY/pki/kube-scheduler.kubeconfig"
}

# control_plane_get PATH: as admin, from the API server.
control_plane_get() {
  control_plane_curl "https://$ADDRESS:$API_PORT$1"
}

control_plane_curl() {
  local pki=$DIRECTORY/pki
  curl --silent --show-error --fail --noproxy '*' --max-time 10 --cacert "$pki/ca.crt" --cert "$pki/admin.crt" --key "$pki/admin.key" "$1"
}

# control_plane_await COMPONENT TITLE SECONDS COMMAND...: waits, but not for a component that has ended.
control_plane_await() {
  local component=$1 title=$2 limit=$3
  shift 3
  if ! wait_for "$title" "$limit" control_plane_answers_or_ended "$component" "$@" ||
    ! process_pid "$RUN" "$component" >/dev/null; then
    tail -n 5 "$RUN/$component.log" >&2
    die "$component is not ready; its log is $RUN/$component.log"
  fi
}

control_plane_answers_or_ended() {
  process_pid "$RUN" "$1" >/dev/null || return 0
  "${@:2}"
}
