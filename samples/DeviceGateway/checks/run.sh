#!/bin/sh
# Runs the checks of DeviceGateway: the real program between a PostgreSQL server, a RabbitMQ broker and a simulator of its own, which it takes away again.
#   run.sh                      one thing is broken after the other
#   run.sh --chaos SECONDS      everything is broken at random, under load; --seed N chooses what
set -eu

here=$(cd "$(dirname "$0")" && pwd)
servers=$(cd "$here/../../Checks" && pwd)

work=$(mktemp -d)
stop() {
    wait
    for server in postgres rabbitmq; do
        [ ! -s "$work/$server" ] || "$servers/$server.sh" remove "$(cat "$work/$server")"
    done
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

# The broker takes longest; meanwhile there is something else to do.
"$servers/rabbitmq.sh" create >"$work/rabbitmq" &
"$servers/postgres.sh" create >"$work/postgres" &
dotnet build "$here" -c Release -v quiet --nologo
wait
[ -s "$work/rabbitmq" ] && [ -s "$work/postgres" ] || exit 2

dotnet run -c Release --no-build --project "$here" -- \
    --servers "$servers" --postgres "$(cat "$work/postgres")" --rabbitmq "$(cat "$work/rabbitmq")" "$@"
