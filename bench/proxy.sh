#!/usr/bin/env bash
# Throughput of HTTP requests through the proxy against the same requests made directly, in one run. Needs wrk.
# A small JSON service is the worst case: the less a request costs the service, the more the proxy's share shows.
# usage: bench/proxy.sh [ROUNDS] [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} seconds=${2:-4}
command -v wrk > /dev/null || { echo "bench/proxy.sh needs wrk: apt-get install wrk" >&2; exit 1; }

dotnet build tests/Aspire.Hosting.Dummy -c Release -v q -clp:ErrorsOnly
dummy=tests/Aspire.Hosting.Dummy/bin/Release/net10.0/Aspire.Hosting.Dummy
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
backend=$(free) proxy=$(free)
"$dummy" serve "$backend" > /dev/null & pids=$!
"$dummy" proxy "$proxy" "$backend" > /dev/null & pids="$pids $!"
trap 'kill $pids 2>/dev/null' EXIT
for port in $backend $proxy; do
  for _ in $(seq 100); do (exec 3<> "/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done
  wrk -t1 -c32 -d2 "http://127.0.0.1:$port/products" > /dev/null # warm up
done

rate() { wrk -t1 -c32 -d"$seconds" "http://127.0.0.1:$1/products" | awk '/Requests\/sec/ { print $2 }'; }
for round in $(seq "$rounds"); do
  # Turn by turn, so that a change of the machine's load meets both.
  direct=$(rate "$backend") proxied=$(rate "$proxy")
  echo "$round $direct $proxied" | awk '{ printf "round %d: direct %d/s, proxied %d/s, ratio %.2f\n", $1, $2, $3, $3 / $2 }'
  ratios="${ratios:-}$(echo "$direct $proxied" | awk '{ print $2 / $1 }')
"
done
printf '%s' "$ratios" | sort -n | awk '{ r[NR] = $1 } END { printf "median ratio %.2f (target 0.80)\n", r[int((NR + 1) / 2)] }'
