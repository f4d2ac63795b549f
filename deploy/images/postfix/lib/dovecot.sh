# shellcheck shell=bash
# Dovecot as an authentication server for smtpd, and nothing else.

# sasl_mechanisms: prints them in lower case, separated by blanks; fails when AUTH is off.
sasl_mechanisms() {
  local mechanisms
  [ -r "$config/sasl" ] || return 1
  mechanisms=$(tr 'A-Z\n\t' 'a-z  ' <"$config/sasl" | xargs)
  [[ $mechanisms =~ ^[a-z0-9\ -]+$ ]] || { complain "$config/sasl names no mechanism, or an impossible one"; return 1; }
  echo "$mechanisms"
}

# dovecot_configuration MECHANISMS USER GROUP: prints the configuration for the Dovecot that is installed.
# The users file is stat'ed at each login and nothing is cached: a new user can log in at once. A password that names no
# scheme is taken for a hash, so that no word stands for itself. Nor does Dovecot slow down an address that has guessed wrongly,
# for others share it, and smtpd gives up after 10 s; each wrong guess is answered after 2 s.
dovecot_configuration() {
  local mechanisms=$1 user=$2 group=$3 version
  version=$(dovecot --version)
  case $version in
    2.3.*) dovecot_2_3 ;;
    2.[4-9].*) dovecot_2_4 ;;
    *) complain "Dovecot $version is neither 2.3 nor 2.4 or later"; return 1 ;;
  esac
  cat <<CONF
base_dir = /run/dovecot
state_dir = /run/dovecot
log_path = /dev/stderr
protocols =
ssl = no
auth_mechanisms = $mechanisms
default_internal_user = $user
default_internal_group = $group
default_login_user = $user
service auth {
  user = $user
}
service auth-worker {
  user = $user
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
CONF
}

# Cleartext mechanisms are allowed because the listener is on the loopback address of the pod;
# smtpd, which faces the world, offers AUTH only inside TLS.
dovecot_2_4() {
  cat <<CONF
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
auth_allow_cleartext = yes
auth_username_format = %{user}
passdb passwd-file {
  passwd_file_path = $served_users
  default_password_scheme = SHA512-CRYPT
}
userdb static {
  fields {
    uid = $user
    gid = $group
    home = /nonexistent
  }
}
service auth {
  inet_listener smtpd {
    listen = $auth_host
    port = $auth_port
  }
}
CONF
}

dovecot_2_3() {
  cat <<CONF
disable_plaintext_auth = no
auth_username_format = %u
passdb {
  driver = passwd-file
  args = scheme=SHA512-CRYPT $served_users
}
userdb {
  driver = static
  args = uid=$user gid=$group home=/nonexistent
}
service auth {
  inet_listener smtpd {
    address = $auth_host
    port = $auth_port
  }
}
CONF
}

# dovecot_answers MECHANISMS: Dovecot greets an authentication client and offers each of them.
# The protocol: https://doc.dovecot.org, "Authentication Protocol".
dovecot_answers() (
  tab=$'\t' offered=' '
  exec 3<>"/dev/tcp/$auth_host/$auth_port" || { echo "nothing listens on $auth_host:$auth_port"; exit 1; }
  printf 'VERSION\t1\t2\nCPID\t%s\n' "$BASHPID" >&3
  while IFS= read -r -t 3 line <&3; do
    case $line in
      MECH"$tab"*) line=${line#MECH"$tab"} offered+="${line%%"$tab"*} " ;;
      DONE) finished=yes; break ;;
    esac
  done
  [ "${finished:-}" = yes ] || { echo "no complete greeting on $auth_host:$auth_port"; exit 1; }
  for mechanism in $1; do
    [[ ${offered,,} == *" $mechanism "* ]] || { echo "it does not offer $mechanism"; exit 1; }
  done
) 2>/dev/null
