#!/bin/sh
# Runs the checks of DeviceGateway: the real program between a PostgreSQL server, a RabbitMQ broker and a simulator of its own, which it takes away again.
#   run.sh                      one thing is broken after the other
#   run.sh --chaos SECONDS      everything is broken at random, under load; --seed N chooses what
set -eu

here=$(cd "$(dirname "$0")" && pwd)
servers=$(cd "$here/../../Checks" && pwd)

database=
broker=
stop() {
    [ -z "$database" ] || "$servers/postgres.sh" remove "$database"
    [ -z "$broker" ] || "$servers/rabbitmq.sh" remove "$broker"
}
trap stop EXIT
trap 'exit 130' INT TERM

database=$("$servers/postgres.sh" create)
broker=$("$servers/rabbitmq.sh" create)

dotnet run -c Release --project "$here" -- --servers "$servers" --postgres "$database" --rabbitmq "$broker" "$@"
