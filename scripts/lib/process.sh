# shellcheck shell=bash
# Processes that outlive the script that starts them. Each leaves DIRECTORY/NAME.pid, which holds the pid and the time at
# which the kernel started it, so that a pid that was given to another process meanwhile is never taken for ours.

# process_started_at PID: the start time in clock ticks since boot; fails when there is no such process.
process_started_at() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The second field is the command in parentheses and may hold blanks: count from behind it. A zombie has ended.
  stat=${stat##*) }
  # shellcheck disable=SC2086 # split into fields
  set -- $stat
  [ "$1" != Z ] || return 1
  echo "${20}"
}

# process_pid DIRECTORY NAME: prints the pid when the recorded process still runs.
process_pid() {
  local pid started
  read -r pid started 2>/dev/null <"$1/$2.pid" || return 1
  [ "$(process_started_at "$pid")" = "$started" ] || return 1
  echo "$pid"
}

# process_start DIRECTORY NAME COMMAND...: starts COMMAND as leader of a session of its own, output to DIRECTORY/NAME.log.
process_start() {
  local directory=$1 name=$2 pid
  shift 2
  (
    # No lock and no pipe of ours may live on in it.
    for descriptor in /proc/self/fd/*; do
      descriptor=${descriptor##*/}
      [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-" 2>/dev/null || true
    done
    cd / && exec setsid "$@"
  ) >>"$directory/$name.log" 2>&1 </dev/null &
  pid=$!
  process_record "$directory" "$name" "$pid"
  disown "$pid" 2>/dev/null || true
}

process_record() {
  echo "$3 $(process_started_at "$3" || echo gone)" >"$1/$2.pid"
}

# process_stop DIRECTORY NAME SECONDS: TERM, then KILL when it has not ended in SECONDS.
process_stop() {
  local directory=$1 name=$2 limit=$3 pid began=$SECONDS
  if pid=$(process_pid "$directory" "$name"); then
    kill -TERM "$pid" 2>/dev/null || true
    while process_pid "$directory" "$name" >/dev/null; do
      if [ $((SECONDS - began)) -ge "$limit" ]; then
        say "$name has not ended within $limit s of TERM: killing it"
        kill -KILL "$pid" 2>/dev/null || true
        limit=$((limit + 3600))
      fi
      sleep 0.05
    done
  fi
  rm -f "$directory/$name.pid"
}
