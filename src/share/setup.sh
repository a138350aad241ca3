#!/bin/sh
# Installs the Debian packages of the groups named (packages.txt) that are missing here.
#	sh src/share/setup.sh build check
set -eu
list=$(dirname "$0")/packages.txt
missing=
for group; do
	for package in $(sed -n "s/^$group //p" "$list"); do
		state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
		[ "$state" = installed ] || missing="$missing $package"
	done
done
[ -n "$missing" ] || exit 0

root=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || {
		echo "These packages are missing, and only root (or sudo) can install them:$missing" >&2
		exit 1
	}
	root=sudo
fi
echo "Installing with apt:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086  # $root and $missing are lists of words
if ! { $root apt-get -qq update && $root env DEBIAN_FRONTEND=noninteractive \
	apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends $missing; } >"$log" 2>&1; then
	cat "$log" >&2
	exit 1
fi
echo "Installed."
