#!/bin/sh
# postconf.sh ROOT DIRECTORY: for each folder in DIRECTORY, what postconf of a Debian root says of the main.cf and master.cf in it:
# output, errors and status of each run, in files beside them. Runs in a mount namespace of its own, which the caller makes.
set -eu
mount --make-rprivate /
mount --bind "$2" "$1/mnt"
exec chroot "$1" sh -c '
  # postconf sleeps a second before it fails: all at once.
  for folder in /mnt/*/; do (
    cd "$folder"
    # An empty option: all parameters as they are.
    for options in -n "-x -n" -M -P "-x -M" ""; do
      name=$(echo "postconf$options" | tr -d " ")
      status=0
      # shellcheck disable=SC2086 # options are words
      timeout 20 postconf -c "${folder%/}" $options >"$name.out" 2>"$name.err" </dev/null || status=$?
      echo "$status" >"$name.status"
      # One that cannot be read is refused with all options, after a second each.
      [ "$options" != -n ] || [ "$status" = 0 ] || break
    done
  ) & done
  wait
'
