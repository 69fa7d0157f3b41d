#!/bin/sh
# A RabbitMQ broker of one's own on loopback, from Debian's package `rabbitmq-server`, with a new data directory and a node name of its own. Needs neither
# systemd nor a broker that runs already.
#   create        starts a new one, and prints its directory; the port is in its file `port`, user and password are `guest`
#   stop DIR      closes all connections and takes no more
#   start DIR     takes connections again
#   remove DIR    takes it away
set -eu

[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || { echo "RabbitMQ is not installed; apt-get install rabbitmq-server" >&2; exit 2; }

# Debian's scripts want to be root or the user rabbitmq; the server's files belong to that user, who may not be able to
# read the directory one is in: Erlang complains of that in ten lines.
as_rabbitmq() { (cd / && if [ "$(id -u)" = 0 ]; then runuser -u rabbitmq -- env HOME="$data" "$@"; else env HOME="$data" "$@"; fi); }

use() {
    data=$1
    port=$(cat "$data/port")
    export RABBITMQ_NODENAME="sample-$port@localhost" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$port" RABBITMQ_DIST_PORT="$((port + 10000))" \
        RABBITMQ_MNESIA_BASE="$data/mnesia" RABBITMQ_LOG_BASE="$data/log" RABBITMQ_CONFIG_FILE="$data/none" RABBITMQ_ENABLED_PLUGINS_FILE="$data/plugins" \
        RABBITMQ_PID_FILE="$data/pid" RABBITMQ_CONF_ENV_FILE="$data/env" ERL_EPMD_PORT="$((port + 20000))" ERL_EPMD_ADDRESS=127.0.0.1
}

ctl() { as_rabbitmq timeout 60 /usr/lib/rabbitmq/bin/rabbitmqctl -n "$RABBITMQ_NODENAME" "$@"; }

case "$1" in
create)
    data=$(mktemp -d /tmp/sample-rabbitmq-XXXXXX)
    echo $((20000 + $$ % 10000)) >"$data/port"
    trap '[ "$?" = 0 ] || "$0" remove "$data"' EXIT
    if [ "$(id -u)" = 0 ]; then chown rabbitmq "$data"; fi
    use "$data"
    as_rabbitmq /usr/lib/rabbitmq/bin/rabbitmq-server -detached >"$data.start" 2>&1 || { cat "$data.start" >&2; exit 2; }
    rm -f "$data.start"
    tries=1
    until ctl await_startup >/dev/null 2>&1; do
        [ "$tries" -lt 30 ] || { cat "$data"/log/* >&2; exit 2; }
        tries=$((tries + 1))
        sleep 1
    done
    echo "$data"
    ;;
start)
    use "$2"
    ctl start_app >/dev/null
    ;;
stop)
    use "$2"
    ctl stop_app >/dev/null
    ;;
remove)
    use "$2"
    ctl stop >/dev/null 2>&1 || true
    epmd -port "$ERL_EPMD_PORT" -kill >/dev/null 2>&1 || true
    rm -rf "$data"
    ;;
*) echo "$0: '$1' is none of create, start, stop and remove" >&2; exit 2 ;;
esac
