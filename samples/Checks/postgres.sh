#!/bin/sh
# A PostgreSQL server of one's own on loopback, from Debian's package `postgresql`, with a new data directory. Needs no system service.
#   create        starts a new one, and prints its directory; the port is in its file `port`, the user is `sample`, the database `postgres`
#   stop DIR      stops it as an operator does; `crash DIR` as the loss of power does
#   start DIR     starts it again
#   freeze DIR    it says nothing more, and its connections stay, until `thaw DIR`
#   remove DIR    takes it away
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed; apt-get install postgresql" >&2; exit 2; }

# The server refuses to run as root, and its user may not be able to read the directory one is in, of which initdb complains.
as_postgres() { (cd / && if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi); }

start() {
    as_postgres "$bin/pg_ctl" -D "$1/db" -w -s -l "$1/server.log" \
        -o "-c listen_addresses=127.0.0.1 -c port=$(cat "$1/port") -c unix_socket_directories=$1" start >/dev/null 2>&1
}

# signal NAME DIR: to the server and all that it has started.
signal() {
    [ -f "$2/db/postmaster.pid" ] || return 0
    server=$(head -n 1 "$2/db/postmaster.pid")
    kill "-$1" "$server" $(pgrep -P "$server") 2>/dev/null || true
}

case "$1" in
create)
    data=$(as_postgres mktemp -d /tmp/sample-postgres-XXXXXX)
    trap '[ "$?" = 0 ] || "$0" remove "$data"' EXIT
    as_postgres "$bin/initdb" -D "$data/db" -U sample --auth=trust -E UTF8 >/dev/null

    # A port that somebody else has is not ours: try the next one.
    port=$((20000 + $$ % 10000))
    tries=1
    until echo "$port" | as_postgres tee "$data/port" >/dev/null && start "$data"; do
        [ "$tries" -lt 10 ] || { cat "$data/server.log" >&2; exit 2; }
        tries=$((tries + 1))
        port=$((port + 1))
    done
    echo "$data"
    ;;
start) start "$2" ;;
stop) as_postgres "$bin/pg_ctl" -D "$2/db" -m fast -w -s stop >/dev/null 2>&1 ;;
crash) as_postgres "$bin/pg_ctl" -D "$2/db" -m immediate -w -s stop >/dev/null 2>&1 ;;
freeze) signal STOP "$2" ;;
thaw) signal CONT "$2" ;;
remove)
    signal CONT "$2"
    as_postgres "$bin/pg_ctl" -D "$2/db" -m immediate -w -s stop >/dev/null 2>&1 || true
    as_postgres rm -rf "$2"
    ;;
*) echo "$0: '$1' is none of create, start, stop, crash, freeze, thaw and remove" >&2; exit 2 ;;
esac
