# shellcheck shell=bash
# Go, and libraries of Go, from Debian's development release (sid), unpacked below one root. apt keeps lists of its own for it, and
# checks what it fetches by their signatures; the machine's packages and sources have no part in it. Needs common.sh, progress.sh.

SID_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# sid_apt DIRECTORY ARGS...: apt-get that knows sid alone, and a machine on which nothing is installed.
sid_apt() {
  local apt=$1/apt
  shift
  # A mirror may be a copy of one day. The signatures are checked all the same.
  apt-get --quiet --option "Dir::State::lists=$apt/lists" --option "Dir::State::status=$apt/status" --option "Dir::Cache=$apt/cache" \
    --option Dir::Etc::SourceList=/dev/null --option "Dir::Etc::SourceParts=$apt/sources.d" --option APT::Sandbox::User=root \
    --option Acquire::Check-Valid-Until=false --option Acquire::Languages=none \
    --option Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false --option Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false \
    "$@"
}

# sid_packages DIRECTORY PACKAGE...: writes to DIRECTORY/packages the names and sizes of the packages' files, of all that they need too,
# as far as it is Go's compiler and libraries in source. Read anew unless that is younger than an hour: sid moves several times a day.
sid_packages() {
  local directory=$1 apt=$1/apt mirror
  shift
  set -e
  [ -z "$(find "$directory/packages" -mmin -60 2>/dev/null)" ] || return 0
  [ -s "$SID_KEYRING" ] || { echo "this machine has no $SID_KEYRING: install debian-archive-keyring"; return 1; }
  mirror=$(debian_mirror Debian)
  rm -rf "$apt"
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/sources.d"
  : >"$apt/status"
  printf '%s\n' 'Types: deb' "URIs: $mirror" 'Suites: sid' 'Components: main' "Signed-By: $SID_KEYRING" >"$apt/sources.d/sid.sources"
  sid_apt "$directory" --error-on=any update || { echo "no lists of Debian's sid from $mirror: is the machine offline, or has its mirror no sid?"; return 1; }
  sid_apt "$directory" --yes --no-install-recommends --print-uris install "$@" >"$directory/uris" || { echo "sid has no $* now"; return 1; }
  awk -F"'" '/^\047/ { split($3, field, " "); print field[1], field[2] }' "$directory/uris" |
    grep --extended-regexp '^golang-(.*-dev|go|[0-9.]+-go|[0-9.]+-src)_' >"$directory/packages.new"
  mv "$directory/packages.new" "$directory/packages"
}

# sid_download DIRECTORY: what DIRECTORY/packages names, into DIRECTORY/download; what is there whole is not fetched again.
sid_download() {
  local directory=$1 file
  set -e
  mkdir -p "$directory/download"
  cd "$directory/download"
  # Also what an end in the middle has cut off.
  find . -name '*.deb' -printf '%f %s\n' | { grep --invert-match --line-regexp --fixed-strings --file ../packages || true; } |
    cut -d ' ' -f 1 | xargs --no-run-if-empty rm -f
  export -f sid_apt
  # One connection leaves the line half empty. An epoch's colon is written as %3a in names of files, and as itself in versions.
  # shellcheck disable=SC2016 # expanded inside
  while read -r file _; do [ -e "$file" ] || echo "$file"; done <../packages |
    sed -E 's/%3a/:/; s/^([^_]+)_([^_]+)_.*/\1=\2/' |
    xargs --no-run-if-empty --max-procs=6 --max-args=12 bash -c 'sid_apt "$0" download "$@"' "$directory" ||
    { rm -f ../packages && echo "sid has moved, or the line is broken: run it again" && return 1; }
  while read -r file _; do [ -s "$file" ] || { echo "$file was not fetched"; return 1; }; done <../packages
}

# sid_unpack DIRECTORY: into DIRECTORY/root, without tests and documents, which are most of it.
sid_unpack() {
  local directory=$1
  set -e
  rm -rf "$directory/root"
  mkdir -p "$directory/root"
  # shellcheck disable=SC2016 # expanded inside
  cut -d ' ' -f 1 "$directory/packages" | xargs --max-procs=2 --max-args=40 bash -euo pipefail -c '
    cd "$0/download"
    for file; do
      dpkg-deb --fsys-tarfile "$file" | tar --extract --directory "$0/root" --exclude="*_test.go" --exclude="*/testdata" \
        --exclude="./usr/share/doc" --exclude="./usr/share/go-*/test" --exclude="./usr/share/lintian"
    done' "$directory"
}

# sid_go DIRECTORY ARGS...: the unpacked Go on the unpacked libraries, and on nothing else. Every path is set here.
sid_go() {
  local directory=$1 go
  shift
  # golang-go is but links to the Go that it stands for, relative ones within the root.
  go=$(readlink --canonicalize "$directory/root/usr/bin/go")
  mkdir -p "$directory/tmp"
  env GOROOT="${go%/bin/go}" GOPATH="$directory/root/usr/share/gocode" GOCACHE="$directory/cache" GOTMPDIR="$directory/tmp" \
    GO111MODULE=off GOPROXY=off GOTOOLCHAIN=local GOENV=off GOFLAGS='' GOTELEMETRY=off CGO_ENABLED=0 "$go" "$@"
}
