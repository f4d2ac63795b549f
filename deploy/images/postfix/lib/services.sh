# shellcheck shell=bash
# The services that Postfix starts only when there is work for them, such as its SMTP client.

# Programs that name their protocol to whoever connects before they are told anything, when they have read their
# parameters, opened their tables and set their TLS up (delivery agents: src/global/deliver_request.c; the others since
# Postfix 3.6). Not virtual: it does not start without virtual_mailbox_base, which a resource may not set, and is idle.
greeting_programs='anvil bounce cleanup discard error flush lmtp local pipe proxymap scache showq smtp tlsmgr tlsproxy trivial-rewrite verify'
# Seconds without a greeting of any of them. A sound one takes a tenth of one, with all others beside it.
greeting_timeout=5

# greeting_services: prints `SOCKET NAME PROGRAM` for each service of master.cf that has such a program.
greeting_services() {
  postconf -c "$postfix_config" -M | awk -v programs="$greeting_programs" '
    BEGIN { split(programs, list, " "); for (i in list) greets[list[i]] = 1 }
    $2 == "unix" && ($8 in greets) { print ($3 == "n" ? "public/" : "private/") $1, $1, $8 }'
}

# silent_services SECONDS: has all of them started, and prints `NAME PROGRAM` for each that gave no greeting within so long.
# Nothing is asked of them, so that no mail is made.
silent_services() { greeting_services | (cd "$queue" && perl "$library/unanswered.pl" "$greeting_timeout" "$1"); }
