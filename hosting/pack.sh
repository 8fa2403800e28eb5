#!/usr/bin/env bash
# Packs hosting/ into a folder feed, so that the AppHost of another repository restores from it unchanged.
#   hosting/pack.sh OUTDIR [VERSION ...]        versions its project files name; 9.5.2 unless told otherwise
set -euo pipefail

if [ $# -lt 1 ]; then
  sed -n '2,3p' "$0" | sed 's/^# *//' >&2
  exit 2
fi

mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
here=$(cd "$(dirname "$0")" && pwd)
dotnet=${DOTNET:-dotnet}
# Built apart from bin/ and obj/, which would otherwise be left with the packages' version.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

pack() { # PROJECT VERSION [PACKAGE_ID]
  # A package keeps the id it was restored under as somebody's dependency; only the last step is told another.
  "$dotnet" pack "$here/$1/$1.csproj" -c Release -o "$out" --artifacts-path "$scratch" -v q --nologo \
    -p:Version="$2" -p:ContinuousIntegrationBuild=true ${3:+--no-restore --no-build -p:PackageId="$3"}
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
