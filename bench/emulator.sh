#!/usr/bin/env bash
# The emulator against its targets: start to listening, bulk rate, memory with 100,000 products, and match latency over HTTP.
# Usage: bench/emulator.sh [products]. Needs wrk, curl and python3.
set -euo pipefail
cd "$(dirname "$0")/.."
products=${1:-100000}
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT

dotnet build hosting/Elasticsearch.Emulator -c Release -v q -clp:ErrorsOnly --nologo
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=http://127.0.0.1:$port
curl() { command curl --noproxy '*' -sS "$@"; }

started=$(date +%s%N)
dotnet hosting/Elasticsearch.Emulator/bin/Release/net10.0/Elasticsearch.Emulator.dll --urls "$url" --data "$work/data" > "$work/log" 2>&1 &
pid=$!
until curl -o /dev/null "$url/_cluster/health" 2>/dev/null; do kill -0 "$pid" || { cat "$work/log"; exit 1; }; sleep 0.01; done
start_ms=$(( ($(date +%s%N) - started) / 1000000 ))

curl -o /dev/null -XPUT "$url/products" -H 'Content-Type: application/json' -d '{
  "settings": {"number_of_replicas": 0, "analysis": {
    "filter": {"both": {"type": "cjk_bigram", "output_unigrams": true}, "pairs": {"type": "cjk_bigram"}},
    "analyzer": {"in": {"tokenizer": "standard", "filter": ["cjk_width", "lowercase", "both"]}, "out": {"tokenizer": "standard", "filter": ["cjk_width", "lowercase", "pairs"]}}}},
  "mappings": {"properties": {"name": {"type": "text", "analyzer": "in", "search_analyzer": "out"}, "description": {"type": "text"}, "category": {"type": "keyword"}, "price": {"type": "long"}}}}'

python3 - "$products" "$work" <<'P'
import json, random, sys
count, work = int(sys.argv[1]), sys.argv[2]
r = random.Random(42)
english = [a + b for a in "run walk light dark blue red wire sound smart home sport kitchen".split() for b in "er ing ed lamp shoe phone chair table set box pro mini".split()]
chinese = "运动 耳机 蓝牙 手机 充电 牙刷 儿童 厨房 灯具 桌子 椅子 背包".split()
for part in range(0, count, 1000):
    with open("%s/bulk-%06d" % (work, part), "w") as f:
        for i in range(part, min(part + 1000, count)):
            name = " ".join(r.choices(english, k=3)) if r.random() > 0.2 else "".join(r.choices(chinese, k=3))
            f.write('{"index":{"_id":"%d"}}\n' % i)
            f.write(json.dumps({"name": name, "description": " ".join(r.choices(english, k=25)), "category": "c%d" % r.randrange(40), "price": r.randrange(100, 100000)}, ensure_ascii=False) + "\n")
P

began=$(date +%s%N)
for file in "$work"/bulk-*; do
  curl -XPOST "$url/products/_bulk?filter_path=errors" -H 'Content-Type: application/x-ndjson' --data-binary "@$file" >> "$work/answers"
done
bulk_rate=$(( products * 1000 / (($(date +%s%N) - began) / 1000000 + 1) ))
! grep -q true "$work/answers" || { echo "some products were refused"; exit 1; }
curl -o /dev/null -XPOST "$url/products/_refresh"
count=$(curl "$url/products/_count?filter_path=count")
[ "$count" = "{\"count\":$products}" ] || { echo "expected $products products, got $count"; exit 1; }

cat > "$work/match.lua" <<'L'
local words = {"runner", "walking", "lightlamp", "蓝牙", "耳机", "bluephone", "smartset", "redbox"}
local n = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  n = n + 1
  return wrk.format(nil, "/products/_search", nil, '{"query":{"match":{"name":"' .. words[n % #words + 1] .. '"}},"size":20}')
end
L
wrk -t1 -c1 -d5s -s "$work/match.lua" "$url" > /dev/null
wrk -t1 -c1 -d10s --latency -s "$work/match.lua" "$url" > "$work/wrk"
grep -q "Non-2xx" "$work/wrk" && { cat "$work/wrk"; exit 1; }
p50=$(awk '$1 == "50%" {print $2}' "$work/wrk"); p99=$(awk '$1 == "99%" {print $2}' "$work/wrk")
rss_mb=$(( $(awk '/^VmRSS/ {print $2}' "/proc/$pid/status") / 1024 ))

printf '%-42s %12s   %s\n' what measured target
printf '%-42s %12s   %s\n' "start to listening" "$start_ms ms" "< 1000 ms"
printf '%-42s %12s   %s\n' "bulk, documents a second" "$bulk_rate" "> 3000"
printf '%-42s %12s   %s\n' "memory with $products products" "$rss_mb MB" "< 200 MB"
printf '%-42s %12s   %s\n' "match over HTTP, one client, p50" "$p50" "< 5 ms"
printf '%-42s %12s   %s\n' "match over HTTP, one client, p99" "$p99" "-"
