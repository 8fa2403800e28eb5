#!/usr/bin/env bash
# Builds everything and runs every test. Suites run one after the other, but for a few that mostly wait for other programs and run beside the rest.
#   ./test.sh                     all suites
#   ./test.sh Shop.Api Emulator   suites whose names contain one of the words
#   ./test.sh --rerun-failed      a suite that fails is run once more, and both outcomes are reported
# Ends with a line "N passed, N failed"; the exit code is 0 only when nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/prerequisites.sh

rerun=false
words=()
for argument in "$@"; do
    case "$argument" in
        --rerun-failed) rerun=true ;;
        -*) echo "Unknown option: $argument" >&2; exit 2 ;;
        *) words+=("$argument") ;;
    esac
done

wanted() {
    [ ${#words[@]} -gt 0 ] || return 0
    local word
    for word in "${words[@]}"; do [[ "$1" == *"$word"* ]] && return 0; done
    return 1
}

require_dotnet
need_node
need_python
# Any Chromium will do; the one without a window takes half the time.
need 'command -v chromium-headless-shell || { [ "$(id -u)" != 0 ] && { command -v chromium || command -v chromium-browser || command -v google-chrome; }; }' chromium-headless-shell
need '[ "$(uname)" != Linux ] || fc-list :lang=zh | grep -q .' fontconfig fonts-noto-cjk
need 'python3 -c "import elasticsearch" || /usr/bin/python3 -c "import elasticsearch"' python3-elasticsearch
need 'command -v nginx || [ -x /usr/sbin/nginx ]' nginx-light
install_missing || exit 1
wanted Aspirate.Tests && find_cluster_tools

# The suite with containers skips itself, and says why, where these cannot be had.
containers=false
wanted Shop.Containers.Tests && install_for_containers && containers=true

configuration="${CONFIGURATION:-Debug}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results="$(mktemp -d)"
base_job= beside_job=
finish() {
    [ -z "$base_job" ] || kill -- "-$base_job" 2>/dev/null
    [ -z "$beside_job" ] || kill "$beside_job" 2>/dev/null
    rm -rf "$results"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

started=$SECONDS
# The compiler server is shared by all projects of this build and ended after it.
UseSharedCompilation=true dotnet build Shop.sln --nologo -v quiet -clp:ErrorsOnly -c "$configuration" || { echo "The build failed."; echo "0 passed, 1 failed"; exit 1; }
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1
echo "Built in $((SECONDS - started)) s"

# Debian for the containers is put together while the other suites run, at the lowest priority, in a process group of its own.
if $containers; then
    export SHOP_CONTAINERS_BASE="$results/base"
    setsid nice -n 19 tests/Shop.Containers.Tests/base.sh "$SHOP_CONTAINERS_BASE" >/dev/null 2>&1 </dev/null &
    base_job=$!
fi

passed=0 failed=0 skipped=0 flaky=()

# count LABEL FILE PATTERN: the last number that follows the pattern
count() { grep -aoE "$2[: ]+[0-9]+" "$1" | grep -oE '[0-9]+$' | tail -n 1; }

ceiling=600
# suite NAME STYLE COMMAND...: runs it with a ceiling in seconds, prints one line, adds its counts
suite() {
    local name="$1" style="$2"; shift 2
    wanted "$name" || return 0
    local attempt log code ok bad skip begun
    for attempt in 1 2; do
        log="$results/$name.$attempt.log"
        begun=$SECONDS
        timeout --kill-after=20 "$ceiling" "$@" >"$log" 2>&1 </dev/null
        code=$?
        case "$style" in
            platform) ok="$(count "$log" succeeded)"; bad="$(count "$log" failed)"; skip="$(count "$log" skipped)" ;;
            node) ok="$(count "$log" '^(#|ℹ) pass')"; bad="$(count "$log" '^(#|ℹ) fail')"; skip="$(count "$log" '^(#|ℹ) skipped')" ;;
            unittest)
                bad=$(( $(count "$log" 'failures=' | grep . || echo 0) + $(count "$log" 'errors=' | grep . || echo 0) ))
                skip="$(grep -aoE 'skipped=[0-9]+' "$log" | grep -oE '[0-9]+' | tail -n 1)"
                ok=$(( $(grep -aoE '^Ran [0-9]+ test' "$log" | grep -oE '[0-9]+' | tail -n 1 | grep . || echo 0) - bad - ${skip:-0} )) ;;
        esac
        ok=${ok:-0} bad=${bad:-0} skip=${skip:-0}
        # A suite that dies, or finds no test, has failed even when it counted no failure.
        if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
        if [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ] && [ "$skip" -eq 0 ]; then bad=1; echo "$name ran no test" >>"$log"; fi
        printf '%-36s %5d passed %4d failed %4d skipped  %4d s\n' "$name" "$ok" "$bad" "$skip" $((SECONDS - begun))
        # A suite that was skipped as a whole says why.
        [ "$ok" -gt 0 ] || grep -a -A 1 '^skipped ' "$log" | grep -av -e '^skipped ' -e '^--$' | sort -u | head -n 3
        [ "$bad" -eq 0 ] && break
        [ "$code" -eq 124 ] && echo "  $name was ended after $ceiling s"
        echo "---- $name, exit code $code"; tail -n 150 "$log"; echo "----"
        $rerun || break
        [ "$attempt" -eq 1 ] && flaky+=("$name")
    done
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
}

