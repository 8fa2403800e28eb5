#!/usr/bin/env bash
# Runs aspirate from this clone; builds it first when it is not built.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program="$root/hosting/Aspirate/bin/Release/net10.0/aspirate.dll"
if [ ! -f "$program" ] || [ -n "$(find "$root/hosting/Aspirate" -newer "$program" \( -name '*.cs' -o -name '*.csproj' \) -not -path '*/obj/*' -print -quit)" ]; then
    dotnet build "$root/hosting/Aspirate/Aspirate.csproj" -c Release -v q -clp:ErrorsOnly --nologo >&2
fi
exec dotnet "$program" "$@"
