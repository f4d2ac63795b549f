# shellcheck shell=bash
# The gate's verdict: collected while it runs, written when it ends, however it ends.

# Kubernetes keeps 4096 bytes of a termination message; the operator puts it into a condition.
verdict_limit=3000
termination_log=/dev/termination-log

# begin_verdict: from here on, whatever ends this shell, a verdict is written and all children are ended.
begin_verdict() {
  failures=() children=()
  trap end_verdict EXIT
  trap 'fail "the gate was stopped before it had finished"; exit 1' TERM INT
}

# fail MESSAGE: one line of the verdict.
fail() { failures+=("$*"); }

end_verdict() {
  local status=$?
  trap '' TERM INT
  trap - EXIT
  set +e
  end_children
  [ "$status" = 0 ] || [ ${#failures[@]} -gt 0 ] || fail "the gate itself failed with status $status"
  # Everything for `kubectl logs`; the verdict is the short form.
  cat "$log"
  verdict "$status" | head -c "$verdict_limit" | tee "$termination_log" || verdict "$status" >&2
  exit "$((status != 0))"
}

verdict() {
  if [ "$1" = 0 ]; then
    echo "passed: ${#listeners[@]} listeners serve ${#certificates[@]} certificates${names[*]:+, and ${#names[@]} hosts their own} (Postfix $(postconf -dh mail_version))"
    return
  fi
  printf '%s\n' "${failures[@]}"
  causes_in "$log"
}

# end_children: first politely; after 5 s what is left of their sessions is killed.
end_children() {
  local child deadline=$((SECONDS + 5))
  for child in "${children[@]}"; do kill -TERM "$child"; done 2>/dev/null
  while [ "$SECONDS" -lt "$deadline" ] && any_child_left; do sleep 0.1; done
  for child in "${children[@]}"; do kill -KILL -- "-$child"; done 2>/dev/null
}

# Each child leads a process group of its own (setsid), which its own children stay in.
any_child_left() {
  local child
  for child in "${children[@]}"; do kill -0 -- "-$child" 2>/dev/null && return; done
  return 1
}
