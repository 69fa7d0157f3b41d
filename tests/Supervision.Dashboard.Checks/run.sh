#!/bin/sh
# Runs all checks of the dashboard in a headless Chromium, Debian's package `chromium`. With a directory as argument it leaves
# screenshots there: narrow and wide, light and dark.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
chromium=${CHROMIUM:-$(command -v chromium || true)}
[ -n "$chromium" ] || { echo "Chromium is not installed; apt-get install chromium" >&2; exit 2; }

dotnet run -c Release --project "$here" -- "$chromium" "$@"
