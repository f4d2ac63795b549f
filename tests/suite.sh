# shellcheck shell=bash
# For the test scripts tests/*/run: one line per test, `ok NAME` or `not ok NAME`; suite_end prints `N passed, N failed`.
# Sets TOP, the repository, and WORK, a directory that goes with the script.

# shellcheck disable=SC2034 # read by who sources this file
TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=SCRIPTDIR/../scripts/lib/capture.sh
. "$TOP/scripts/lib/capture.sh"
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
PASSED=0
FAILED=0

# check NAME COMMAND...: counts COMMAND's success; shows its output when it fails.
check() {
  local name=$1
  shift
  capture "$@"
  if [ "$captured_status" = 0 ]; then
    PASSED=$((PASSED + 1))
    echo "ok $name"
  else
    FAILED=$((FAILED + 1))
    echo "not ok $name"
    printf '%s\n' "${captured_output:-(no output)}" | sed 's/^/  /'
  fi
}

# fails COMMAND...: for what has to be refused.
fails() {
  if ("$@"); then
    echo "succeeded although it should fail: $*"
    return 1
  fi
}

suite_end() {
  echo "$PASSED passed, $FAILED failed"
  [ "$FAILED" = 0 ]
}
