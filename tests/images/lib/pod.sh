# shellcheck shell=bash
# Pods without Kubernetes: a network namespace, volumes, and containers of the built image in it.

# What the operator's security context leaves to the main container, and to the sidecar.
main_privileges=(setpriv --no-new-privs --bounding-set '-all,+chown,+dac_override,+fowner,+setuid,+setgid,+net_bind_service')
auth_privileges=(setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --reuid 65534 --regid 65534 --clear-groups)

# Everything that was started, to be ended when the tests end.
holders=() containers=() firsts=()

# new_pod NAME: sets `pod`, with the fixtures, both certificates, one user; and a network whose outside address is
# 10.9.9.1 and fd00:9::1.
new_pod() {
  pod=$work/pods/$1
  mkdir -p "$pod"/{config,tls,users,volumes/run,volumes/tmp,volumes/var/lib/postfix,volumes/var/spool/postfix}
  # As the kubelet makes them.
  chmod 0777 "$pod"/volumes/{run,tmp,var/lib/postfix,var/spool/postfix}
  : >"$pod/termination-log"
  : >"$pod/serve.log"
  cp "$here"/fixtures/* "$pod/config/"
  printf '%s\n' 'mx 25 opportunistic' 'submission 587 required' 'submissions 465 implicit' >"$pod/config/listeners"
  echo 'plain login' >"$pod/config/sasl"
  # shellcheck disable=SC2154 # set by run
  echo "$release" >"$pod/config/release"
  chain ecdsa >"$pod/tls/default-ecdsa.pem"
  chain rsa >"$pod/tls/default-rsa.pem"
  chmod 0400 "$pod"/tls/*
  add_user alice secret-of-alice
  unshare --net sleep infinity &
  holder=$!
  holders+=("$holder")
  eventually 5 in_own_network "$holder"
  in_pod sh -c 'ip link set lo up; ip addr add 10.9.9.1/24 dev lo; ip -6 addr add fd00:9::1/64 dev lo nodad'
}

in_own_network() { [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }

# in_pod COMMAND...: a program of this machine in the pod's network.
in_pod() { nsenter --net="/proc/$holder/ns/net" -- "$@"; }

# setting KEY VALUE: sets a parameter in the pod's main.cf.
setting() {
  sed -i "/^$1 *=/d" "$pod/config/main.cf"
  echo "$1 = $2" >>"$pod/config/main.cf"
}

# with_postscreen: postscreen stands before mx, and whoever comes from 10.9.9.1 stays with it.
with_postscreen() {
  sed -i 's/^25 .*/25 inet n - n - 1 postscreen\nsmtpd pass - - n - - smtpd\ndnsblog unix - - n - 0 dnsblog\ntlsproxy unix - - n - 0 tlsproxy/' \
    "$pod/config/master.cf"
  setting postscreen_greet_wait 10s
  setting postscreen_access_list 'permit_mynetworks, cidr:{{10.9.9.1/32 reject}}'
  setting postscreen_denylist_action enforce
}

add_user() { echo "$1:{SHA512-CRYPT}$(openssl passwd -6 "$2")" >>"$pod/users/users"; }

# start CONTAINER PRIVILEGES COMMAND...: starts `mail-server COMMAND` in the pod; its process id in `started`.
# PRIVILEGES names one of the arrays above. The log is a pipe, as a container runtime makes it.
start() {
  local container=$1
  local -n privileges=$2
  local output
  shift 2
  exec {output}> >(exec cat >>"$pod/$container.log")
  nsenter --net="/proc/$holder/ns/net" -- unshare --mount --pid --fork -- \
    "$here/contain" "$pod" "${privileges[@]}" /usr/local/bin/mail-server "$@" \
    </dev/null >&"$output" 2>&1 &
  containers+=("$!")
  exec {output}>&-
  eventually 5 begun "$!"
  started=$(first_process "$!") || return 0
  firsts+=("$started")
}

# begun UNSHARE_PID: its container runs, or has already ended.
begun() { first_process "$1" >/dev/null || gone "$1"; }

# first_process UNSHARE_PID: the process that is number 1 in the new pid namespace.
first_process() { tr -d ' ' 2>/dev/null <"/proc/$1/task/$1/children" | grep .; } 2>/dev/null

# run_gate: runs the gate to its end, in the foreground; its verdict is left in termination-log.
run_gate() {
  nsenter --net="/proc/$holder/ns/net" -- unshare --mount --pid --fork -- \
    "$here/contain" "$pod" "${main_privileges[@]}" /usr/local/bin/mail-server gate >"$pod/gate.log" 2>&1
}

start_mail() {
  start auth auth_privileges auth
  start serve main_privileges serve
  mail=$started
}

# probe COMMAND...: `mail-server COMMAND` in the main container, as the kubelet would exec it.
probe() {
  nsenter --target "$mail" --mount --pid --net --root --wd -- "${main_privileges[@]}" /usr/local/bin/mail-server "$@"
}

# stop_container PID: SIGTERM, as the kubelet would, and waits until the process has gone.
stop_container() { kill -TERM "$1" 2>/dev/null; eventually 10 gone "$1"; }
gone() { ! kill -0 "$1" 2>/dev/null; }

# end_pods: the first process of a container takes all others of its namespace with it. (It outlives the unshare that
# started it: the kernel forgets the parent-death signal when privileges change.)
end_pods() {
  local process
  # So that the shell does not report each of them as killed.
  disown -a
  for process in "${firsts[@]}" "${containers[@]}" "${holders[@]}"; do kill -KILL "$process" 2>/dev/null || true; done
  for process in "${firsts[@]}" "${containers[@]}" "${holders[@]}"; do eventually 10 gone "$process"; done
  containers=() holders=() firsts=()
}
