#!/usr/bin/env bash
# Time from the start of an AppHost process to its last resource being healthy, against the floor: the same services started bare, one after
# the other along the longest chain of waits. Target: 1.15 times the floor.
# usage: bench/startup.sh [ROUNDS]                        two services that take two seconds each, the second waiting for the first
#        bench/startup.sh ROUNDS PROGRAM ARGS...          any AppHost; without a floor, since only it knows its chain
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}; shift || true
if [ $# -eq 0 ]; then
  dotnet build tests/Aspire.Hosting.EndToEnd.AppHost -c Release -v q -clp:ErrorsOnly
  export BENCH_DUMMY=tests/Aspire.Hosting.Dummy/bin/Release/net10.0/Aspire.Hosting.Dummy
  set -- tests/Aspire.Hosting.EndToEnd.AppHost/bin/Release/net10.0/Aspire.Hosting.EndToEnd.AppHost --scenario chain
fi
exec python3 bench/startup.py "$rounds" "$@"
