#!/usr/bin/env bash
# Runs the real program and looks at it from outside: what README.md shows of its log, SIGTERM, and its exit codes. The last line counts.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d /tmp/worker-service-XXXXXX)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

expect() {
    local statement=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        echo "  ok   $statement"
    else
        failed=$((failed + 1))
        echo "  FAIL $statement"
    fi
}

# Entries of a log, one a line. What differs from run to run is left out: the time, who got which pid, and when health was looked at.
entries() {
    awk '/^ / { sub(/^ +/, " "); entry = entry $0; next } { if (entry) print entry; entry = $0 } END { print entry }' |
        sed -E 's/<[0-9]+>/<n>/g; s/running at: .*/running at: …/; s/(Not ready: [^ ]+ is) .*/\1 …/'
}

# follows <file> <file>: every line of the first is in the second, in that order.
follows() {
    awk -v wanted="$1" '
        BEGIN { while ((getline line < wanted) > 0) lines[++count] = line; at = 1 }
        at <= count && index($0, lines[at]) == 1 { at++ }
        END { if (at <= count) { print "       not found in this order: " lines[at]; exit 1 } }' "$2"
}

# shows <log>: every entry of README's log is in it, in that order; what README leaves out is left out. Health is looked at by a clock of its own,
# so its entries are a sequence for themselves.
shows() {
    awk '/^```log$/ { inside = 1; next } /^```/ { inside = 0 } inside && $0 != "^C"' "$here/../README.md" | entries >"$work/expected"
    entries <"$1" >"$work/actual"
    grep HealthLog "$work/expected" >"$work/expected.health"
    grep -v HealthLog "$work/expected" >"$work/expected.others"
    [ -s "$work/expected.others" ] && follows "$work/expected.health" "$work/actual" && follows "$work/expected.others" "$work/actual"
}

# lines <number> <pattern> <log>
lines() {
    [ "$(grep -c "$2" "$3")" -eq "$1" ] || { echo "       $(grep -c "$2" "$3") lines"; return 1; }
}

dotnet build -c Release -v q --nologo "$here/.." >"$work/build.log" || { cat "$work/build.log"; exit 1; }
program="$here/../bin/Release/net10.0/WorkerService"
export DOTNET_ENVIRONMENT=Production

echo "Settings that are none"
# refuses <value>: one line that names it, and exit code 1.
refuses() {
    local code=0
    timeout --kill-after=5 60 "$program" --Gremlin:Every="$1" >"$work/refused.log" 2>&1 || code=$?
    [ "$code" -eq 1 ] && [ "$(wc -l <"$work/refused.log")" -eq 1 ] && grep -q "Gremlin:Every was '$1'; must be" "$work/refused.log" ||
        { echo "       exit code $code, $(wc -l <"$work/refused.log") lines: $(tail -n 1 "$work/refused.log")"; return 1; }
}
for value in x 0 -1; do
    expect "Gremlin:Every=$value is refused in one line, exit code 1" refuses "$value"
done

echo "The worker that fails for ever"
timeout --kill-after=5 60 "$program" --Gremlin:Every=1 >"$work/given-up.log" 2>&1 &
given_up=$!

echo "The worker that fails now and then, and SIGTERM"
"$program" >"$work/run.log" 2>&1 &
pid=$!
for _ in $(seq 300); do
    ! awk '/Not ready/ { fell = 1 } fell && / Ready\./ { rose = 1 } END { exit !rose }' "$work/run.log" || break
    sleep 0.1
done
kill -TERM "$pid"
code=0
wait "$pid" || code=$?
expect "the log is as README.md says" shows "$work/run.log"
expect "exit code 0 after SIGTERM" [ "$code" -eq 0 ]

code=0
wait "$given_up" || code=$?
expect "exit code 1 when the root gives up" [ "$code" -eq 1 ]
expect "16 crashes: 4 in each of 4 lives of its supervisor" lines 16 'Supervision\[101\]' "$work/given-up.log"
expect "the end of the root is logged" lines 1 'The root supervisor root ended: shutdown. The host stops, with exit code 1.' "$work/given-up.log"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
