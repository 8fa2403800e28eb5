#!/usr/bin/env bash
# Kills a running AppHost with SIGKILL, again and again, and looks for survivors and busy ports. Target: none, and all ports free within 5 s.
# usage: bench/kill9.sh [TIMES] [PROGRAM ARGS...]      (default program: the AppHost of the end-to-end tests with its stubborn family)
set -euo pipefail
cd "$(dirname "$0")/.."
times=${1:-50}; shift || true
if [ $# -eq 0 ]; then
  dotnet build tests/Aspire.Hosting.EndToEnd.AppHost -v q -clp:ErrorsOnly
  set -- tests/Aspire.Hosting.EndToEnd.AppHost/bin/Debug/net10.0/Aspire.Hosting.EndToEnd.AppHost --scenario family
fi
exec python3 bench/kill9.py "$times" "$@"
