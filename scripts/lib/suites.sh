# shellcheck shell=bash
# Runs test suites of two kinds and adds up what they counted. Sourced by scripts/test, after common.sh.

# shellcheck disable=SC2154 # cache is set by common.sh

suites_passed=0
suites_failed=0
suites_skipped=0
suites_lanes=()

# suite_name SUITE: tests/Integration/Integration.csproj is Integration, tests/charts/run is charts.
suite_name() { basename "$(dirname "${1#* }")"; }

# suites_run RUN LANE...: a lane is a list of suites, one a line, that run one after the other, each by RUN SUITE; the lanes run side by
# side. What a suite prints is shown as a whole when it is done. A lane that does not come to its end is a failure.
suites_run() {
  local run=$1 counts lane numbers
  shift
  counts=$(mktemp)
  # Process groups of their own, so that each lane can be ended with all that it has started.
  set -m
  for lane; do
    suites_lane "$run" "$lane" "$counts" </dev/null &
    suites_lanes+=("$!")
  done
  set +m
  for lane in "${suites_lanes[@]}"; do wait "$lane" || suites_failed=$((suites_failed + 1)); done
  suites_lanes=()
  while read -ra numbers; do
    suites_passed=$((suites_passed + numbers[0]))
    suites_failed=$((suites_failed + numbers[1]))
    suites_skipped=$((suites_skipped + numbers[2]))
  done <"$counts"
  rm -f "$counts"
}

# suites_end: ends the lanes that still run.
suites_end() {
  local lane
  for lane in "${suites_lanes[@]}"; do kill -TERM -- "-$lane" 2>/dev/null || true; done
  suites_lanes=()
}

# suites_lane RUN SUITES COUNTS: in a shell of its own.
suites_lane() {
  local run=$1 suites=$2 counts=$3 printed suite
  trap 'exit 130' INT
  trap 'exit 143' TERM
  printed=$(mktemp)
  while read -r suite; do
    [ -n "$suite" ] || continue
    suites_passed=0 suites_failed=0 suites_skipped=0
    "$run" "$suite" >"$printed"
    cat "$printed"
    echo "$suites_passed $suites_failed $suites_skipped" >>"$counts"
  done <<<"$suites"
  rm -f "$printed"
}

# suite_run SUITE: SUITE is `project PATH` or `script PATH`.
suite_run() {
  local name began=$SECONDS log before_failed=$suites_failed
  name=$(suite_name "$1")
  log=$cache/logs/test-$name.log
  mkdir -p "$cache/logs"
  say "$name: running"
  case $1 in
    "project "*) suite_run_project "$name" "${1#* }" "$log" ;;
    "script "*) suite_run_script "$name" "${1#* }" "$log" ;;
  esac
  if [ "$suites_failed" != "$before_failed" ]; then
    tail -n 100 "$log"
    say "$name: FAILED; all of its output is in $log"
  fi
  say "$name: done in $((SECONDS - began)) s"
}

# suites_count NAME PASSED FAILED SKIPPED
suites_count() {
  suites_passed=$((suites_passed + $2))
  suites_failed=$((suites_failed + $3))
  suites_skipped=$((suites_skipped + $4))
  echo "$1: $2 passed, $3 failed, $4 skipped"
}

# An xunit.v3 project is a program of its own, which counts more reliably into a file than onto the screen.
suite_run_project() {
  local name=$1 project=$2 log=$3 status=0 program report=$cache/logs/test-$1.xml
  program=$(dirname "$project")/bin/$CONFIGURATION/net10.0/$(basename "$project" .csproj).dll
  rm -f "$report"
  dotnet "$program" -noColor -printMaxStringLength 0 -printMaxEnumerableLength 0 -xml "$report" </dev/null >"$log" 2>&1 || status=$?
  if [ ! -s "$report" ]; then
    echo "$name: ended with status $status and counted nothing" >>"$log"
    suites_count "$name" 0 1 0
    return
  fi
  local passed failed errors skipped
  passed=$(suite_attribute passed "$report")
  failed=$(suite_attribute failed "$report")
  errors=$(suite_attribute errors "$report")
  skipped=$(suite_attribute skipped "$report")
  failed=$((failed + errors))
  # A status that the counts do not explain is a failure of its own: a crash after the last test, say.
  if [ "$status" != 0 ] && [ "$failed" = 0 ] && [ $((passed + skipped)) != 0 ]; then failed=1; fi
  suites_count "$name" "$passed" "$failed" "$skipped"
  # The runner prints the name of a skipped test and, on the next line, the reason.
  awk '/ \[SKIP\]$/ { name = $1; getline; sub(/^ +/, ""); print "  skipped: " name ": " $0 }' "$log"
}

# suite_attribute NAME FILE: sums an attribute of the report's <assembly> elements.
suite_attribute() {
  grep --only-matching --perl-regexp "<assembly [^>]*\\b$1=\"\\K[0-9]+" "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}

# A script prints one line per test and ends with `N passed, N failed` or `N passed, N failed, N skipped`.
suite_run_script() {
  local name=$1 script=$2 log=$3 status=0 last
  "$script" </dev/null >"$log" 2>&1 || status=$?
  last=$(grep --extended-regexp '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$log" | tail -n 1 || true)
  if [ -z "$last" ]; then
    echo "$name: ended with status $status and counted nothing" >>"$log"
    suites_count "$name" 0 1 0
    return
  fi
  local numbers
  read -ra numbers <<<"${last//[!0-9 ]/}"
  [ "$status" = 0 ] || [ "${numbers[1]}" != 0 ] || numbers[1]=1
  suites_count "$name" "${numbers[0]}" "${numbers[1]}" "${numbers[2]:-0}"
  grep --ignore-case --extended-regexp '^(ok|not ok) .*# skip|^skip' "$log" || true
}

# suites_summary: the last line, and the exit status.
suites_summary() {
  echo "$suites_passed passed, $suites_failed failed, $suites_skipped skipped"
  [ "$suites_failed" = 0 ]
}
