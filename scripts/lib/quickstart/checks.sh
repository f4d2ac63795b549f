# shellcheck shell=bash
# What the quickstart claims, and whether it held.

checks_passed=0
checks_failed=0
checks_summed=no

# title TEXT: what comes now, with the seconds since the start.
title() { printf '\n[%4ds] == %s\n' "$SECONDS" "$*"; }

# check NAME COMMAND...: counts; shows what COMMAND printed when it failed. Goes on either way.
check() {
  local name=$1
  shift
  capture "$@"
  if [ "$captured_status" = 0 ]; then
    checks_passed=$((checks_passed + 1))
    printf '[%4ds] ok: %s\n' "$SECONDS" "$name"
  else
    checks_failed=$((checks_failed + 1))
    printf '[%4ds] FAILED: %s\n' "$SECONDS" "$name"
    printf '%s\n' "${captured_output:-(no output)}" | tail -n 20 | sed 's/^/         | /'
  fi
}

# require NAME COMMAND...: a check without which nothing further makes sense.
require() {
  local before=$checks_failed
  check "$@"
  if [ "$checks_failed" != "$before" ]; then
    checks_summed=yes
    cluster_explain
    exit 1
  fi
}

# until_true SECONDS COMMAND...: repeats COMMAND, twice a second, until it succeeds; tells every 15 s what it still waits for.
# On failure prints what the last try said.
until_true() {
  local limit=$1 began=$SECONDS told=$SECONDS output
  shift
  until output=$("$@" 2>&1); do
    if [ $((SECONDS - began)) -ge "$limit" ]; then
      echo "not within $limit s: ${output:-$*}"
      return 1
    fi
    if [ $((SECONDS - told)) -ge 15 ]; then
      told=$SECONDS
      say "waiting since $((SECONDS - began)) s: $(tail -n 1 <<<"${output:-$*}")" 2>&"$progress"
    fi
    sleep 0.5
  done
}

# Where progress goes from inside a check, whose own output is kept back.
exec {progress}>&2

equal() {
  [ "$1" = "$2" ] || {
    echo "expected: $1"
    echo "     got: $2"
    return 1
  }
}

checks_summary() {
  checks_summed=yes
  [ "$checks_failed" = 0 ]
}

checks_last_line() { echo "$checks_passed checks passed, $checks_failed failed"; }
