# shellcheck shell=bash
# What every script here needs: where things are kept, how progress is told, how packages are installed.
# Sourced, never run:  . "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

# What is expensive to make and may be kept for the next run.
cache=${MAILOPERATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mailoperator}
# What belongs to what runs now: process ids, logs, data. Gone after `stop`.
# shellcheck disable=SC2034 # used by the scripts that source this file
state=${MAILOPERATOR_STATE:-/tmp/mailoperator-$UID}
# shellcheck disable=SC2034 # likewise
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# say MESSAGE...: one line of progress, with the seconds since the script began, on standard error.
say() { printf '[%4ds] %s\n' "$SECONDS" "$*" >&2; }

# die MESSAGE...: says what is wrong and what to do, and ends the script.
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# need_root PURPOSE
need_root() { [ "$(id -u)" = 0 ] || die "needs root to $1; run it as root or with sudo"; }

# run_logged FILE COMMAND...: runs a talkative command with its output in FILE;
# on failure shows the end of it and returns the command's status.
run_logged() {
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 || status=$?
  [ "$status" = 0 ] || { tail -n 30 "$log" >&2; say "failed ($status): $1; all of its output is in $log"; }
  return "$status"
}

# apt_install PACKAGE...: installs what is missing, and does nothing (no network either) when nothing is.
# One at a time on a machine: apt's own lock makes the second caller fail, ours makes it wait.
apt_install() {
  local package missing=()
  for package; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  need_root "install Debian packages (${missing[*]})"
  say "installing ${missing[*]}"
  (
    flock 8
    export DEBIAN_FRONTEND=noninteractive
    # The lists of a fresh machine are empty or old: try with what is there, then with fresh ones.
    run_logged "$cache/logs/apt.log" apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" 2>/dev/null 8>&- ||
      { run_logged "$cache/logs/apt.log" apt-get -qq -o DPkg::Lock::Timeout=300 update 8>&- &&
        run_logged "$cache/logs/apt.log" apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" 8>&-; }
  ) 8>/tmp/apt.lock || die "could not install ${missing[*]}; is the machine's Debian mirror reachable?"
}

# debian_mirror LABEL: prints where this machine gets the packages of Debian, or of Debian-Security.
debian_mirror() {
  local label=$1 uri
  uri=$(debian_mirrors | sed -n "s/^$label //p" | head -n 1)
  if [ -z "$uri" ]; then
    run_logged "$cache/logs/apt-update.log" apt-get update
    uri=$(debian_mirrors | sed -n "s/^$label //p" | head -n 1)
  fi
  [ -n "$uri" ] || die "the package sources of this machine (/etc/apt) have no $label: use Debian 12 with its security updates"
  echo "$uri"
}

# shellcheck disable=SC2016 # apt's own placeholders
debian_mirrors() { apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Identifier: Packages'; }
