#!/usr/bin/env bash
# How long and how much memory `aspirate generate` takes, as a whole process, for models of 10 to 1,000 resources.
# The floor in the same run is an empty .NET program: `aspirate --version`.
# Usage: bench/generate.sh [format]     (kustomize, helm or compose; default kustomize)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
format=${1:-kustomize}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/hosting/Aspirate/Aspirate.csproj" -c Release -v q --nologo -clp:ErrorsOnly >&2
program="$root/hosting/Aspirate/bin/Release/net10.0/aspirate.dll"

# A third stores with generated passwords, the rest projects that refer to a store and to another project.
manifest() {
    printf '{"resources":{'
    for ((i = 0; i < $1; i++)); do
        ((i == 0)) || printf ','
        if ((i % 3 == 0)); then
            printf '"store%d":{"type":"container.v0","connectionString":"{store%d.bindings.tcp.host}:{store%d.bindings.tcp.port},password={password%d.value}","image":"docker.io/library/redis:8.2","env":{"REDIS_PASSWORD":"{password%d.value}"},"bindings":{"tcp":{"scheme":"tcp","protocol":"tcp","transport":"tcp","targetPort":6379}}}' $i $i $i $i $i
            printf ',"password%d":{"type":"parameter.v0","value":"{password%d.inputs.value}","inputs":{"value":{"type":"string","secret":true,"default":{"generate":{"minLength":22}}}}}' $i $i
        else
            printf '"api%d":{"type":"project.v0","path":"A/A.csproj","env":{"HTTP_PORTS":"{api%d.bindings.http.targetPort}","ConnectionStrings__store":"{store%d.connectionString}"},"bindings":{"http":{"scheme":"http","protocol":"tcp","transport":"http"},"https":{"scheme":"https","protocol":"tcp","transport":"http"}}}' $i $i $((i - i % 3))
        fi
    done
    printf '}}'
}

measure() { /usr/bin/time -f '%e %M' -o "$work/time" "$@" >/dev/null && cat "$work/time"; }
median() { sort -n | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'; }

# Every run writes into new folders and nothing is deleted before the end: a file system that has just lost thousands of files is slow to make new ones.
generate() {
    local run
    run=$(mktemp -d "$work/run.XXXXXX"); mkdir "$run/state"
    measure dotnet "$program" generate -m "$work/manifest.json" -p "$run/state" -o "$run/out" --output-format "$format" --skip-build --non-interactive "$@"
}
times() { for _ in 1 2 3 4 5; do generate "$@"; done | median; }

printf '%-34s %8s %10s\n' what seconds 'memory KB'
printf '%-34s %8s %10s\n' 'nothing (--version)' $(for _ in 1 2 3 4 5; do measure dotnet "$program" --version; done | median)
for count in 10 12 100 1000; do
    manifest $count > "$work/manifest.json"
    printf '%-34s %8s %10s\n' "$count resources, secrets plain" $(times --disable-secrets)
    printf '%-34s %8s %10s\n' "$count resources, secrets encrypted" $(ASPIRATE_SECRET_PASSWORD=bench times)
done
# The floor: the same files made from the ones that lie there.
printf '%-34s %8s %10s\n' 'copying the 1,000 resources' $(last=$(ls -td "$work"/run.* | head -1); measure cp -r "$last/out" "$work/copy")
