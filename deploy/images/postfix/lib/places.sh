# shellcheck shell=bash
# shellcheck disable=SC2034 # the names are for the files that source this one
# Where the pod puts things. The operator mounts them; nothing here is configurable.

# The ConfigMap: main.cf, master.cf, listeners; sasl where AUTH is on, sni where hosts have certificates of their own,
# anonymous where there is no certificate. Read-only.
config=/etc/mailoperator/config
# The Secret with key and chain: default-<key type>.pem, sni-<host>-<key type>.pem. Read-only.
tls=/etc/mailoperator/tls
# The Secret with the AUTH users, mounted where Dovecot runs. Read-only, and changed while it runs.
users=/etc/mailoperator/users/users
# The configuration directory that Postfix is started with.
postfix_config=/run/postfix
queue=/var/spool/postfix
data=/var/lib/postfix
# Where Dovecot answers smtpd; the operator renders the same address into smtpd_sasl_path.
auth_host=127.0.0.1
auth_port=12345
# Where the pod's own handshakes come from; the operator renders the same address into main.cf.
probe_address=127.0.0.25
# There while the pod goes: see commands/drain.sh.
draining=/run/mail-server-draining
# What the readiness probe remembers from one call to the next.
readiness=/run/mail-server-ready
# The listeners that have completed a handshake since this Postfix started.
proven=/run/mail-server-proven

# complain MESSAGE...: one line on standard error, from the command that runs.
complain() { printf 'mail-server %s: %s\n' "$command" "$*" >&2; }

# tell MESSAGE...: to the log of the container, for what a hook or a successful probe prints is thrown away. In the main
# container by way of Postfix, whose standard output the kernel keeps from others (it has changed users); in Dovecot's directly.
tell() {
  if [ -e "$postfix_config" ] && [ "$(id -u)" = 0 ]; then
    postlog -c "$postfix_config" -t "postfix/$command" "$*" 2>/dev/null
  else
    echo "mail-server $command: $*" >/proc/1/fd/1
  fi 2>/dev/null || true
}
