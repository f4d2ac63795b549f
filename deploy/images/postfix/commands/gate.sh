# shellcheck shell=bash
# gate: tries a configuration and its certificates before any serving pod gets them. Starts Dovecot and Postfix as
# the pod would, but on the loopback address; handshakes each listener once for each certificate, and one of them
# for each name of the table of hosts; and compares what it serves. Has the services started that wait for mail, of which
# there is none. Writes a verdict and exits 0 (would serve) or 1 (would not, and why) within a minute.

# shellcheck source=../lib/configuration.sh
. "$library/configuration.sh"
# shellcheck source=../lib/release.sh
. "$library/release.sh"
# shellcheck source=../lib/listeners.sh
. "$library/listeners.sh"
# shellcheck source=../lib/handshake.sh
. "$library/handshake.sh"
# shellcheck source=../lib/services.sh
. "$library/services.sh"
# shellcheck source=../lib/dovecot.sh
. "$library/dovecot.sh"
# shellcheck source=../lib/running.sh
. "$library/running.sh"
# shellcheck source=../lib/postfix-log.sh
. "$library/postfix-log.sh"
# shellcheck source=../lib/certificates.sh
. "$library/certificates.sh"
# shellcheck source=../lib/verdict.sh
. "$library/verdict.sh"

# Seconds after which nothing further is tried; a last handshake and the end of the children fit into the 60 s.
budget=45
log=/tmp/gate.log
: >"$log"

# In a new session each, so that they can be ended with all that they start. Postfix reopens its standard
# output by name, as in the pod; that needs a file in append mode, or one process would overwrite another.
start_dovecot() {
  setsid setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all \
    "$0" auth >>"$log" 2>&1 </dev/null &
  children+=($!)
  wait_until 15 "$!" dovecot_answers "$mechanisms" || fail 'Dovecot did not start: AUTH would fail'
}

start_postfix() {
  prepare_postfix 2>>"$log" || { fail 'the configuration cannot be prepared'; return 1; }
  postconf -c "$postfix_config" -e inet_interfaces=loopback-only 2>>"$log" || { fail 'main.cf cannot be read'; return 1; }
  setsid postfix -c "$postfix_config" start-fg >>"$log" 2>&1 </dev/null &
  children+=($!)
  wait_until 25 "$!" master_pid || { fail 'Postfix did not start'; return 1; }
}

# wait_until SECONDS PID COMMAND...: the command succeeds before the time is over or the process ends.
wait_until() {
  local deadline=$((SECONDS + $1)) pid=$2
  shift 2
  until "$@" >/dev/null; do
    [ "$SECONDS" -lt "$deadline" ] && [ -d "/proc/$pid" ] || return 1
    sleep 0.1
  done
}

# try_listener NAME PORT MODE: one handshake for each certificate that it should serve.
try_listener() {
  local name=$1 port=$2 mode=$3 file served
  if [ -e "$config/anonymous" ]; then
    served=$(handshake "$port" "$mode") || fail "$name on port $port: $served"
    return
  fi
  for file in "${certificates[@]}"; do
    [ "$SECONDS" -lt "$budget" ] || { fail "$name on port $port: not tried, the time was over"; return; }
    # shellcheck disable=SC2046 # options of openssl, meant to be split
    if ! served=$(handshake "$port" "$mode" $(client_accepts "$file")); then
      fail "$name on port $port, $(basename "$file"): $served"
      # It would hang for the next certificate too, and time is bounded.
      [[ $served != 'no answer'* ]] || return 0
    elif ! same_certificate "$file" "$served"; then
      fail "$name on port $port serves a certificate that is not the first one of $(basename "$file")"
    fi
  done
}

# try_names: asks the last listener for each name, once for each certificate. One is enough, since all read the same
# table; several at once, since there may be hundreds.
try_names() {
  local port mode name host file attempts=() found=/tmp/gate.names
  read -r _ port mode <<<"${listeners[-1]}"
  : >"$found"
  for name in "${names[@]}"; do
    read -r host name <<<"$name"
    for file in $name; do
      [ "$SECONDS" -lt "$budget" ] || { fail "$host: not tried, the time was over"; break 2; }
      try_name "$port" "$mode" "$host" "$file" >>"$found" &
      attempts+=($!)
      [ ${#attempts[@]} -lt 8 ] || { wait "${attempts[@]}"; attempts=(); }
    done
  done
  [ ${#attempts[@]} = 0 ] || wait "${attempts[@]}"
  while IFS= read -r name; do fail "$name"; done <"$found"
}

# try_name PORT MODE HOST FILE: prints what is wrong, if anything is.
try_name() {
  local served host=$3
  # What stands for all subdomains is asked for by one of them.
  [[ $host != .* ]] || host=tls-probe$host
  # shellcheck disable=SC2046 # options of openssl, meant to be split
  if ! served=$(handshake "$1" "$2" -servername "$host" $(client_accepts "$4")); then
    echo "$3, $(basename "$4"): $served"
  elif ! same_certificate "$4" "$served"; then
    echo "to who asks for $3, a certificate is served that is not the first one of $(basename "$4")"
  fi
}

# try_services: the queue manager would find out with the first mail, and all mail would wait.
try_services() {
  local silent name program
  [ "$SECONDS" -lt "$budget" ] || { fail 'the services of master.cf that wait for mail: not tried, the time was over'; return; }
  silent=$(silent_services $((budget + greeting_timeout - SECONDS)))
  while read -r name program; do
    [ -z "$name" ] || fail "$name/unix of master.cf ($program) does not start"
  done <<<"$silent"
}

# log_is_complete: a line of our own has come through; Postfix's log daemon keeps the order.
log_is_complete() { grep -q 'gate: end of trial' "$log"; }

begin_verdict
! why=$(wrong_release) || { fail "$why"; exit 1; }
read_listeners 2>>"$log" || { fail "$(cat "$log")"; exit 1; }
find_certificates || exit 1
read_names

if [ -e "$config/sasl" ]; then
  mechanisms=$(sasl_mechanisms 2>>"$log") || { fail "$(cat "$log")"; exit 1; }
  start_dovecot
fi

start_postfix || exit 1
for listener in "${listeners[@]}"; do
  read -r name port mode <<<"$listener"
  try_listener "$name" "$port" "$mode"
done
try_services
[ ${#names[@]} = 0 ] || try_names
postlog -c "$postfix_config" 'gate: end of trial' 2>/dev/null || true
wait_until 2 "$$" log_is_complete || true

[ -z "$(failures_in "$log")" ] || fail 'Postfix reports that it cannot do what was asked'
[ ${#failures[@]} = 0 ]
