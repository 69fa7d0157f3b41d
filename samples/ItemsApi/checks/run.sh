#!/bin/sh
# Runs all checks of ItemsApi, those with PostgreSQL too: starts a server of its own on loopback, from Debian's package `postgresql`,
# with a new data directory, and takes it away again. Arguments go to the checks, e.g. --seconds 10.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed; apt-get install postgresql" >&2; exit 2; }

# The server refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

data=$(as_postgres mktemp -d /tmp/items-api-postgres-XXXXXX)
stop() {
    as_postgres "$bin/pg_ctl" -D "$data/db" -m immediate -s stop >/dev/null 2>&1 || true
    as_postgres rm -rf "$data"
}
trap stop EXIT
trap 'exit 130' INT TERM

as_postgres "$bin/initdb" -D "$data/db" -U items --auth=trust -E UTF8 >/dev/null

# A port that somebody else has is not ours: try the next one.
port=$((20000 + $$ % 10000))
tries=1
until as_postgres "$bin/pg_ctl" -D "$data/db" -w -s -l "$data/server.log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$data" start >/dev/null 2>&1; do
    [ "$tries" -lt 10 ] || { cat "$data/server.log" >&2; exit 2; }
    tries=$((tries + 1))
    port=$((port + 1))
done

dotnet run -c Release --project "$here" -- "$@" \
    --postgres "Host=127.0.0.1;Port=$port;Username=items;Database=postgres"
