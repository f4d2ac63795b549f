#!/bin/sh
# lane.sh ROOT FILES IMAGE: serves one configuration after another from a Debian root, in network and mount namespaces of its own, which
# the caller makes. To start Postfix is a matter of milliseconds; what takes seconds, namespaces and the queue, is made once for all.
# Of standard input each line is a command, answered by a line:
#   serve NAME DIRECTORY   runs FILES/NAME as DIRECTORY, and ends what ran before; FILES/NAME.tls is what goes into /run/tls, and
#                          the commands in FILES/NAME.build build its tables
# Ends when standard input ends.
set -eu
root=$1 files=$2 image=$3
exec 3>&1 >>"$files/lane.log" 2>&1

mount --make-rprivate /
ip link set lo up
ip address replace 192.0.2.1/32 dev lo
# Clients: a stranger (RFC 5737), and the networks of old hosts.
for network in 203.0.113.0/24 198.51.100.0/24 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16; do
  ip route replace local $network dev lo
done
ip -6 route replace local 2001:db8::/32 dev lo
ip address replace 2001:db8:ffff::1/128 dev lo nodad

mkdir -p "$root/etc/mailoperator/tls" "$root/etc/mailoperator/config" "$root/etc/mailoperator/users" "$root/usr/local/lib/mail-server"
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mkdir "$files/etc-postfix"
cp -r "$root"/etc/postfix/dynamicmaps.cf* "$root"/etc/postfix/postfix-files* "$files/etc-postfix/"
cp "$root"/etc/postfix/*.proto "$files/etc-postfix/"
for directory in run tmp var/spool/postfix var/lib/postfix etc/postfix; do
  mount -t tmpfs -o mode=755 tmpfs "$root/$directory"
done
chmod 1777 "$root/run" "$root/tmp"   # as an emptyDir is
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mkdir "$root/run/postfix" "$root/run/tls"
mount --bind "$root/run/tls" "$root/etc/mailoperator/tls"
mount --bind "$files/hosts" "$root/etc/hosts"
cp -r "$files/etc-postfix/." "$root/etc/postfix/"
cp "$root/etc/postfix/main.cf.proto" "$root/etc/postfix/main.cf"
cp "$root/etc/postfix/master.cf.proto" "$root/etc/postfix/master.cf"
chroot "$root" postfix -c /etc/postfix check
# Dovecot, by the scripts of the image.
mkdir "$root/run/mail-server" "$root/run/auth"
cp -r "$image/mail-server" "$image"/lib/* "$image/commands" "$root/run/mail-server/"
echo plain login >"$root/run/auth/sasl"
chmod -R a+rX "$root/run/mail-server" "$root/run/auth" "$files/users"
mount --bind "$root/run/mail-server" "$root/usr/local/lib/mail-server"
mount --bind "$root/run/auth" "$root/etc/mailoperator/config"
mount --bind "$files/users" "$root/etc/mailoperator/users"
chroot "$root" setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all \
  bash /usr/local/lib/mail-server/mail-server auth &

postfix=
end() {
  [ -n "$postfix" ] || return 0
  kill "$postfix" || true
  wait "$postfix" || true
  postfix=
}
while read -r _ name directory; do
  end
  find "$root/run/tls" "$root/$directory" "$root/var/lib/postfix" -mindepth 1 -delete
  if [ "$directory" = /etc/postfix ]; then cp -r "$files/etc-postfix/." "$root/$directory/"; fi
  cp -r "$files/$name/." "$root/$directory/"
  cp -r "$files/$name.tls/." "$root/run/tls/"
  chroot "$root" chown postfix /var/lib/postfix
  rm -f "$root/var/spool/postfix/mail.log"
  chroot "$root" sh <"$files/$name.build"
  chroot "$root" /usr/lib/postfix/sbin/master -s -c "$directory" </dev/null &
  postfix=$!
  echo "$root/var/spool/postfix/mail.log" >&3
done
end
