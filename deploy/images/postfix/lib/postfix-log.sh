# shellcheck shell=bash
# What Postfix's log says about a configuration that cannot serve.

# Lines that fail a candidate even where every handshake passed: Postfix goes on without TLS, or without one of its
# certificates, and says no more than this (TLS_README; src/tls/tls_certkey.c, tls_server.c); a service does not start; or
# it answers each lookup in a table that it could not open with an error, so that mail waits (src/util/dict_surrogate.c).
cannot_serve='disabling TLS support|error opening chain file|skipping this entry|No server certs|fatal:|panic:|: error: '

# plain_log FILE: without time stamps, host names and process ids, so that equal lines are equal; each line once.
plain_log() {
  sed -E 's/^[A-Z][a-z]{2} +[0-9]+ [0-9:]{8} [^ ]+ //; s/^[0-9-]+T[0-9:.+-]+ [^ ]+ //; s/\[[0-9]+\]: /: /' "$1" | awk '!seen[$0]++'
}

# failures_in FILE: the lines that fail a candidate.
failures_in() { plain_log "$1" | grep -E "$cannot_serve" || true; }

# causes_in FILE: all that Postfix complained about, for the reader of a verdict. master's own remarks on
# the processes that ended because of it say nothing new, nor do services that the trial called and asked nothing of.
causes_in() {
  plain_log "$1" | grep -E "$cannot_serve|warning:|error:|dovecot.*(Error|Fatal)" |
    grep -vE 'exit status|throttling|problem talking to' |
    grep -vE '/(bounce: warning: malformed|flush: warning: end-of-input|tlsproxy: warning: tlsp_get_request_event:)' | head -n 12 || true
}
