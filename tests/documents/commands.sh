# shellcheck shell=bash
# Finds the commands of a document: lines of ```sh blocks, indented lines, and, in the text, `helm …` and `kubectl …`.

# commands_of FILE: each ends with NUL, in the order in which they stand. Continued lines are joined, and comment lines left out.
# Of those in the text, what a reader must complete is left out, and what only a pod can answer.
commands_of() {
  awk '
    function tell(command) { printf "%s%c", command, 0 }
    /^```/ { inside = !inside; shell = inside && $0 == "```sh"; next }
    inside && !shell { next }
    shell || /^    [^ ]/ || (joined != "") {
      line = $0
      if (!shell && joined == "") sub(/^    /, "", line)
      if (line ~ /^[[:space:]]*#/ || line ~ /^[[:space:]]*$/) next
      if (line ~ /\\$/) { sub(/\\$/, "", line); joined = joined line; next }
      tell(joined line)
      joined = ""
      next
    }
    {
      rest = $0
      while (match(rest, /`(helm|kubectl) [^`]+`/)) {
        command = substr(rest, RSTART + 1, RLENGTH - 2)
        rest = substr(rest, RSTART + RLENGTH)
        if (command !~ /…|[A-Z][A-Z]|kubectl (exec|describe|logs)|^(helm|kubectl) [a-z]+$/) tell(command)
      }
    }' "$1"
}

# title COMMAND: on one line, without the comment.
title() { sed 's/  *# .*//; s/  */ /g' <<<"$1"; }

# commands_only_in_blocks FILE: none in the text or indented, where no block shows it, and no block in a language that is not read here.
commands_only_in_blocks() {
  local others
  others=$(grep '^```.' "$1" | grep --invert-match --line-regexp '```\(sh\|yaml\)' || true)
  [ -z "$others" ] || { echo "these blocks are neither sh nor yaml: $others"; return 1; }
  if sed '/^```/,/^```/d' "$1" | grep --extended-regexp '^    [^ ]|`(helm|kubectl|dotnet|docker) [^`]*`'; then
    echo "these commands stand outside a block of sh"
    return 1
  fi
}

# begins_installation COMMAND PREVIOUS: two CRDs, or a CRD and the release, are of one installation.
begins_installation() {
  [[ $1 =~ ^helm\ install || $1 == *\ -f\ crds/* ]] && [[ $2 != *\ -f\ crds/* ]]
}

# run_by_ci COMMAND: a stage of .ci/run runs the script.
run_by_ci() {
  local script=${1%% *}
  # shellcheck disable=SC2016 # as it stands there
  grep --quiet --extended-regexp "^stage [0-9]+ \"\\\$top/$script\"\$" "$TOP/.ci/run"
}
