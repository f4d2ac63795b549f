# shellcheck shell=bash
# The listeners that the operator rendered, from the file `listeners`: one `NAME PORT MODE [proxy]` a line.

# read_listeners: fills the array `listeners` with "NAME PORT MODE", where a PROXY header is expected MODE+proxy; fails when there is none or one is malformed.
read_listeners() {
  local name port mode rest
  listeners=()
  [ -r "$config/listeners" ] || { complain "$config/listeners is missing: is the ConfigMap mounted?"; return 1; }
  while read -r name port mode rest || [ -n "$name" ]; do
    case $name in '' | \#*) name='' && continue ;; esac
    if ! [[ $port =~ ^[0-9]{1,5}$ && $mode =~ ^(opportunistic|required|implicit)$ && $rest =~ ^(proxy)?$ ]]; then
      complain "$config/listeners: '$name $port $mode $rest' is not NAME PORT opportunistic|required|implicit [proxy]"
      return 1
    fi
    listeners+=("$name $port $mode${rest:++proxy}")
  done <"$config/listeners"
  [ ${#listeners[@]} -gt 0 ] || { complain "$config/listeners names no listener"; return 1; }
}
