# shellcheck shell=bash
# How many sessions a listener can have at once: master(8) starts no more processes for it than master.cf allows, and each
# has one session. Further clients are connected by the kernel, and wait for a greeting.

# shellcheck source=connections.sh
. "$library/connections.sh"

# capacity PORT: prints `PROGRAM SESSIONS`, its program and how many sessions fit, where 0 is any number; behind postscreen
# those of the smtpd that it passes clients to.
capacity() {
  local program maximum
  # `getent services 25/tcp` prints the names by which master.cf may call the port too.
  read -r program maximum < <(postconf -c "$postfix_config" -M | awk -v names="$1 $(getent services "$1/tcp")" '
    BEGIN { split(names, list, " "); for (i in list) ours[list[i]] = 1 }
    $2 == "inet" { name = $1; sub(/.*:/, "", name); if (name in ours) { maximum = $7; program = $8 } }
    $2 == "pass" { passed = $7 }
    END { print program, program == "postscreen" ? passed : maximum }')
  [ "$maximum" != - ] || maximum=$(postconf -c "$postfix_config" -hx default_process_limit)
  echo "$program $maximum"
}

# busy PORT ANSWER: prints how the listener is busy; fails when a client that gets such an answer (see handshake) ought to get
# a better one.
busy() {
  local program maximum count states=(01 08)
  case $2 in
    # Of postscreen, which has limits of its own: postscreen_pre_queue_limit, postscreen_post_queue_limit.
    *' ports are busy'*) echo busy; return ;;
    'no answer'*) ;;
    *) return 1 ;;
  esac
  read -r program maximum < <(capacity "$1")
  # postscreen accepts more than smtpd can serve: who has left meanwhile, such as this probe, has no process.
  [ "$program" != postscreen ] || states=(01)
  count=$(accepted "$1" "${states[@]}")
  [ "$maximum" -gt 0 ] && [ "$count" -ge "$maximum" ] && echo "busy: $count sessions of at most $maximum"
}
