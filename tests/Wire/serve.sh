#!/bin/sh
# serve.sh ROOT FILES IMAGE: runs Postfix from a Debian root, as the container does: read-only root, configuration from FILES/config,
# certificates and other secrets from FILES/tls, log on standard output; when FILES/config/sasl exists, also Dovecot for FILES/users by the
# scripts of the image, which are in IMAGE; with FILES/dns also a resolver that it asks. Runs in network and mount namespaces of its own, which the caller makes.
# Ends when standard input ends.
set -eu
exec 3<&0
root=$1 files=$2 image=$3

mount --make-rprivate /
ip link set lo up
ip address replace 192.0.2.1/32 dev lo   # a client that is in no trusted network (RFC 5737)
# Reached as well, but no address of an interface: on 25, Postfix takes those for itself.
ip route replace local 198.51.100.0/24 dev lo

mkdir -p "$root/etc/mailoperator/tls" "$root/etc/mailoperator/config" "$root/etc/mailoperator/users" "$root/usr/local/lib/mail-server"
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
for directory in run tmp var/spool/postfix var/lib/postfix; do
  mount -t tmpfs -o mode=755 tmpfs "$root/$directory"
done
chmod 1777 "$root/run" "$root/tmp"   # as an emptyDir is
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mkdir "$root/run/postfix"
cp "$files"/config/* "$root/run/postfix/"
cp -r "$files/tls" "$root/run/"
find "$root/run/tls" -type f -exec chmod 0400 {} +
mount --bind "$root/run/tls" "$root/etc/mailoperator/tls"   # where the pod has it
[ ! -e "$files/openssl.cnf" ] || mount --bind "$files/openssl.cnf" "$root/etc/ssl/openssl.cnf"
chroot "$root" chown postfix /var/lib/postfix
if [ -e "$files/hosts" ]; then mount --bind "$files/hosts" "$root/etc/hosts"; fi

if [ -e "$files/dns" ]; then
  cp -r "$files/dns" "$root/run/dns"
  mount --bind "$files/dns/resolv.conf" "$root/etc/resolv.conf"
  chroot "$root" sh /run/dns/resolver.sh >"$files/resolver.log" 2>&1 &
fi

if [ -e "$files/config/sasl" ]; then
  mkdir "$root/run/mail-server"
  cp -r "$image/mail-server" "$image"/lib/* "$image/commands" "$root/run/mail-server/"
  chmod -R a+rX "$root/run/mail-server" "$files/users"
  mount --bind "$root/run/mail-server" "$root/usr/local/lib/mail-server"
  mount --bind "$root/run/postfix" "$root/etc/mailoperator/config"
  mount --bind "$files/users" "$root/etc/mailoperator/users"
  chroot "$root" setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all \
    bash /usr/local/lib/mail-server/mail-server auth >"$files/dovecot.log" 2>&1 &
fi

chroot "$root" postfix -c /run/postfix start-fg </dev/null &
postfix=$!
# `wait` ends early on the signal that the reader sends at the end of input.
trap 'kill -TERM $postfix 2>/dev/null || true' TERM
(cat >/dev/null; kill -TERM $$ 2>/dev/null) <&3 &
wait $postfix || status=$?
exit "${status:-0}"
