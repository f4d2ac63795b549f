# shellcheck shell=bash
# The API server of custom resources alone, of a current Kubernetes: how it is built once from Debian's sid, and how it is started.
# `scripts/crd-server` is the command line. Needs sid.sh, process.sh, pki.sh, control-plane.sh.

CRD_SERVERS=$cache/crd-server
CRD_SERVER_PACKAGE=golang-k8s-apiextensions-apiserver-dev

# crd_server_ready: sets CRD_SERVER, the program, and CRD_SERVER_VERSION. Once built, no newer one is asked for.
crd_server_ready() {
  crd_server_find || with_lock "$CRD_SERVERS/.lock" "building the API server of custom resources" crd_server_build
  crd_server_find || die "the API server of custom resources was not built"
}

crd_server_find() {
  CRD_SERVER=$(find "$CRD_SERVERS" -mindepth 2 -maxdepth 2 -name apiextensions-apiserver 2>/dev/null | sort --version-sort | tail -n 1)
  [ -n "$CRD_SERVER" ] || return 1
  CRD_SERVER_VERSION=$(basename "$(dirname "$CRD_SERVER")")
}

# An interrupted build continues: with the files that were fetched, and with what Go had compiled.
crd_server_build() {
  local build=$CRD_SERVERS/build logs=$cache/logs began=$SECONDS version
  ! crd_server_find || return 0
  say "the API server of custom resources is built once from Debian's sid: 300 MB are fetched, 5 minutes on two cores, 3 GB of disk meanwhile"
  mkdir -p "$build" "$logs"
  step "reading the lists of Debian's sid" "$logs/crd-server-lists.log" sid_packages "$build" "$CRD_SERVER_PACKAGE" golang-go
  version=$(sed -n "s/^${CRD_SERVER_PACKAGE}_\([0-9.]*\).*/\1/p" "$build/packages")
  [ -n "$version" ] || die "Debian's sid has no $CRD_SERVER_PACKAGE of a version that is known; see $build/packages"
  if [ "$(cat "$build/.unpacked" 2>/dev/null)" != "$(sha256sum <"$build/packages")" ]; then
    rm -f "$build/.unpacked"
    step "downloading $(wc -l <"$build/packages") packages" "$logs/crd-server-download.log" sid_download "$build"
    step "unpacking them" "$logs/crd-server-unpack.log" sid_unpack "$build"
    sha256sum <"$build/packages" >"$build/.unpacked"
    rm -rf "$build/download"
  fi
  step "compiling apiextensions-apiserver $version" "$logs/crd-server-build.log" crd_server_compile "$build" "$version"
  rm -rf "$build"
  say "apiextensions-apiserver $version is built, $((SECONDS - began)) s"
}

# crd_server_compile BUILD VERSION: the program has its name only when it is complete and runs.
crd_server_compile() {
  local build=$1 target=$CRD_SERVERS/$2/apiextensions-apiserver
  set -e
  mkdir -p "$(dirname "$target")"
  sid_go "$build" build -ldflags '-s -w' -o "$target.new" k8s.io/apiextensions-apiserver
  "$target.new" --help >/dev/null
  mv "$target.new" "$target"
}

# crd_server_etcd: prints the program that the control plane uses.
crd_server_etcd() {
  if [ -n "${KUBEBUILDER_ASSETS:-}" ]; then
    echo "$KUBEBUILDER_ASSETS/etcd"
  else
    debian_unpack etcd-server
    echo "$cache/debian/etcd-server/usr/bin/etcd"
  fi
}

# crd_server_credentials KUBECONFIG: those of the control plane, with which its users are known here too, and a certificate to serve with.
crd_server_credentials() {
  local pki=$DIRECTORY/pki
  rm -rf "$pki"
  cp -r "$(dirname "$1")" "$pki"
  pki_certificate "$pki" crd-server /O=system:masters/CN=crd-server DNS:localhost,IP:127.0.0.1
  pki_kubeconfig "$pki" crd-server "https://127.0.0.1:$API_PORT"
}

# What it asks of the control plane, an older one need not have: priority and fairness, and the kinds of these plugins of admission.
crd_server_start() {
  local pki=$DIRECTORY/pki
  process_start "$RUN" crd-server "$CRD_SERVER" --bind-address=127.0.0.1 --secure-port="$API_PORT" \
    --tls-cert-file="$pki/crd-server.crt" --tls-private-key-file="$pki/crd-server.key" --client-ca-file="$pki/ca.crt" \
    --etcd-servers="https://127.0.0.1:$ETCD_PORT" --etcd-cafile="$pki/ca.crt" --etcd-certfile="$pki/etcd.crt" --etcd-keyfile="$pki/etcd.key" \
    --kubeconfig="$pki/admin.kubeconfig" --authentication-kubeconfig="$pki/admin.kubeconfig" --authorization-kubeconfig="$pki/admin.kubeconfig" \
    --enable-priority-and-fairness=false \
    --disable-admission-plugins=NamespaceLifecycle,MutatingAdmissionPolicy,MutatingAdmissionWebhook,ValidatingAdmissionPolicy,ValidatingAdmissionWebhook
}
