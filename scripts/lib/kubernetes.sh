# shellcheck shell=bash
# The Kubernetes binaries, built once from Debian's source package `kubernetes` with Debian's Go 1.19.

KUBERNETES_VERSION=v1.20.2
KUBERNETES_DIR=$cache/kubernetes/$KUBERNETES_VERSION
KUBERNETES_BINARIES=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy)

# kubernetes_ready: all binaries are in $KUBERNETES_DIR afterwards. An interrupted build continues where it was.
kubernetes_ready() {
  [ ! -e "$KUBERNETES_DIR/.complete" ] || return 0
  with_lock "$cache/kubernetes/.lock" "building Kubernetes $KUBERNETES_VERSION" kubernetes_build
}

kubernetes_build() {
  local build=$cache/kubernetes/build logs=$cache/logs began=$SECONDS binary
  [ ! -e "$KUBERNETES_DIR/.complete" ] || return 0
  say "Kubernetes $KUBERNETES_VERSION is built once from Debian's source package: 4 to 8 minutes on two cores, 3 GB of disk meanwhile"
  debian_require dpkg-source=dpkg-dev
  debian_unpack golang-1.19-go golang-1.19-src golang-github-modern-go-reflect2-dev
  mkdir -p "$KUBERNETES_DIR" "$build" "$logs"
  kubernetes_go_environment "$build"
  [ -e "$build/.source" ] || step "unpacking Debian's source package kubernetes" "$logs/kubernetes-source.log" kubernetes_source "$build"
  [ -e "$build/.openapi" ] || step "generating the OpenAPI definitions" "$logs/kubernetes-openapi.log" kubernetes_openapi "$build"
  for binary in "${KUBERNETES_BINARIES[@]}"; do
    [ -x "$KUBERNETES_DIR/$binary" ] || step "compiling $binary" "$logs/$binary-build.log" kubernetes_compile "$build" "$binary"
  done
  [ -x "$KUBERNETES_DIR/pause" ] || step "compiling pause" "$logs/pause-build.log" kubernetes_compile_pause
  rm -rf "$build"
  touch "$KUBERNETES_DIR/.complete"
  say "Kubernetes $KUBERNETES_VERSION is built, $((SECONDS - began)) s; kubelet with ContainerGCPeriod and status syncPeriod shortened"
}

# Every path is set here, so that no setting of the caller's own Go takes part.
kubernetes_go_environment() {
  local root=$cache/debian/golang-1.19-go/usr
  export GOROOT=$root/lib/go-1.19 GOPATH=$1/go GOCACHE=$1/cache GOTMPDIR=$1/tmp
  export GO111MODULE=off GOPROXY=off GOTOOLCHAIN=local GOENV=off GOFLAGS='' CGO_ENABLED=0
  mkdir -p "$GOTMPDIR"
  # Debian splits Go into two packages that relative links join.
  [ -e "$GOROOT/src/fmt" ] || cp -a "$cache/debian/golang-1.19-src/usr/share/go-1.19" "$root/share/"
}

kubernetes_source() {
  local build=$1 tree=$1/go/src/k8s.io/kubernetes vendored
  set -e
  rm -rf "$build/go" "$build/download"
  mkdir -p "$build/download" "$build/go/src/k8s.io"
  debian_apt_ready
  (cd "$build/download" && debian_fetch source --download-only kubernetes)
  # apt has checked the files against the signed lists.
  dpkg-source --no-check --extract "$build"/download/*.dsc "$tree"
  # The vendored reflect2 1.0.1 crashes the API server when compiled with Go 1.18 or later; Debian's 1.0.2 does not.
  vendored=$tree/vendor/github.com/modern-go/reflect2
  rm -r "$vendored"
  cp -r "$cache/debian/golang-github-modern-go-reflect2-dev/usr/share/gocode/src/github.com/modern-go/reflect2" "$vendored"
  # The stock kubelet 1.20 takes 34 to 61 s to replace two pods: it looks for containers to remove once a minute, and
  # tells the API server of finished pods every 10 s. Two constants make that 5 s and 1 s; nothing else is changed.
  kubernetes_replace "$tree/pkg/kubelet/kubelet.go" 'ContainerGCPeriod = time.Minute' 'ContainerGCPeriod = 5 * time.Second'
  kubernetes_replace "$tree/pkg/kubelet/status/status_manager.go" 'const syncPeriod = 10 \* time.Second' 'const syncPeriod = 1 * time.Second'
  touch "$build/.source"
}

# kubernetes_replace FILE PATTERN TEXT: fails unless PATTERN was there exactly once.
kubernetes_replace() {
  [ "$(grep -c -- "$2" "$1")" = 1 ] || {
    echo "expected exactly once in $1: $2"
    return 1
  }
  sed -i "s/$2/$3/" "$1"
}

# The tarball lacks the generated OpenAPI definitions, which the API server is compiled with.
kubernetes_openapi() {
  local build=$1 tree=$1/go/src/k8s.io/kubernetes packages
  set -e
  cd "$tree"
  "$GOROOT/bin/go" build -o "$build/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
  # Every package that asks for it, by the import path under which it is compiled.
  packages=$(grep --recursive --include='*.go' --files-with-matches '+k8s:openapi-gen=' pkg/apis staging/src/k8s.io |
    grep --invert-match --extended-regexp '_examples|sample-|zz_generated|/testdata/|/test/|code-generator/' |
    sed -E 's#/[^/]+$##; s#^staging/src/#k8s.io/kubernetes/vendor/#; s#^pkg/#k8s.io/kubernetes/pkg/#' | sort -u | paste -sd, -)
  "$build/openapi-gen" --logtostderr -O zz_generated.openapi \
    --go-header-file hack/boilerplate/boilerplate.generatego.txt \
    --output-base "$build/go/src" --output-package k8s.io/kubernetes/pkg/generated/openapi \
    --report-filename "$build/openapi-violations" --input-dirs "$packages"
  test -s pkg/generated/openapi/zz_generated.openapi.go
  touch "$build/.openapi"
}

kubernetes_compile() {
  local build=$1 binary=$2 package flags='-s -w'
  set -e
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    flags+=" -X k8s.io/kubernetes/vendor/$package.gitVersion=$KUBERNETES_VERSION"
    flags+=" -X k8s.io/kubernetes/vendor/$package.gitMajor=1 -X k8s.io/kubernetes/vendor/$package.gitMinor=20"
  done
  cd "$build/go/src/k8s.io/kubernetes"
  "$GOROOT/bin/go" build -ldflags "$flags" -o "$KUBERNETES_DIR/.$binary" "./cmd/$binary"
  mv "$KUBERNETES_DIR/.$binary" "$KUBERNETES_DIR/$binary"
}

# The process that holds a pod's namespaces. None can be pulled, so it is compiled here.
kubernetes_compile_pause() {
  "$GOROOT/bin/go" build -ldflags '-s -w' -o "$KUBERNETES_DIR/pause" "$top/scripts/lib/pause/main.go"
}
