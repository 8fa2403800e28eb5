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

pack() {
  "$dotnet" msbuild "$here/Packages.proj" -t:Pack -p:PackageOutputPath="$out" -v:q -nologo -nodeReuse:false "$@"
}

if [ "${1:-}" = --built ]; then
  pack -p:Configuration="${2:?--built takes a configuration, Debug or Release}" -p:NoBuild=true
else
  # Built apart from bin/ and obj/, which would otherwise be left with the packages' version; for any system, so not compiled ahead for this one.
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  for version in "${@:-9.5.2}"; do
    pack -restore -p:Configuration=Release -p:ArtifactsPath="$scratch/$version" -p:UseArtifactsOutput=true -p:Version="$version" -p:ContinuousIntegrationBuild=true -p:CompileAheadOfTime=false
  done
fi

cat <<EOF
Packed into $out. In the other repository:
  dotnet nuget add source "$out" --name hosting      (or a nuget.config that names the folder)
  dotnet run --project THEIR/AppHost                  (an AppHost for an older .NET: set its TargetFramework to net10.0)
Versions that were packed before stay in the user's package cache: remove them there (dotnet nuget locals) after packing a changed hosting/ again.
EOF
