# shellcheck shell=bash
# The scripts themselves, and the image.

lint_image() (
  cd "$top/deploy/images/postfix" && shellcheck -x -P SCRIPTDIR mail-server lib/*.sh commands/*.sh
)
check 'mail-server passes shellcheck' lint_image

lint_tests() (
  cd "$top" && shellcheck -x -P SCRIPTDIR scripts/images scripts/lib/common.sh scripts/lib/images.sh \
    tests/images/run tests/images/contain tests/images/lib/*.sh tests/images/cases/*.sh
)
check 'the image scripts and these tests pass shellcheck' lint_tests

no_private_key() { refuses grep -rlE -- '-----BEGIN ([A-Z]+ )?PRIVATE KEY-----' "$IMAGE_ROOT/etc" "$IMAGE_ROOT/var" "$IMAGE_ROOT/usr/share"; }
check 'the image holds no private key' no_private_key

unknown_command() { chroot "$IMAGE_ROOT" /usr/local/bin/mail-server "$@"; }
check 'an unknown command prints the usage and fails' fails_saying '^usage:' unknown_command bogus
check 'help prints the usage' unknown_command --help
