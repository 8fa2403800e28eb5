#!/usr/bin/env bash
# Packs hosting/ into a folder feed, so that the AppHost of another repository restores from it unchanged.
#   hosting/pack.sh OUTDIR [VERSION ...]            versions its project files name; 9.5.2 unless told otherwise
#   hosting/pack.sh OUTDIR --built CONFIGURATION    what is built here already, as 9.5.2; takes seconds
set -euo pipefail

if [ $# -lt 1 ]; then
  sed -n '2,4p' "$0" | sed 's/^# *//' >&2
  exit 2
fi

mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
here=$(cd "$(dirname "$0")" && pwd)
dotnet=${DOTNET:-dotnet}
configuration=Release
built=false
if [ "${1:-}" = --built ]; then
  configuration=${2:?--built takes a configuration, Debug or Release}
  built=true
  shift 2
fi

# Built apart from bin/ and obj/, which would otherwise be left with the packages' version.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

pack() { # PROJECT VERSION [PACKAGE_ID]
  local arguments=("$here/$1/$1.csproj" -c "$configuration" -o "$out" -v q --nologo)
  if $built; then arguments+=(--no-build); else arguments+=(--artifacts-path "$scratch" -p:Version="$2" -p:ContinuousIntegrationBuild=true); fi
  # Built under its own name: as a dependency it is known by that, and only the package is told another.
  if [ -n "${3:-}" ]; then arguments+=(--no-build -p:PackageId="$3"); fi
  "$dotnet" pack "${arguments[@]}"
}

for version in "${@:-9.5.2}"; do
  for project in Aspire.Hosting Aspire.Hosting.AppHost Aspire.Hosting.NodeJs Aspire.Hosting.Python Aspire.Hosting.Elasticsearch Aspire.Hosting.Testing Aspire.AppHost.Sdk; do
    if [ -d "$here/$project" ]; then pack "$project" "$version"; fi
  done
  # The name that the Node package has from 13.0 on.
  pack Aspire.Hosting.NodeJs "$version" Aspire.Hosting.JavaScript
done

cat <<EOF
Packed into $out. In the other repository:
  dotnet nuget add source "$out" --name hosting      (or a nuget.config that names the folder)
  dotnet run --project THEIR/AppHost                  (an AppHost for an older .NET: add -f net10.0 or set TargetFramework)
Versions that were packed before stay in the user's package cache: remove them there (dotnet nuget locals) after packing a changed hosting/ again.
EOF
