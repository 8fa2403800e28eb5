#!/usr/bin/env bash
# Builds and runs the shop. Arguments go to the AppHost: ./run.sh --isolated, ./run.sh --print-plan
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/prerequisites.sh

require_dotnet
need_node
need_python
install_missing || exit 1

dotnet build AppHost/AppHost.csproj --nologo -v quiet -clp:ErrorsOnly
# exec: Ctrl+C and signals reach the AppHost itself, and its exit code is ours.
exec dotnet run --project AppHost --no-build -- "$@"
