# shellcheck shell=bash
# One node, in network, mount and process namespaces of its own. A pair of virtual interfaces joins it to the machine:
#
#   machine, API server   10.N.255.1 ──────── 10.N.255.2   node: kubelet, kube-proxy, DNS
#                                                 │  routed, one interface pair per pod (CNI plugin ptp)
#                                             10.N.0.0/24    pods
#                                             10.N.128.0/20  Services (kube-proxy's iptables rules, inside)
#
# The machine gets one interface and two routes, which vanish with the namespace; its iptables and sysctls are not touched.
# So the machine reaches pods and Services directly, pods reach the machine at 10.N.255.1 and nothing beyond it.

NODE_PAUSE_IMAGE=mailoperator.io/pause:1

node_package() {
  echo "$cache/debian/$1/usr"
}

# node_network_choose: a free 10.N.0.0/16, the one of the last start when it is still free.
node_network_choose() {
  with_lock "$ROOT/.network.lock" "choosing a network" node_network_choose_now
}

node_network_choose_now() {
  local number used others
  used=$(ip -4 route show table all && ip -4 address show)
  others=$(find "$ROOT" -mindepth 2 -maxdepth 2 -name network -not -path "$DIRECTORY/*" -exec cat {} +)
  for number in $(cat "$DIRECTORY/network" 2>/dev/null) {213..229}; do
    if [[ $used != *"10.$number."* && $'\n'$others$'\n' != *$'\n'"$number"$'\n'* ]]; then
      echo "$number" >"$DIRECTORY/network"
      return 0
    fi
  done
  die "none of 10.213.0.0/16 to 10.229.0.0/16 is free on this machine (ip route); stop another node: scripts/node stop --name NAME --purge"
}

node_read_network() {
  local number
  number=$(cat "$DIRECTORY/network" 2>/dev/null) || die "there is no node $NAME: scripts/node start --name $NAME"
  HOST_ADDRESS=10.$number.255.1 NODE_ADDRESS=10.$number.255.2 INTERFACE=mailop$number
  POD_CIDR=10.$number.0.0/24 SERVICE_CIDR=10.$number.128.0/20 API_SERVICE=10.$number.128.1
}