# What these two do is start builds and commands, and wait; they do not mind company.
beside=(Aspire.Hosting.AppHost.Tests Aspirate.Tests)
(
    for name in "${beside[@]}"; do suite "$name" platform "tests/$name/bin/$configuration/net10.0/$name"; done
    echo "$passed $failed $skipped ${flaky[*]}" >"$results/beside"
) >"$results/beside.log" 2>&1 &
beside_job=$!

for project in tests/*.Tests/*.csproj; do
    name="$(basename "$project" .csproj)"
    case "$name" in *EndToEnd* | *Containers*) continue ;; esac
    case " ${beside[*]} " in *" $name "*) continue ;; esac
    suite "$name" platform "tests/$name/bin/$configuration/net10.0/$name"
done

storefront() { cd Shop.Web && { [ -d node_modules ] || npm ci --no-audit --no-fund; } && npm test; }
if [ -f Shop.Web/package.json ]; then
    export -f storefront
    suite Shop.Web node bash -c storefront
fi
if [ -d Shop.Recommendations/tests ]; then
    python=python3; "$python" -c 'import fastapi, uvicorn' >/dev/null 2>&1 || python=/usr/bin/python3
    suite Shop.Recommendations unittest "$python" -m unittest discover -v -s Shop.Recommendations/tests -t Shop.Recommendations
fi

# What follows runs the whole shop, and has the machine to itself.
wait "$beside_job"
cat "$results/beside.log"
if read -r more_passed more_failed more_skipped more_flaky <"$results/beside"; then
    passed=$((passed + more_passed)) failed=$((failed + more_failed)) skipped=$((skipped + more_skipped))
    [ -z "$more_flaky" ] || flaky+=($more_flaky)
else
    failed=$((failed + 1)); echo "The suites beside the others did not come to an end."
fi

for name in Aspire.Hosting.EndToEnd.Tests Shop.EndToEnd.Tests; do
    suite "$name" platform "tests/$name/bin/$configuration/net10.0/$name"
done
# Takes less than three minutes; one that takes twice as long is not given a second try.
ceiling=360 rerun=false
suite Shop.Containers.Tests platform "tests/Shop.Containers.Tests/bin/$configuration/net10.0/Shop.Containers.Tests"

[ ${#flaky[@]} -eq 0 ] || echo "Failed at first and run again: ${flaky[*]}"
[ "$skipped" -eq 0 ] || echo "Skipped: $skipped (each says why in its log)"
echo "Took $((SECONDS - started)) s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
