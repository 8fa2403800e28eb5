#!/usr/bin/env bash
# Throughput of HTTP requests through the proxy against the same requests made directly, in one run: for the shop's catalogue, and for two
# services that cost next to nothing (a cart kept in memory, fifty products out of thin air), which show the proxy's own cost. haproxy, where it is installed, tells what a relay can reach
# on this machine at all. Needs wrk.
# usage: bench/proxy.sh [ROUNDS] [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} seconds=${2:-4}
command -v wrk > /dev/null || { echo "bench/proxy.sh needs wrk: apt-get install wrk" >&2; exit 1; }

for project in tests/Aspire.Hosting.Dummy Shop.Cart Shop.Api hosting/Elasticsearch.Emulator; do dotnet build $project -c Release -v q -clp:ErrorsOnly --nologo; done
dummy=tests/Aspire.Hosting.Dummy/bin/Release/net10.0/Aspire.Hosting.Dummy
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
work=$(mktemp -d) pids=
trap 'kill $pids 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT

answers() { for _ in $(seq 200); do curl -sf --noproxy '*' -o /dev/null "http://127.0.0.1:$1" && return; sleep 0.1; done; echo "nothing answers at $1" >&2; exit 1; }
rate() { wrk -t1 -c32 -d"$seconds" "http://127.0.0.1:$1" | awk '/Non-2xx|Socket errors/ { bad = 1 } /Requests\/sec/ { print bad ? "failed" : $2 }'; }

# compare LABEL PORT PATH: turn by turn, so that a change of the machine's load meets all.
compare() {
  local label=$1 backend=$2 path=$3 proxy peer=
  proxy=$(free)
  DOTNET_TieredPGO=0 "$dummy" proxy "$proxy" "$backend" > /dev/null & pids="$pids $!"
  if command -v haproxy > /dev/null; then
    peer=$(free)
    printf 'global\n nbthread %s\ndefaults\n mode tcp\n timeout connect 5s\n timeout client 50s\n timeout server 50s\nlisten all\n bind 127.0.0.1:%s\n server one 127.0.0.1:%s\n' "$(nproc)" "$peer" "$backend" > "$work/haproxy.cfg"
    haproxy -f "$work/haproxy.cfg" > /dev/null 2>&1 & pids="$pids $!"
  fi
  for port in $backend $proxy $peer; do answers "$port$path"; wrk -t1 -c32 -d3 "http://127.0.0.1:$port$path" > /dev/null; done
  for round in $(seq "$rounds"); do
    echo "$(rate "$backend$path") $(rate "$proxy$path") $([ -z "$peer" ] || rate "$peer$path")" | tee -a "$work/$backend" |
      awk -v label="$label" -v round="$round" '{ printf "%s, round %d: direct %d/s, proxied %d/s (%.2f)", label, round, $1, $2, $2 / $1; if (NF > 2) printf ", haproxy %d/s (%.2f)", $3, $3 / $1; print "" }'
  done
  median() { awk -v field="$1" 'NF >= field { print $field / $1 }' "$work/$backend" | sort -n | awk '{ r[NR] = $1 } END { if (NR) printf "%.2f", r[int((NR + 1) / 2)]; else printf "not installed" }'; }
  echo "$label: median ratio $(median 2) (target 0.80), haproxy $(median 3)"
}

search=$(free) api=$(free) cart=$(free) bare=$(free)
dotnet hosting/Elasticsearch.Emulator/bin/Release/net10.0/Elasticsearch.Emulator.dll --urls "http://127.0.0.1:$search" --data "$work/data" > "$work/search.log" 2>&1 & pids="$pids $!"
answers "$search"
(cd Shop.Api && exec env ConnectionStrings__search="http://127.0.0.1:$search" Logging__LogLevel__Default=Warning dotnet bin/Release/net10.0/Shop.Api.dll --urls "http://127.0.0.1:$api" > "$work/api.log" 2>&1) & pids="$pids $!"
answers "$api/health"
(cd Shop.Cart && exec env Cart__Store=memory Cart__Catalogue=http://127.0.0.1:9 Cart__MirrorInterval=00:00:00 Logging__LogLevel__Default=Warning dotnet bin/Release/net10.0/Shop.Cart.dll --urls "http://127.0.0.1:$cart" > "$work/cart.log" 2>&1) & pids="$pids $!"
"$dummy" serve "$bare" > /dev/null & pids="$pids $!"
compare "the shop's catalogue" "$api" /products
compare "a cart in memory" "$cart" /carts/bench
compare "fifty products" "$bare" /products
