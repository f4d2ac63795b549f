# shellcheck shell=bash
# What passes the log of Postfix on leaves out handshakes of the pod with itself that went well, and nothing else.

# passed_on: what becomes of the lines on standard input; a program that prints them stands for Postfix.
passed_on() { perl "$top/deploy/images/postfix/lib/quiet-log.pl" 127.0.0.25 cat; }
# lines SERVICE TEXT...: log lines of one process.
lines() {
  local service=$1
  shift
  printf "Dec 01 04:02:49 mail $service: %s\n" "$@"
}
own='readiness.localhost[127.0.0.25]'
tls="Anonymous TLS connection established from $own: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)"
good() { lines "$1" "connect from $own" "$tls" "disconnect from $own ehlo=2 starttls=1 quit=1 commands=4"; }

check 'handshakes that went well are left out' [ -z "$(
  { good 'postfix/mx/smtpd[7]'; good 'postfix/submission/smtpd[8]'; } | passed_on)" ]
check 'on the port with TLS from the first byte too' [ -z "$(
  lines 'postfix/submissions/smtpd[9]' "connect from $own" "$tls" "disconnect from $own quit=1 commands=1" | passed_on)" ]
check 'and with numbers of ports in the log' [ -z "$(good 'postfix/mx/smtpd[7]' | sed 's/25\]/25]:40000/' | passed_on)" ]
check 'and behind postscreen' [ -z "$(
  { lines 'postfix/mx/postscreen[6]' 'CONNECT from [127.0.0.25]:4001 to [127.0.0.1]:25' 'ALLOWLISTED [127.0.0.25]:4001'; good 'postfix/mx/smtpd[7]'; } | passed_on)" ]
check 'and while others come' [ "$(
  paste -d '\n' <(good 'postfix/mx/smtpd[7]') <(good 'postfix/mx/smtpd[8]' | sed 's/readiness.localhost.127.0.0.25./localhost[127.0.0.1]/') | passed_on |
    grep -c 'smtpd\[8\]')" = 3 ]

# whole BEHAVIOUR: all lines on standard input are passed on, in their order.
whole() {
  local text
  text=$(cat)
  check "all is passed on of $1" [ "$(passed_on <<<"$text")" = "$text" ]
}
good 'postfix/mx/smtpd[7]' | sed 's/readiness.localhost.127.0.0.25./localhost[127.0.0.1]/' | whole 'a client from 127.0.0.1'
good 'postfix/mx/smtpd[7]' | sed 's/.127.0.0.25./[10.127.0.0.25]/' | whole 'a client whose address ends so'
lines 'postfix/mx/smtpd[7]' "connect from $own" 'warning: TLS library problem: error:0A000416' "disconnect from $own ehlo=1 starttls=0/1 quit=1 commands=2/3" |
  whole 'a handshake with a warning'
lines 'postfix/mx/smtpd[7]' "connect from $own" "disconnect from $own ehlo=1 starttls=0/1 quit=1 commands=2/3" | whole 'a command that was refused'
lines 'postfix/mx/smtpd[7]' "connect from $own" "$tls" "lost connection after EHLO from $own" "disconnect from $own ehlo=2 starttls=1 commands=3" |
  whole 'a handshake that was cut off'
lines 'postfix/mx/smtpd[7]' "connect from $own" "$tls" | whole 'a handshake without an end'
lines 'postfix/mx/postscreen[6]' 'CONNECT from [127.0.0.25]:4001 to [127.0.0.1]:25' 'PREGREET 5 after 0 from [127.0.0.25]:4001: EHLO' |
  whole 'a handshake that postscreen holds up'
printf '%s\n' 'postfix/postlog: starting the Postfix mail system' '' 'Dec 01 04:02:49 mail postfix/qmgr[7]: A1B2: removed' | whole 'other lines'
printf 'no line end' | whole 'an end without a line end'

ends_as() { local status=0; perl "$top/deploy/images/postfix/lib/quiet-log.pl" 127.0.0.25 "${@:2}" || status=$?; [ "$status" = "$1" ]; }
check 'it ends as the program does' ends_as 3 sh -c 'exit 3'
check 'and says why it cannot run one' fails_saying 'cannot run /nowhere' perl "$top/deploy/images/postfix/lib/quiet-log.pl" 127.0.0.25 /nowhere
