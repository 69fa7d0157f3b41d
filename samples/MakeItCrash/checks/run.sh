#!/bin/sh
# Runs all checks of Make it crash in a headless Chromium, Debian's package `chromium`. With a directory as argument it leaves
# screenshots there: phone and wide, light and dark, at rest and in a crash.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
chromium=${CHROMIUM:-$(command -v chromium || true)}
[ -n "$chromium" ] || { echo "Chromium is not installed; apt-get install chromium" >&2; exit 2; }

dotnet run -c Release --project "$here" -- "$chromium" "$@"
