# shellcheck shell=bash
# The release of Postfix: the one that the configuration was rendered for, and the one in this image.

# wrong_release: prints that they differ and what to do, and succeeds; fails where all is well. Postfix itself only warns of a parameter
# that it does not know, so that what it demands would not hold; and a newer one has parameters of its own.
wrong_release() {
  local wanted has line
  read -r wanted <"$config/release" 2>/dev/null || { echo "$config/release is missing: is the ConfigMap mounted?"; return; }
  has=$(postconf -dh mail_version)
  line=$(grep -oE '^[0-9]+\.[0-9]+' <<<"$has") || line=$has
  [ "$line" != "$wanted" ] || return 1
  echo "the image has Postfix $has, and the configuration is for Postfix $wanted: set spec.postfix.version to \"$line\"," \
    "or spec.workload.image to an image with Postfix $wanted"
}
