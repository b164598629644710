#!/bin/sh
# What browser tests need: Debian's chromium and a font with Chinese. As root they are installed; otherwise it says how.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh-cn family)" ]; then
  missing="$missing fontconfig fonts-noto-cjk"
fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get -qq update
  # shellcheck disable=SC2086 # several words are meant
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing >/dev/null
else
  echo "Browser tests need: $missing. Ask an administrator to run: apt-get install $missing" >&2
  exit 2
fi
