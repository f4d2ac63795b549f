# shellcheck shell=bash
# Sourced where checks are counted.

# capture COMMAND...: what it prints on both channels goes to captured_output, its status to captured_status.
# Not for use in a condition: bash ignores `set -e` in all that a condition calls.
# shellcheck disable=SC2034 # read by who calls
capture() {
  set +e
  captured_output=$(
    set -e
    "$@" 2>&1
  )
  captured_status=$?
  set -e
}
