#!/bin/sh
# Runs all checks of ItemsApi, those with PostgreSQL too: starts a server of its own on loopback, from Debian's package `postgresql`,
# with a new data directory, and takes it away again. Arguments go to the checks, e.g. --seconds 10.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed; apt-get install postgresql" >&2; exit 2; }

# The server refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

port=${ITEMS_API_POSTGRES_PORT:-54329}
data=$(as_postgres mktemp -d /tmp/items-api-postgres-XXXXXX)
stop() {
    as_postgres "$bin/pg_ctl" -D "$data/db" -m immediate -s stop || true
    as_postgres rm -rf "$data"
}
trap stop EXIT INT TERM

as_postgres "$bin/initdb" -D "$data/db" -U items --auth=trust -E UTF8 >"$data.log" 2>&1 || { cat "$data.log" >&2; exit 2; }
rm -f "$data.log"
as_postgres "$bin/pg_ctl" -D "$data/db" -w -s -l "$data/server.log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$data" start

dotnet run -c Release --project "$here" -- "$@" \
    --postgres "Host=127.0.0.1;Port=$port;Username=items;Database=postgres"
