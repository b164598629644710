#!/bin/sh
# What browser tests need: Debian's chromium, a font with Chinese, and Java for the HTML checker; `browser.sh audit` asks for Node too.
# As root they are installed, but Node, which Debian has too old; otherwise it says how.
set -eu
if [ "${1:-}" = audit ]; then
  major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
  if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null 2>&1; then
    echo "The audit needs Node 20 or newer, with npm: https://nodejs.org/" >&2
    exit 2
  fi
fi
missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh-cn family)" ]; then
  missing="$missing fontconfig fonts-noto-cjk"
fi
# The server recipes and publishing by ssh are tried where these are installed; without them their tests say so and are skipped.
wanted=""
if [ "$(id -u)" = 0 ]; then
  command -v nginx >/dev/null 2>&1 || wanted="nginx-light libnginx-mod-http-brotli-static"
  command -v rsync >/dev/null 2>&1 || wanted="$wanted rsync"
fi
[ -n "$missing$wanted" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get -qq update
  # shellcheck disable=SC2086 # several words are meant
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing $wanted >/dev/null
else
  echo "Browser tests need: $missing. Ask an administrator to run: apt-get install $missing" >&2
  exit 2
fi
