#!/bin/sh
# Installs snac2 (Debian 12, bookworm-backports): a small real server of the Mastodon API, for test/contract/mastodon-snac.spec.ts.
# Needs root. Without it that test is skipped and says so.
set -eu
command -v snac >/dev/null && exit 0
suite=/etc/apt/sources.list.d/bookworm-backports.list
if ! grep -rqs bookworm-backports /etc/apt/sources.list /etc/apt/sources.list.d; then
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -n 1)
  signed=/usr/share/keyrings/debian-archive-keyring.gpg
  echo "deb [signed-by=$signed] ${mirror:-http://deb.debian.org/debian} bookworm-backports main" >"$suite"
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends snac2/bookworm-backports
