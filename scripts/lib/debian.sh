# shellcheck shell=bash
# Debian packages. Tools that anyone may have are installed; daemons (etcd, containerd, Go's compiler) are only unpacked
# into the cache: nothing is started by a package script, nothing stays on the machine, and no privilege is needed.

# debian_require COMMAND=PACKAGE...: installs the packages whose command is missing.
debian_require() {
  local pair missing=()
  for pair in "$@"; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  apt_install "${missing[@]}"
}

# debian_apt ARGS...: apt-get with lists of its own, that also knows source packages. Uses the machine's own sources.
debian_apt() {
  local root=$cache/apt
  apt-get --option "Dir::State::lists=$root/lists" --option "Dir::Cache=$root/cache" \
    --option Dir::Etc::SourceList=/dev/null --option "Dir::Etc::SourceParts=$root/sources.d" \
    --option APT::Sandbox::User=root --quiet "$@"
}

# debian_apt_ready: copies the machine's sources with deb-src switched on, and reads the lists once an hour.
debian_apt_ready() {
  local root=$cache/apt file
  command -v apt-get >/dev/null || die "this machine has no apt-get: use Debian 12, or set KUBEBUILDER_ASSETS to a directory with etcd and kube-apiserver"
  if [ -n "$(find "$root/updated" -mmin -60 2>/dev/null)" ]; then return 0; fi
  rm -rf "$root"
  mkdir -p "$root/lists/partial" "$root/cache/archives/partial" "$root/sources.d" "$cache/logs"
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] || continue
    sed -E 's/^Types:.*/Types: deb deb-src/' "$file" >"$root/sources.d/$(basename "$file")"
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -e "$file" ] || continue
    sed -nE 's/^deb(-src)?([[:space:]].*)/deb\2\ndeb-src\2/p' "$file" | sort -u >"$root/sources.d/$(basename "$file" .list).list"
  done
  step "reading package lists" "$cache/logs/apt-update.log" debian_fetch update
  touch "$root/updated"
}

# debian_fetch ARGS...: debian_apt, with the remedy when it fails; the lists are read again the next time.
debian_fetch() {
  debian_apt "$@" && return
  rm -f "$cache/apt/updated"
  echo "apt-get $* failed: is the machine offline, or are its package sources (/etc/apt) not those of Debian 12, bookworm?"
  return 1
}

# debian_unpack PACKAGE...: unpacks each into $cache/debian/PACKAGE, once.
debian_unpack() {
  local package wanted=()
  for package in "$@"; do
    [ -e "$cache/debian/$package/.complete" ] || wanted+=("$package")
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  mkdir -p "$cache/debian" "$cache/logs"
  with_lock "$cache/debian/.lock" "downloading Debian packages" debian_unpack_now "${wanted[@]}"
}

debian_unpack_now() {
  local package
  debian_apt_ready
  for package in "$@"; do
    [ -e "$cache/debian/$package/.complete" ] || step "downloading and unpacking Debian's $package" \
      "$cache/logs/$package.log" debian_unpack_one "$package"
  done
}

debian_unpack_one() {
  local directory=$cache/debian/$1
  set -e
  rm -rf "$directory" "$directory.download"
  mkdir -p "$directory" "$directory.download"
  cd "$directory.download"
  debian_fetch download "$1"
  dpkg-deb --extract ./*.deb "$directory"
  rm -rf "$directory.download"
  touch "$directory/.complete"
}
