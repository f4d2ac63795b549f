# shellcheck shell=bash
# Counting and telling: `ok` or `not ok` for each behaviour.

passed=0 failed=0

# check BEHAVIOUR COMMAND...: the command succeeds. What it prints is shown when it does not.
check() {
  local behaviour=$1 output
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
    echo "ok      $behaviour"
  else
    failed=$((failed + 1))
    echo "not ok  $behaviour"
    printf '%s\n' "${output:-$* failed}" | tail -n 25 | sed 's/^/        | /'
  fi
}

# refuses COMMAND...: the command fails.
refuses() { if "$@"; then echo "succeeded, but should not: $*"; return 1; fi; }

# eventually SECONDS COMMAND...: the command succeeds before the time is over.
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || { echo "not within the time: $*"; return 1; }
    sleep 0.1
  done
}

# says PATTERN TEXT: the text has a line that matches.
says() { grep -qE -- "$1" <<<"$2" || { printf '%s\n' "no line matches: $1" "$2"; return 1; }; }

# fails_saying PATTERN COMMAND...: the command fails, and its output has a line that matches.
fails_saying() {
  local pattern=$1 output
  shift
  if output=$("$@" 2>&1); then echo "succeeded: $output"; return 1; fi
  says "$pattern" "$output"
}

# silent LOG: the log has no warning of Postfix, and nothing worse. One pair of lines does not count: since Linux 6.13 a
# file may be stamped more finely than time(2) counts, so that mail of the first milliseconds of a second seems to come
# from the next one.
silent() {
  refuses grep -E '(warning|error|fatal|panic): ' < <(
    grep -vE 'file system clock is 1 seconds ahead of local clock|resetting file time stamps' "$1"
  )
}
