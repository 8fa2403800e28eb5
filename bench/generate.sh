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

printf '%-22s %8s %10s\n' what seconds 'memory KB'
printf '%-22s %8s %10s\n' 'nothing (--version)' $(for _ in 1 2 3 4 5; do measure dotnet "$program" --version; done | median)
for count in 10 12 100 1000; do
    manifest $count > "$work/manifest.json"
    printf '%-22s %8s %10s\n' "$count resources" $(for _ in 1 2 3 4 5; do
        rm -rf "$work/out" "$work/state"; mkdir "$work/state"
        ASPIRATE_SECRET_PASSWORD=bench measure dotnet "$program" generate -m "$work/manifest.json" -p "$work/state" -o "$work/out" --output-format "$format" --skip-build --non-interactive
    done | median)
done
