# shellcheck shell=bash
# The users that Dovecot knows: the lines of the Secret that hold a hash. Whoever has a line without one could log in with
# no password, or with the mark by which a shadow file locks an account.

# What Dovecot reads, in the place of the Secret.
served_users=/run/mail-server-users

# fit_users: copies from standard input the lines `name:{SCHEME}hash` whose scheme is a hash, and prints on standard error
# `NUMBER ...`, the numbers of the others, if there are any. src/MailOperator.Postfix/UsersFile.cs judges the same way.
fit_users() {
  LC_ALL=C awk '
    { sub(/\r$/, "") }
    /^[ \t]*(#|$)/ { next }
    {
      scheme = $0
      sub(/^[^:]*:/, "", scheme)
      hash = scheme
      fit = $0 ~ /^[^:]+:[{][A-Za-z0-9-]+([.][A-Za-z0-9]+)?[}][^:]/
      sub(/^[{]/, "", scheme)
      sub(/[.}].*/, "", scheme)
      sub(/^[^:]*/, "", hash)
      if (fit && toupper(scheme) !~ /^(PLAIN|PLAIN-TRUNC|CLEAR|CLEARTEXT)$/ && hash !~ /[: \t]nopassword([=: \t]|$)/) print
      else unfit = unfit " " NR
    }
    END { if (unfit != "") print substr(unfit, 2) >"/dev/stderr" }'
}

# refresh_users: brings the Secret to Dovecot if it is another than at the last call. One that has gone leaves nobody.
refresh_users() {
  local now unfit
  now=$(stat -L -c '%i %y %s' "$users" 2>/dev/null) || now=gone
  [ "$now" != "${seen_users:-}" ] || return 0
  seen_users=$now
  if [ "$now" = gone ]; then
    complain "$users is gone: nobody can log in"
    unfit=$(fit_users </dev/null 2>&1 >"$served_users.new")
  else
    unfit=$(fit_users <"$users" 2>&1 >"$served_users.new")
  fi
  [ -z "$unfit" ] || complain "users: not name:{SCHEME}hash, so that nobody logs in by it: line ${unfit// /, }"
  mv "$served_users.new" "$served_users"
}
