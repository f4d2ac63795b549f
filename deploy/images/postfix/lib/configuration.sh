# shellcheck shell=bash
# The configuration directory, made from the read-only mounts.

# prepare_postfix: copies the configuration to where Postfix may keep its own files beside it,
# and gives the volumes, which are new and root's, to the users that Postfix wants.
prepare_postfix() {
  local file
  for file in main.cf master.cf; do
    [ -r "$config/$file" ] || { complain "$config/$file is missing: is the ConfigMap mounted?"; return 1; }
  done
  rm -rf "$postfix_config"
  mkdir -p "$postfix_config"
  # A mounted ConfigMap is a folder of symbolic links into a hidden one: follow them, skip what is hidden.
  for file in "$config"/*; do cp -L --no-preserve=all "$file" "$postfix_config/"; done
  # What Postfix's own scripts look for, from the package; the .d folders are there on some versions only.
  for file in postfix-files postfix-files.d dynamicmaps.cf dynamicmaps.cf.d; do
    [ ! -e "/etc/postfix/$file" ] || cp -r --no-preserve=ownership "/etc/postfix/$file" "$postfix_config/"
  done
  # An emptyDir is writable for all, which Postfix rightly complains of.
  chmod go-w "$queue" "$data"
  # By name: which user that is differs between distributions and versions.
  chown "$(postconf -c "$postfix_config" -hx mail_owner)" "$data"
  forget_stale_pid
}

# forget_stale_pid: a queue volume that outlived its pod still holds that pod's pid file.
# It is removed unless a running master holds its lock: two masters on one queue would corrupt it,
# and Postfix says so itself.
forget_stale_pid() {
  local pid=$queue/pid/master.pid
  [ ! -e "$pid" ] || flock -n "$pid" rm -f "$pid" || complain "$pid is locked: does another pod use this queue?"
}
