# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names that common.sh gives, and that the sourcing script uses
# The images, and where they are built. Sourced after common.sh.

operator_image=docker.io/mailoperator/operator:0.1.0
postfix_image=docker.io/mailoperator/postfix:0.1.0
# The name that the Dockerfiles use in FROM; made here, since no registry may be reachable.
base_image=docker.io/library/debian:trixie-slim
base_suite=trixie

# store ARGUMENT...: buildah on a store of our own, in the cache: removing the cache removes it all. What it notes of
# mounts must not outlive a boot, nor vanish with the state of a cluster that is stopped meanwhile.
store() {
  buildah --root "$cache/containers" --runroot "/run/mailoperator-images/$(cksum <<<"$cache" | cut -d' ' -f1)" --storage-driver "$(store_driver)" "$@"
}

# store_driver: overlay where the cache's file system can carry it, else vfs, which copies. Decided once:
# a store that was begun with one cannot be read with the other.
store_driver() {
  local chosen=$cache/containers/driver trial
  if [ ! -e "$chosen" ]; then
    mkdir -p "$cache/containers"
    trial=$(mktemp -d "$cache/overlay.XXXXXX")
    mkdir "$trial"/{lower,upper,work,merged}
    if mount -t overlay overlay -o "lowerdir=$trial/lower,upperdir=$trial/upper,workdir=$trial/work" "$trial/merged" 2>/dev/null; then
      umount "$trial/merged"
      echo overlay >"$chosen"
    else
      echo vfs >"$chosen"
    fi
    rm -rf "$trial"
  fi
  cat "$chosen"
}

# image_id NAME: prints the id; fails when there is none.
image_id() { store images --quiet --no-trunc "$1" 2>/dev/null | head -n 1 | grep .; }

# make_base: a minimal Debian under the name of the Dockerfiles' base; kept for a week.
make_base() {
  local made=$cache/base.made tar=$cache/base.tar container mirror security
  if image_id "$base_image" >/dev/null && [ -n "$(find "$made" -mtime -7 2>/dev/null)" ]; then
    say "base image: kept ($base_image, made $(date -r "$made" '+%F %T'))"
    return
  fi
  say "base image: bootstrapping Debian $base_suite (about 25 s)"
  [ -e "/usr/share/keyrings/debian-archive-$base_suite-stable.gpg" ] ||
    die "debian-archive-keyring is too old for $base_suite; run: apt-get update && apt-get install debian-archive-keyring"
  mirror=$(debian_mirror Debian)
  security=$(debian_mirror Debian-Security)
  # As in Debian's own slim images: no documentation, no translations, but the licences.
  # shellcheck disable=SC2016 # $1 is the hook's
  run_logged "$cache/logs/base.log" mmdebstrap --mode=root --variant=minbase \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='rm -f "$1/etc/resolv.conf" "$1/etc/hostname"' \
    "$base_suite" "$tar" \
    "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $base_suite main" \
    "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $base_suite-updates main" \
    "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $security $base_suite-security main"
  container=$(store from scratch)
  store add --quiet "$container" "$tar" / >/dev/null
  store config --cmd bash "$container"
  store commit --quiet --rm "$container" "$base_image" >/dev/null
  rm -f "$tar"
  touch "$made"
}

# build_image NAME DOCKERFILE CONTEXT: every step that did not change comes from the store.
build_image() {
  local name=$1 dockerfile=$2 context=$3
  run_logged "$cache/logs/$(basename "$(dirname "$dockerfile")")-image.log" \
    store bud --pull-never --isolation chroot --layers --tag "$name" --file "$dockerfile" "$context"
}

# archive_image NAME FILE: a docker-archive of the image, unless FILE already is one of just this image.
archive_image() {
  local name=$1 file=$2 id
  id=$(image_id "$name")
  if [ -s "$file" ] && [ "$(cat "$file.id" 2>/dev/null)" = "$id" ]; then
    say "$file: unchanged"
    return
  fi
  say "$file: writing"
  rm -f "$file" "$file.id"
  # Beside it first: an archive that is half written is never taken for one.
  store push --quiet "$name" "docker-archive:$file.part:$name" >/dev/null
  mv "$file.part" "$file"
  echo "$id" >"$file.id"
}
