#!/usr/bin/env bash
# The storefront: what a first visit weighs, how soon its first byte comes, and how many list pages a second it renders,
# against a bare Node server that sends the same bytes, in one run. The services behind it are stand-ins. Needs wrk, curl.
# usage: bench/storefront.sh [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/../Shop.Web"
seconds=${1:-5}
command -v wrk > /dev/null || { echo "bench/storefront.sh needs wrk: apt-get install wrk" >&2; exit 1; }
[ -d node_modules ] || npm ci --no-audit --no-fund > /dev/null

coproc node test/bench.js
trap 'kill "$COPROC_PID" 2>/dev/null' EXIT
read -r shop floor <&"${COPROC[0]}"

weight() { curl -s --compressed -o /dev/null -w '%{size_download}' "$1"; }
assets=$(curl -s "$shop/" | grep -oE '/assets/[0-9a-f]+/[a-z.]+' | sort -u)
total=$(weight "$shop/")
echo "list page            $total bytes compressed, $(curl -s "$shop/" | wc -c) plain"
for asset in $assets; do
  size=$(weight "$shop$asset"); total=$((total + size))
  echo "$(basename "$asset" | sed 's/$/                    /' | cut -c1-20) $size bytes compressed"
done
echo "first visit          $total bytes, $(($(echo "$assets" | wc -l) + 1)) requests"

ttfb() { for _ in $(seq 200); do curl -s -o /dev/null -w '%{time_starttransfer}\n' "$1/"; done | sort -n | awk '{ t[NR] = $1 * 1000 } END { printf "p50 %.1f ms, p99 %.1f ms", t[int(NR * .5)], t[int(NR * .99)] }'; }
wrk -t1 -c8 -d2 "$shop/" > /dev/null # warm up
echo "first byte           $(ttfb "$shop"); bare server: $(ttfb "$floor")"
rate() { wrk -t1 -c8 -d"$seconds" "$1/" | awk '/Requests\/sec/ { print $2 }'; }
rendered=$(rate "$shop") bare=$(rate "$floor")
awk -v a="$rendered" -v b="$bare" 'BEGIN { printf "list pages           %.0f /s, bare server %.0f /s, ratio %.2f\n", a, b, a / b }'
