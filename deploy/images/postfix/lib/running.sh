# shellcheck shell=bash
# Whether Postfix runs in this container.

# master_pid: prints the process id of Postfix's master; fails when it does not run.
# Postfix's own `master -t` takes the lock for a moment and could thereby stop one that is about to start.
master_pid() {
  local pid
  { read -r pid <"$queue/pid/master.pid"; } 2>/dev/null || return 1
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = master ] && echo "$pid"
}
