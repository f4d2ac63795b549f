# shellcheck shell=bash
# startup: Postfix's master has started.

# shellcheck source=../lib/running.sh
. "$library/running.sh"

master_pid >/dev/null || { complain 'Postfix has not started yet'; exit 1; }
