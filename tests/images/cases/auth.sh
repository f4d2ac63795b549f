# shellcheck shell=bash
# auth: Dovecot answers smtpd, as uid 65534 without capabilities.

new_pod auth
start_mail
dovecot=${containers[0]}
check 'both are ready' eventually 15 probe ready

# log_in PORT USER PASSWORD [MECHANISM]
log_in() {
  local tls=--tls
  [ "$1" != 465 ] || tls=--tlsc
  in_pod swaks --server 127.0.0.1 --port "$1" "$tls" --quit-after AUTH \
    --auth "${4:-PLAIN}" --auth-user "$2" --auth-password "$3" 2>&1
}
for port in 587 465; do
  check "$port answers 235 to the right password (PLAIN)" log_in "$port" alice secret-of-alice
  check "$port answers 235 to the right password (LOGIN)" log_in "$port" alice secret-of-alice LOGIN
  check "$port answers 535 to a wrong password" fails_saying '< 535 5.7.8|<~\* 535|535' log_in "$port" alice wrong
done

check 'a user who does not exist is refused' fails_saying 535 log_in 465 bob secret-of-bob
before=$(first_process "$dovecot")
add_user bob secret-of-bob
check 'a user who was just added can log in' eventually 5 log_in 465 bob secret-of-bob
# A Secret is replaced as a whole, by another file under the same name.
cp "$pod/users/users" "$pod/users/new"
sed -i /^alice:/d "$pod/users/new"
mv "$pod/users/new" "$pod/users/users"
check 'a user who was just removed cannot' eventually 5 fails_saying 535 log_in 465 alice secret-of-alice
check 'and Dovecot was not restarted for it' [ "$before" = "$(first_process "$dovecot")" ]

printf '%s\n' empty: locked:! 'plain:{PLAIN}secret' >>"$pod/users/users"
check 'lines without a hash are told by their numbers' eventually 5 grep -q 'nobody logs in by it: line 2, 3, 4$' "$pod/auth.log"
for login in empty: locked:! plain:secret; do
  check "and nobody logs in by them: ${login%%:*}" fails_saying 535 log_in 465 "${login%%:*}" "${login#*:}"
done
check 'and who has a hash still does' log_in 465 bob secret-of-bob
check 'and no password is in the log' refuses grep -q secret "$pod/auth.log"

plain_auth() { in_pod swaks --server 127.0.0.1 --port 587 --quit-after EHLO 2>&1; }
check '587 offers no AUTH before STARTTLS' refuses says 'AUTH' "$(plain_auth)"

uid_of() { awk '/^Uid:/ { print $2 }' "/proc/$1/status"; }
capabilities_of() { awk '/^CapEff:/ { print $2 }' "/proc/$1/status"; }
check 'Dovecot runs as uid 65534' [ "$(uid_of "$before")" = 65534 ]
check 'without capabilities' [ "$(capabilities_of "$before")" = 0000000000000000 ]
no_complaint_of_dovecot() { refuses grep -E 'Warning|Error|Fatal|Panic' "$pod/auth.log"; }
check 'Dovecot complains of nothing' no_complaint_of_dovecot
check 'SIGTERM ends it' stop_container "$before"
end_pods

new_pod unreadable-users
chmod 0400 "$pod/users/users"
start auth auth_privileges auth
check 'an unreadable users file is named' eventually 5 grep -q 'cannot read /etc/mailoperator/users/users' "$pod/auth.log"
end_pods
