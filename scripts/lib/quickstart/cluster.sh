# shellcheck shell=bash
# The cluster: a node of its own on this machine, or an existing one with --context.

# Namespaces of their own, so that an existing cluster keeps what it has. The operator's is the documented one.
OPERATOR_NAMESPACE=mail-operator
NAMESPACE=mail-quickstart
NODE=quickstart
cluster_started=no
cluster_reached=no
namespace_made=no
images=''

kube() { kubectl ${CONTEXT:+--context "$CONTEXT"} "$@"; }
# In the background, so that the pid is that of kubectl and not of a shell around it, which would end alone.
kube_exec() { exec kubectl ${CONTEXT:+--context "$CONTEXT"} "$@"; }
release() { helm ${CONTEXT:+--kube-context "$CONTEXT"} "$@"; }

machine_ready() {
  [ -n "$CONTEXT" ] || [ "$(id -u)" = 0 ] || die "a node needs network namespaces, mounts and cgroups: run this as root, or name a cluster with --context"
  command -v dotnet >/dev/null || die "the .NET SDK is missing: install .NET 10 (https://dot.net), then run this again"
  apt_install curl jq openssl python3 swaks libnet-ssleay-perl
  tools_ready
  PATH=$TOOLS_BIN:$PATH
  WORK=$state/quickstart
  private_directory "$state"
  rm -rf "$WORK"
  # Keys and a password are in it.
  mkdir -m 0700 "$WORK"
  # Nothing of the caller's own Helm takes part.
  export HELM_CONFIG_HOME=$WORK/helm HELM_CACHE_HOME=$WORK/helm HELM_DATA_HOME=$WORK/helm
}

# The images take a core and the node's start mostly waits: both at once.
cluster_and_images() {
  local status=0
  say "building the images; log: $WORK/images.log"
  # A process group of its own, so that an early end takes the builders along.
  set -m
  "$scripts/images" >"$WORK/images.log" 2>&1 </dev/null &
  images=$!
  set +m
  if [ -n "$CONTEXT" ]; then cluster_attach; else cluster_start; fi
  cluster_wait_for_images "$images"
  wait "$images" || status=$?
  images=''
  require "both images are built" images_built "$status"
  if [ -z "$CONTEXT" ]; then
    require "the node has both images" "$scripts/node" load --name "$NODE" "$cache"/{operator,postfix}.tar
  elif [ -n "$REGISTRY" ]; then
    require "the registry has both images" cluster_push
  fi
}

cluster_wait_for_images() {
  local began=$SECONDS told=$SECONDS
  while kill -0 "$1" 2>/dev/null; do
    sleep 0.5
    [ $((SECONDS - told)) -lt 15 ] || { told=$SECONDS && say "images: $(tail -n 1 "$WORK/images.log") ($((SECONDS - began)) s)"; }
  done
}

# images_built STATUS: of scripts/images.
images_built() { [ "$1" = 0 ] || { tail -n 20 "$WORK/images.log" && return 1; }; }

cluster_start() {
  if ! "$scripts/node" status --name "$NODE" >/dev/null 2>&1; then cluster_started=yes; fi
  "$scripts/node" start --name "$NODE"
  KUBECONFIG=$("$scripts/node" kubeconfig --name "$NODE")
  export KUBECONFIG
  cluster_reached=yes
  require "the node is Ready" kube wait --for=condition=Ready node --all --timeout=120s
  # No provisioner makes volumes here: one for each pod's queue.
  "$scripts/node" volume --name "$NODE" quickstart-queue-0 1Gi >/dev/null
  "$scripts/node" volume --name "$NODE" quickstart-queue-1 1Gi >/dev/null
}

cluster_attach() {
  cluster_reached=yes
  require "the cluster of context $CONTEXT answers" kube version
}

cluster_push() {
  buildah push "docker-archive:$cache/operator.tar" "docker://$REGISTRY/operator:0.1.0"
  buildah push "docker-archive:$cache/postfix.tar" "docker://$REGISTRY/postfix:0.1.0"
}

# cluster_explain: what someone needs who asks why it went wrong. Goes on when a part of it fails.
cluster_explain() (
  [ "$cluster_reached" = yes ] || exit 0
  set +e
  title "what the cluster says"
  kube --namespace "$OPERATOR_NAMESPACE" get pods --output wide 2>&1
  kube --namespace "$NAMESPACE" get mailservertls,pods,jobs,persistentvolumeclaims --output wide 2>&1 | tail -n 40
  kube --namespace "$NAMESPACE" get mailservertls "$SERVER" --output json 2>/dev/null |
    jq --raw-output '.status.conditions[]? | "\(.type)=\(.status) \(.reason): \(.message)"'
  kube get events --all-namespaces --sort-by=.lastTimestamp 2>&1 | tail -n 25
  kube --namespace "$OPERATOR_NAMESPACE" logs --selector app.kubernetes.io/instance=mail-operator --prefix --tail=30 2>&1
  kube --namespace "$NAMESPACE" logs --selector "app.kubernetes.io/instance=$SERVER" --all-containers --prefix --tail=15 2>/dev/null
  exit 0
)

cluster_end() {
  [ -z "$images" ] || kill -- "-$images" 2>/dev/null
  if [ -n "$CONTEXT" ]; then
    [ "$cluster_reached" = yes ] || return 0
    say "removing what was installed from the cluster of context $CONTEXT"
    [ "$namespace_made" = no ] || kube delete namespace "$NAMESPACE" --timeout=300s >/dev/null 2>&1
    [ "$release_made" = no ] || release uninstall mail-operator --namespace "$OPERATOR_NAMESPACE" --wait >/dev/null 2>&1
    [ "$operator_namespace_made" = no ] || kube delete namespace "$OPERATOR_NAMESPACE" --timeout=120s >/dev/null 2>&1
    # The chart keeps the CRD. It goes too when it came with this run and nobody has used it meanwhile.
    if [ "$crd_made" = yes ] && [ -z "$(kube get mailservertls --all-namespaces --output name 2>&1)" ]; then
      kube delete crd mailservertls.mailoperator.io >/dev/null 2>&1
    fi
    return 0
  fi
  [ "$cluster_started" = yes ] || { say "the node $NODE was there before: left as it is; end it with scripts/node stop --name $NODE --purge" && return 0; }
  say "ending the cluster"
  "$scripts/node" stop --name "$NODE" --purge >"$WORK.stop.log" 2>&1 || { cat "$WORK.stop.log" >&2 && say "scripts/node stop --name $NODE --purge failed"; }
  rm -f "$WORK.stop.log"
}

cluster_describe_kept() {
  title "left running"
  if [ -z "$CONTEXT" ]; then
    echo "  export KUBECONFIG=${KUBECONFIG:-} PATH=$TOOLS_BIN:\$PATH"
    echo "  kubectl --namespace $NAMESPACE get mailservertls,pods"
    echo "  To end it: scripts/node stop --name $NODE --purge"
  else
    echo "  kubectl --context $CONTEXT --namespace $NAMESPACE get mailservertls,pods"
    echo "  To remove it: kubectl --context $CONTEXT delete namespace $NAMESPACE; helm --kube-context $CONTEXT uninstall mail-operator -n $OPERATOR_NAMESPACE"
  fi
  echo "  Certificates, users file and logs of this run: $WORK"
}
