#!/bin/sh
# Runs all checks of ItemsApi, those with PostgreSQL too: on a server of its own, which it takes away again. Arguments go to the checks, e.g.
# --seconds 10.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
servers=$here/../../Checks

database=$("$servers/postgres.sh" create)
trap '"$servers/postgres.sh" remove "$database"' EXIT
trap 'exit 130' INT TERM

dotnet run -c Release --project "$here" -- "$@" \
    --postgres "Host=127.0.0.1;Port=$(cat "$database/port");Username=sample;Database=postgres"
