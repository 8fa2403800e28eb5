#!/usr/bin/env bash
# Memory of an idle AppHost with its resources running, against the floor: a web service of the same runtime that does nothing. Linux.
# usage: bench/memory.sh [PROGRAM ARGS...]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Aspire.Hosting.EndToEnd.AppHost -c Release -v q -clp:ErrorsOnly
dummy=tests/Aspire.Hosting.Dummy/bin/Release/net10.0/Aspire.Hosting.Dummy
[ $# -gt 0 ] || set -- tests/Aspire.Hosting.EndToEnd.AppHost/bin/Release/net10.0/Aspire.Hosting.EndToEnd.AppHost --scenario shop
log=$(mktemp); state=$(mktemp -d)
XDG_STATE_HOME=$state "$@" > "$log" 2>&1 & host=$!
"$dummy" serve "$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')" > /dev/null & floor=$!
trap 'kill $host $floor 2>/dev/null; wait; rm -rf "$log" "$state"' EXIT
for _ in $(seq 600); do grep -q '^Distributed application started' "$log" && break; kill -0 $host || { cat "$log"; exit 1; }; sleep 0.1; done
sleep 10 # idle: start-up garbage is collected, caches have their size
measure() { awk -v name="$2" '/^Rss/ { rss = $2 } /^Pss:/ { pss = $2 } END { printf "%s: %.0f MB resident, %.0f MB of them its own share\n", name, rss / 1024, pss / 1024 }' "/proc/$1/smaps_rollup"; }
measure $host "AppHost"
measure $floor "an idle web service"
echo "(target: the AppHost with the dashboard, the whole shop running: at most 150 MB)"