# The pause image as a docker-archive: one layer with one static program.
node_pause_archive() {
  local work=$DIRECTORY/pause.d digest
  rm -rf "$work"
  mkdir -p "$work/root"
  install -m 0755 "$KUBERNETES_DIR/pause" "$work/root/pause"
  tar --create --file "$work/layer.tar" --directory "$work/root" --owner=0 --group=0 --numeric-owner --mtime=@0 pause
  digest=$(sha256sum <"$work/layer.tar")
  cat >"$work/config.json" <<JSON
{"architecture": "amd64", "os": "linux", "config": {"Entrypoint": ["/pause"], "User": "65535:65535"},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:${digest%% *}"]}}
JSON
  echo "[{\"Config\": \"config.json\", \"RepoTags\": [\"$NODE_PAUSE_IMAGE\"], \"Layers\": [\"layer.tar\"]}]" >"$work/manifest.json"
  tar --create --file "$DIRECTORY/pause.tar" --directory "$work" manifest.json config.json layer.tar
  rm -rf "$work"
}

node_configure_containerd() {
  local snapshotter=overlayfs
  node_overlay_works || snapshotter=native
  cat >"$DIRECTORY/config/containerd.toml" <<TOML
version = 2
root = "$DIRECTORY/containerd"
state = "/run/containerd"
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$NODE_PAUSE_IMAGE"
  # Without CAP_SYS_RESOURCE no process may lower its oom_score_adj, and no sandbox would start.
  restrict_oom_score_adj = true
  disable_hugetlb_controller = true
  tolerate_missing_hugetlb_controller = true
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "$(node_package containernetworking-plugins)/lib/cni"
  conf_dir = "$DIRECTORY/config/cni"
[plugins."io.containerd.grpc.v1.cri".containerd]
  snapshotter = "$snapshotter"
  default_runtime_name = "runc"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  BinaryName = "$(node_package runc)/sbin/runc"
TOML
  node_read_network
  mkdir -p "$DIRECTORY/config/cni"
  # The addresses that are taken are kept in /run of the namespace, so that they are free again after a restart.
  cat >"$DIRECTORY/config/cni/10-pods.conflist" <<JSON
{"cniVersion": "0.4.0", "name": "pods", "plugins": [
  {"type": "ptp", "ipam": {"type": "host-local", "dataDir": "/run/cni", "ranges": [[{"subnet": "$POD_CIDR"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
JSON
}

# An overlay cannot lie on every file system, not on another overlay for one.
node_overlay_works() {
  local work=$DIRECTORY/overlay.try result=0
  mkdir -p "$work"/{lower,upper,work,merged}
  unshare --mount --propagation private mount -t overlay overlay \
    -o "lowerdir=$work/lower,upperdir=$work/upper,workdir=$work/work" "$work/merged" 2>/dev/null || result=1
  rm -rf "$work"
  return "$result"
}

node_cgroup_mounts() {
  awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/self/mounts
}

# node_cgroup: the parent of all cgroups of the node's pods, in each hierarchy, so that what is left can be found and removed. Nodes of
# one name may run for different MAILOPERATOR_STATE: neither may take the other's pods for its own.
node_cgroup() {
  local hash
  hash=$(realpath "$state" | sha256sum)
  echo "mailoperator-$NAME-${hash:0:8}"
}

node_cgroups_make() {
  local mount file
  [ -n "$(node_cgroup_mounts)" ] || die "no cgroup file system is mounted: mount -t cgroup2 none /sys/fs/cgroup"
  for mount in $(node_cgroup_mounts); do
    mkdir -p "$mount/$CGROUP"
    # A cpuset of version 1 is born empty, and no process may enter it so.
    for file in cpuset.cpus cpuset.mems; do
      if [ -e "$mount/cgroup.clone_children" ] && [ -e "$mount/$file" ]; then cat "$mount/$file" >"$mount/$CGROUP/$file"; fi
    done
  done
}

node_cgroups_remove() {
  local mount
  for mount in $(node_cgroup_mounts); do
    [ -d "$mount/$CGROUP" ] || continue
    find "$mount/$CGROUP" -depth -type d -exec rmdir {} \; 2>/dev/null || true
    [ ! -d "$mount/$CGROUP" ] || return 1
  done
}

node_start_namespaces() {
  local init
  rm -f "$RUN"/init.pid "$RUN"/configured "$RUN"/*.log
  export NAME DIRECTORY RUN KUBERNETES_DIR NODE_ADDRESS POD_CIDR API_SERVICE NODE_PAUSE_IMAGE
  process_start "$RUN" namespaces \
    unshare --net --mount --pid --fork --kill-child=KILL --propagation private -- bash "$top/scripts/lib/node-init.sh"
  wait_for "the node's namespaces" 20 process_pid "$RUN" init || die "cannot make namespaces; the log is $RUN/namespaces.log"
  init=$(process_pid "$RUN" init)
  ip link delete "$INTERFACE" 2>/dev/null || true
  ip link add "$INTERFACE" type veth peer name eth0 netns "$init" ||
    die "cannot add a pair of virtual interfaces: the kernel needs the module veth, this process CAP_NET_ADMIN"
  ip address add "$HOST_ADDRESS/30" dev "$INTERFACE"
  ip link set "$INTERFACE" up
  nsenter --target "$init" --net ip address add "$NODE_ADDRESS/30" dev eth0
  nsenter --target "$init" --net ip link set eth0 up
  ip route add "$POD_CIDR" via "$NODE_ADDRESS"
  ip route add "$SERVICE_CIDR" via "$NODE_ADDRESS"
}

node_end_namespaces() {
  local init
  # With the first process of a process namespace the kernel ends all others, and with them go mounts and interfaces.
  if init=$(process_pid "$RUN" init); then kill -KILL "$init"; fi
  process_stop "$RUN" namespaces 10
  rm -f "$RUN/init.pid"
  wait_for "the node's cgroups to be empty" 20 node_cgroups_remove || say "left behind: cgroups named $CGROUP"
  if [ -s "$DIRECTORY/network" ]; then
    node_read_network
    ip link delete "$INTERFACE" 2>/dev/null || true
  fi
}

node_configure_kubelet() {
  local pki server mine
  pki=$(dirname "$CONTROL_PLANE_KUBECONFIG")
  server=$(awk '$1 == "server:" { print $2 }' "$CONTROL_PLANE_KUBECONFIG")
  mine=kubelet-$NODE_ADDRESS
  pki_certificate "$pki" "$mine" "/O=system:nodes/CN=system:node:$NAME" "DNS:$NAME,IP:$NODE_ADDRESS"
  pki_certificate "$pki" kube-proxy /CN=system:kube-proxy
  pki_kubeconfig "$pki" "$mine" "$server"
  pki_kubeconfig "$pki" kube-proxy "$server"
  cp "$pki/$mine.kubeconfig" "$DIRECTORY/config/kubelet.kubeconfig"
  cp "$pki/kube-proxy.kubeconfig" "$DIRECTORY/config/kube-proxy.kubeconfig"
  echo "nameserver $NODE_ADDRESS" >"$DIRECTORY/config/resolv.conf"
  cat >"$DIRECTORY/config/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $NODE_ADDRESS
tlsCertFile: $pki/$mine.crt
tlsPrivateKeyFile: $pki/$mine.key
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $pki/ca.crt}}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP
clusterDNS: [$NODE_ADDRESS]
clusterDomain: cluster.local
resolvConf: $DIRECTORY/config/resolv.conf
failSwapOn: false
# Readiness is looked at each second and told when it changes, else each five minutes.
nodeStatusUpdateFrequency: 1s
nodeStatusReportFrequency: 5m
volumePluginDir: $DIRECTORY/kubelet/plugins-exec
maxOpenFiles: 65536
# The disk is the machine's: its fullness is not the node's business, and images cannot be pulled again.
evictionHard: {memory.available: 100Mi}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
# Its directory is fixed, outside of --root-dir.
featureGates: {DevicePlugins: false}
YAML
}

# node_enter COMMAND...: in the node's namespaces, in the same directory.
node_enter() {
  local init path
  init=$(process_pid "$RUN" init) || die "the node $NAME does not run: scripts/node start --name $NAME"
  path=$(node_package containerd)/bin:$(node_package runc)/sbin:$PATH:/usr/sbin:/sbin
  # shellcheck disable=SC2016 # expanded inside
  CONTAINERD_NAMESPACE=k8s.io PATH=$path nsenter --target "$init" --net --mount --pid -- \
    bash -c 'cd "$0" 2>/dev/null; exec "$@"' "$PWD" "$@"
}

node_must_run() {
  process_pid "$RUN" init >/dev/null || die "the node $NAME does not run: scripts/node start --name $NAME"
  CONTROL_PLANE_KUBECONFIG=$("$scripts/control-plane" kubeconfig --name "$NAME")
}

node_ctr() {
  node_enter ctr --namespace k8s.io "$@"
}

# node_runs COMMAND: a process of that name runs on the node.
node_runs() {
  # shellcheck disable=SC2016 # expanded inside
  node_enter bash -c 'grep --quiet --line-regexp --no-messages "$0" /proc/[0-9]*/comm' "$1"
}

# node_api METHOD PATH [CONTENT_TYPE]: as administrator; with a content type the body comes from standard input.
node_api() {
  local pki server
  pki=$(dirname "$CONTROL_PLANE_KUBECONFIG")
  server=$(awk '$1 == "server:" { print $2 }' "$CONTROL_PLANE_KUBECONFIG")
  curl --silent --show-error --fail-with-body --noproxy '*' --max-time 10 --request "$1" --user-agent scripts/node \
    --cacert "$pki/ca.crt" --cert "$pki/admin.crt" --key "$pki/admin.key" \
    ${3:+--header "Content-Type: $3" --data-binary @-} "$server$2"
}

node_has_pause() {
  node_ctr images list -q | grep --quiet --line-regexp "$NODE_PAUSE_IMAGE"
}

# Ready, and said so by a kubelet of this start: the object of an earlier life may still claim it.
node_is_ready() {
  local node
  node=$(node_api GET "/api/v1/nodes/$NAME") || return 1
  [[ $node =~ \"type\":\"Ready\",\"status\":\"True\",\"lastHeartbeatTime\":\"([^\"]*)\" ]] || return 1
  [[ ! ${BASH_REMATCH[1]} < $(date --utc --reference "$RUN/configured" +%FT%TZ) ]]
}

# The Service `kubernetes` answers through kube-proxy's rules, from the machine.
node_serves_api() {
  local pki
  pki=$(dirname "$CONTROL_PLANE_KUBECONFIG")
  curl --silent --fail --noproxy '*' --max-time 2 --cacert "$pki/ca.crt" "https://$API_SERVICE/readyz"
}
