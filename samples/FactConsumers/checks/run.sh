#!/bin/sh
# Runs the checks of FactConsumers on a real broker of its own, and takes it away again.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
servers=$here/../../Checks

broker=$("$servers/rabbitmq.sh" create)
trap '"$servers/rabbitmq.sh" remove "$broker"' EXIT
trap 'exit 130' INT TERM

dotnet run -c Release --project "$here" -- "amqp://guest:guest@127.0.0.1:$(cat "$broker/port")"
