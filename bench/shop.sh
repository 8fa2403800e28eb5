#!/usr/bin/env bash
# Shop.Api: list and search, requests/s and p99, with 1,000 and 100,000 products.
# Shop.Cart: writes/s of each store. Beside each figure its ratio to a bare ASP.NET endpoint measured in the same run.
#   bench/shop.sh [seconds per figure, default 5] [connections, default 16]
# Needs wrk and curl. Everything listens on loopback, and ends with the script.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds="${1:-5}" connections="${2:-16}"
for tool in wrk curl dotnet; do command -v "$tool" >/dev/null || { echo "$tool is needed: apt-get install $tool"; exit 1; }; done

work="$(mktemp -d)"
running=()
end() { for id in "${running[@]}"; do kill "$id" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap end EXIT

# NO_BUILD=1: what is built already is measured.
[ -n "${NO_BUILD:-}" ] || for project in bench/bare/Bare.csproj hosting/Elasticsearch.Emulator/Elasticsearch.Emulator.csproj Shop.Api/Shop.Api.csproj Shop.Cart/Shop.Cart.csproj; do
    dotnet build "$project" -c Release -v quiet -clp:ErrorsOnly --nologo >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
done

# start NAME DIRECTORY ASSEMBLY ENVIRONMENT...: runs it on a free port, sets $address
start() {
    local name="$1" directory="$2" assembly="$3"; shift 3
    (cd "$directory" && exec env "$@" Logging__LogLevel__Default=Warning Logging__LogLevel__Microsoft.Hosting.Lifetime=Information \
        dotnet "bin/Release/net10.0/$assembly.dll" --urls http://127.0.0.1:0 >"$work/$name.log" 2>&1) &
    running+=($!)
    address=""
    for _ in $(seq 600); do
        address="$(grep -aoiE 'listening on:? http://[0-9.]+:[0-9]+' "$work/$name.log" 2>/dev/null | grep -oE 'http://.*' | head -n 1 || true)"
        [ -z "$address" ] || return 0
        kill -0 "${running[-1]}" 2>/dev/null || break
        sleep 0.1
    done
    echo "$name does not listen:"; cat "$work/$name.log"; exit 1
}

healthy() { for _ in $(seq 1200); do curl -sf "$1/health" >/dev/null && return 0; sleep 0.1; done; echo "$1 is not healthy"; exit 1; }

# measure LABEL WRK-ARGUMENTS...: prints requests/s, p50, p99, the ratio to the floor; fails when an answer was not 2xx
measure() {
    local label="$1"; shift
    wrk -t1 -c"$connections" -d2s "$@" >/dev/null
    wrk -t1 -c"$connections" -d"${seconds}s" --latency "$@" >"$work/wrk.txt"
    if grep -qE 'Non-2xx|Socket errors' "$work/wrk.txt"; then echo "$label: not every request was answered:"; cat "$work/wrk.txt"; exit 1; fi
    local rate p50 p99
    rate="$(awk '/Requests\/sec/ {print $2}' "$work/wrk.txt")"
    p50="$(awk '$1 == "50%" {print $2}' "$work/wrk.txt")"; p99="$(awk '$1 == "99%" {print $2}' "$work/wrk.txt")"
    [ -n "${floor:-}" ] || floor="$rate"
    awk -v label="$label" -v rate="$rate" -v p50="$p50" -v p99="$p99" -v floor="$floor" \
        'BEGIN { printf "%-46s %9.0f/s   p50 %8s   p99 %8s   %.3f of bare\n", label, rate, p50, p99, rate / floor }'
}

cat >"$work/search.lua" <<'LUA'
local words = { "headphones", "wireless+headphoens", "%E8%80%B3%E6%9C%BA", "%E9%9E%8B", "teapot", "aurora+lamp", "running+shoes", "%E8%93%9D%E7%89%99%E8%80%B3%E6%9C%BA" }
local next = 0
request = function() next = next + 1; return wrk.format("GET", "/search?limit=20&q=" .. words[next % #words + 1]) end
LUA
# Each connection sets quantities in carts of its own, 200 in all: writes that meet each other seldom, as customers do.
cat >"$work/cart.lua" <<'LUA'
local next = 0
request = function()
  next = next + 1
  return wrk.format("PUT", "/carts/bench-" .. next % 200 .. "/lines/p-000001", { ["Content-Type"] = "application/json" }, '{"quantity":' .. (math.floor(next / 200) % 900 + 1) .. "}")
end
LUA

echo "$(nproc) cores, $connections connections, $seconds s a figure"
start bare bench/bare Bare
bare="$address"
measure "bare ASP.NET, GET" "$bare/"

for count in 1000 100000; do
    start "emulator-$count" hosting/Elasticsearch.Emulator Elasticsearch.Emulator
    search="$address"; emulator="${running[-1]}"
    start "api-$count" Shop.Api Shop.Api ConnectionStrings__search="$search" Catalogue__SeedCount="$count"
    api="$address"; service="${running[-1]}"
    healthy "$api"
    measure "Shop.Api, $count products: list" "$api/products"
    measure "Shop.Api, $count products: search" -s "$work/search.lua" "$api"
    id="$(curl -sf "$api/products/p-000001" | head -c 20)"; [ -n "$id" ] || { echo "the product is missing"; exit 1; }
    measure "Shop.Api, $count products: one product" "$api/products/p-000001"
    if [ "$count" = 1000 ]; then
        floor=""
        measure "bare ASP.NET, PUT" -s <(echo 'wrk.method = "PUT"') "$bare/"
        for store in memory sqlite elasticsearch; do
            start "cart-$store" Shop.Cart Shop.Cart Cart__Store="$store" Cart__Database="$work/carts.db" Cart__Catalogue="$api" Cart__MirrorInterval=00:00:00 ConnectionStrings__search="$search"
            cart="$address"
            healthy "$cart"
            for number in $(seq 0 199); do
                echo "url = \"$cart/carts/bench-$number/lines\""; echo 'header = "Content-Type: application/json"'; echo 'data = "{\"productId\":\"p-000001\"}"'; echo 'output = /dev/null'; [ "$number" = 199 ] || echo next
            done | curl -sf -K - || { echo "the carts cannot be filled"; exit 1; }
            measure "Shop.Cart, $store store: writes" -s "$work/cart.lua" "$cart"
            kill "${running[-1]}"; wait "${running[-1]}" 2>/dev/null || true
        done
        floor=""
        measure "bare ASP.NET, GET" "$bare/"
    fi
    kill "$service" "$emulator"; wait "$service" "$emulator" 2>/dev/null || true
done
