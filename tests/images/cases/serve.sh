# shellcheck shell=bash
# serve, startup, alive: Postfix runs with read-only material and few capabilities.

new_pod serve
# What an earlier pod on the same queue volume leaves behind.
mkdir -p "$pod/volumes/var/spool/postfix/pid"
echo '         1' >"$pod/volumes/var/spool/postfix/pid/master.pid"
start_mail

check 'Postfix starts on empty volumes, a read-only root and a stale pid file' eventually 10 probe startup
check 'process 1 is what passes the log on' grep -q quiet-log.pl "/proc/$mail/cmdline"
check 'it logs to standard output' eventually 5 grep -q 'daemon started' "$pod/serve.log"
check 'it is alive' probe alive

deliver() {
  in_pod swaks --server 127.0.0.1 --port 25 --tls --from a@example.test --to b@mail.example.test --silent 2
}
check 'a message is accepted on 25 inside STARTTLS' deliver
check 'and leaves the queue' eventually 10 grep -qE 'postfix/qmgr.*: removed' "$pod/serve.log"

owned_by_postfix() { [ "$(stat -c %u "$pod/volumes/$1")" = "$(chroot "$IMAGE_ROOT" id -u postfix)" ]; }
check 'the data directory is the mail owner'\''s' owned_by_postfix var/lib/postfix
check 'so are the queue directories' owned_by_postfix var/spool/postfix/active

check 'nothing in the log is a warning' silent "$pod/serve.log"

check 'SIGTERM ends it' stop_container "$mail"
start serve main_privileges serve
mail=$started
check 'it starts again on the same volumes' eventually 10 probe startup
end_pods

new_pod startup
starting=$SECONDS
start_mail
# The test may be faster than the runtime of a pod.
eventually 5 probe help >/dev/null 2>&1
check 'startup waits for Postfix, so that no probe fails of a pod that starts' probe startup
check 'and for the first handshakes, so that the next probe does not fail either' probe ready
soon() { [ "$SECONDS" -le $((starting + 10)) ]; }
check 'which takes seconds' soon
end_pods

new_pod another-release
echo 3.6 >"$pod/config/release"
start serve main_privileges serve
check 'a configuration for another release of Postfix is not served' eventually 5 gone "$started"
check 'and the log says what to do' grep -qE \
  "the image has Postfix $release\.[0-9]+, and the configuration is for Postfix 3\.6: set spec\.postfix\.version to \"$release\", or" "$pod/serve.log"
end_pods

new_pod no-configuration
rm "$pod/config/main.cf"
start serve main_privileges serve
check 'a missing main.cf is named' eventually 5 grep -q 'main.cf is missing' "$pod/serve.log"
end_pods
