# shellcheck shell=bash
# Connections of SMTP clients, from the kernel's tables: see proc_pid_net(5), include/net/tcp_states.h.

# sessions: prints how many established connections from elsewhere the listeners' ports have.
# Peers on the loopback address are probes, and smtpd's own connections to Dovecot.
sessions() {
  local listener ports=''
  for listener in "${listeners[@]}"; do
    read -r _ listener _ <<<"$listener"
    ports+=$(printf '%04X ' "$listener")
  done
  # Addresses are in hexadecimal, each 32-bit word in host order: 127.0.0.1 is 0100007F, ::1 ends in 01000000,
  # and ::ffff:127.0.0.1 is FFFF0000 0100007F after two words of zeros.
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v ports="$ports" '
    BEGIN { split(ports, list, " "); for (i in list) ours[list[i]] = 1; count = 0 }
    $4 == "01" {
      split($2, here, ":"); split($3, peer, ":")
      if (!(here[2] in ours)) next
      if (peer[1] == "00000000000000000000000001000000") next
      sub(/^0000000000000000FFFF0000/, "", peer[1])
      if (length(peer[1]) == 8 && peer[1] ~ /7F$/) next
      count++
    }
    END { print count }'
}

# accepted PORT STATE...: prints how many connections in these states processes of Postfix hold, whoever the peer is: 01 is
# established, 08 closed by the peer. One that waits in the kernel for a process has no inode yet.
accepted() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port=":$(printf '%04X' "$1")" -v states="${*:2}" '
    index(states, $4) && $10 != 0 && substr($2, length($2) - 4) == port { count++ }
    END { print count + 0 }'
}
