# shellcheck shell=bash
# alive: Postfix's master runs. Deliberately no more: a server that is busy, or whose users, DNS or
# certificates are at fault, is not mended by killing it, and open sessions would be lost.

# shellcheck source=../lib/running.sh
. "$library/running.sh"

master_pid >/dev/null || { complain 'Postfix does not run'; exit 1; }
