# shellcheck shell=bash
# Long steps tell how long they have taken, waits tell what for, and one run waits for another. Needs common.sh.

# private_directory DIR: creates DIR, closed to other users; refuses one that someone else made under a guessable name.
private_directory() {
  (umask 077 && mkdir -p "$1") || die "cannot create $1: choose another place with MAILOPERATOR_STATE or MAILOPERATOR_CACHE"
  [ -O "$1" ] || die "$1 belongs to another user: choose another place with MAILOPERATOR_STATE or MAILOPERATOR_CACHE"
}

# step TITLE LOGFILE COMMAND...: runs COMMAND with its output in LOGFILE and tells every 15 s how long it has taken.
# On failure shows the end of the log. The command must not change variables of the caller: it runs in a subshell.
step() {
  local title=$1 log=$2 began=$SECONDS pid ticker status=0
  shift 2
  say "$title"
  # Process groups of their own, so that each can be ended with all that it has started.
  set -m
  ("$@") >"$log" 2>&1 </dev/null &
  pid=$!
  (
    while sleep 15; do
      say "$title: still at it, $((SECONDS - began)) s"
    done
  ) </dev/null >/dev/null &
  ticker=$!
  set +m
  # shellcheck disable=SC2064 # the pids of now are meant
  trap "kill -- -$pid -$ticker 2>/dev/null; exit 130" INT TERM
  wait "$pid" || status=$?
  trap - INT TERM
  kill -- "-$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$log" >&2
    die "$title failed after $((SECONDS - began)) s (exit status $status); the whole log is $log"
  fi
  say "$title: done in $((SECONDS - began)) s"
}

# wait_for TITLE SECONDS COMMAND...: repeats COMMAND until it succeeds; tells what it waits for every 10 s; fails after SECONDS.
wait_for() {
  local title=$1 limit=$2 began=$SECONDS told=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ $((SECONDS - began)) -ge "$limit" ]; then
      say "error: $title: not within $limit s"
      return 1
    fi
    if [ $((SECONDS - told)) -ge 10 ]; then
      say "waiting for $title, $((SECONDS - began)) s"
      told=$SECONDS
    fi
    sleep 0.2
  done
}

# with_lock FILE TITLE COMMAND...: runs COMMAND while no other process holds FILE. The lock goes with the process that took
# it; what COMMAND leaves running must not inherit the descriptor (process_start closes all).
# COMMAND is not the condition of anything here, because Bash would then ignore `set -e` in all of it.
with_lock() {
  local file=$1 title=$2 descriptor
  shift 2
  mkdir -p "$(dirname "$file")"
  exec {descriptor}>"$file"
  if ! flock --nonblock "$descriptor"; then
    say "another run is at it ($title): waiting until it is done"
    flock "$descriptor"
  fi
  "$@"
  exec {descriptor}>&-
}
