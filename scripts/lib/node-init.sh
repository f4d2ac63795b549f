#!/usr/bin/env bash
# The first process of a node's namespaces: prepares mounts, then starts the node's daemons and starts again any that ends.
# It is run by `scripts/node` alone, which sets the variables used here. Bash, as process 1, takes in orphans.
set -euo pipefail
umask 022

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"
. "$here/progress.sh"
. "$here/process.sh"

# /proc is still the machine's, and tells under which pid the machine knows this process.
read -r pid _ </proc/self/stat

mount --make-rshared /
# Programs of the node have sockets, locks and logs at fixed places; here these places are the node's own.
mount -t tmpfs -o mode=0755 tmpfs /run
mount --bind "$DIRECTORY/log" /var/log
mkdir -p /run/lock /run/netns /run/cni /run/sysctl
process_record "$RUN" .init "$pid"
mount -t proc proc /proc
# The kubelet sets these for the whole machine; it writes to copies instead.
for name in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes; do
  [ -e "/proc/sys/$name" ] || continue
  cat "/proc/sys/$name" >"/run/sysctl/${name//\//.}"
  mount --bind "/run/sysctl/${name//\//.}" "/proc/sys/$name"
done
echo 1 >/proc/sys/net/ipv4/ip_forward
ip link set lo up
ulimit -n 65536 2>/dev/null || true
mv "$RUN/.init.pid" "$RUN/init.pid"

# keep NAME COMMAND...: runs COMMAND for as long as the node lives.
keep() {
  local name=$1
  shift
  (
    while true; do
      "$@" || echo "$name ended with status $?; again in 1 s"
      sleep 1
    done
  ) >>"$RUN/$name.log" 2>&1 </dev/null &
}

debian=$cache/debian
export PATH=$debian/containerd/usr/bin:$debian/runc/usr/sbin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
keep containerd containerd --config "$DIRECTORY/config/containerd.toml"
until ctr --namespace k8s.io images import "$DIRECTORY/pause.tar"; do sleep 0.2; done

until [ -e "$RUN/configured" ]; do sleep 0.2; done
# There is no cluster DNS. Without an answer each SMTP connection would wait 6 s for the client's name; this one says at
# once that there is no such name, but for the API server's.
keep dnsmasq dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --user=root --pid-file= --log-facility=- \
  --listen-address="$NODE_ADDRESS" --bind-interfaces --address=/#/ --host-record="kubernetes.default.svc.cluster.local,$API_SERVICE"
# The kubelet's first 5 s go into looking for Docker.
keep kubelet "$KUBERNETES_DIR/kubelet" --config="$DIRECTORY/config/kubelet.yaml" --kubeconfig="$DIRECTORY/config/kubelet.kubeconfig" \
  --container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock \
  --hostname-override="$NAME" --node-ip="$NODE_ADDRESS" --root-dir="$DIRECTORY/kubelet" --cert-dir="$DIRECTORY/kubelet/pki" \
  --volume-plugin-dir="$DIRECTORY/kubelet/plugins-exec" --pod-infra-container-image="$NODE_PAUSE_IMAGE"
keep kube-proxy "$KUBERNETES_DIR/kube-proxy" --kubeconfig="$DIRECTORY/config/kube-proxy.kubeconfig" --hostname-override="$NAME" \
  --proxy-mode=iptables --cluster-cidr="$POD_CIDR" --healthz-bind-address=127.0.0.1:10256 --metrics-bind-address=127.0.0.1:10249 \
  --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0 --conntrack-tcp-timeout-close-wait=0
wait
