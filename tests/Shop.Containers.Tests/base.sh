#!/usr/bin/env bash
# Makes one base image for everything that the shop consists of, where no image can be pulled: Debian by debootstrap, with
# the .NET runtime (and Node.js) of this machine copied into it. Real base images differ from it in their names alone.
#   base.sh FOLDER    leaves FOLDER/base.tar, and FOLDER/failed with the reason when that cannot be done
set -euo pipefail
folder=$1
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
mkdir -p "$folder"
if [ "${2:-}" != inside ]; then
    # What debootstrap mounts is gone with this namespace, however it ends.
    unshare --mount --propagation private "${BASH_SOURCE[0]}" "$folder" inside >"$folder/log" 2>&1 </dev/null && exit 0
    code=$?
    [ -f "$folder/root/debootstrap/debootstrap.log" ] && tail -n 20 "$folder/root/debootstrap/debootstrap.log" >>"$folder/log"
    mv "$folder/log" "$folder/failed"
    exit "$code"
fi

. /etc/os-release
suite=$VERSION_CODENAME
# The mirror that this machine installs its packages from.
read -r mirror _ < <(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' | grep " $suite main\$") ||
    { echo "/etc/apt names no mirror for $suite main."; exit 1; }
case "$suite" in bookworm) icu=libicu72 ;; trixie) icu=libicu76 ;; jammy) icu=libicu70 ;; noble) icu=libicu74 ;;
    *) icu=$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1) ;; esac
packages=python3,python3-venv,python3-uvicorn,python3-fastapi,nginx-light,ca-certificates,libstdc++6,$icu

# npm that brings its own modules can be copied; as a Debian package it needs hundreds of others.
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
[ -d "$npm/node_modules" ] || { npm=; packages=$packages,nodejs,npm; }

root=$folder/root
mkdir -p "$root/etc/dpkg/dpkg.cfg.d"
# Nobody minds a half-written base after a power cut, and nobody reads manuals in it.
printf '%s\n' force-unsafe-io 'path-exclude=/usr/share/doc/*' 'path-exclude=/usr/share/man/*' 'path-exclude=/usr/share/locale/*' >"$root/etc/dpkg/dpkg.cfg.d/base"
debootstrap --variant=minbase --include="$packages" "$suite" "$root" "$mirror"

# The SDK's own runtimes.
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
major=$(dotnet --version | cut -d. -f1)
mkdir -p "$root/usr/share/dotnet/shared" "$root/usr/lib/node_modules"
cp -a "$dotnet/dotnet" "$dotnet/host" "$root/usr/share/dotnet/"
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
    version=$(ls "$dotnet/shared/$framework" | grep "^$major\." | sort -V | tail -n 1)
    mkdir -p "$root/usr/share/dotnet/shared/$framework"
    cp -a "$dotnet/shared/$framework/$version" "$root/usr/share/dotnet/shared/$framework/"
done
ln -s ../share/dotnet/dotnet "$root/usr/bin/dotnet"
ln -sf python3 "$root/usr/bin/python"
if [ -n "$npm" ]; then
    cp -L "$(command -v node)" "$root/usr/bin/node"
    cp -a "$npm" "$root/usr/lib/node_modules/npm"
    ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/bin/npm"
fi

# Builds in containers reach the package registries that this machine reaches, and believe whom it believes.
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
# What the real images have: the home of .NET's user, and Elasticsearch's data with its user.
echo app:x:1654:1654::/home/app:/bin/sh >>"$root/etc/passwd"
echo app:x:1654: >>"$root/etc/group"
install -d -o 1654 -g 1654 "$root/home/app"
install -d -o 1000 -g 1000 "$root/usr/share/elasticsearch/data"
tar -C "$root" -cf "$folder/base.part" --exclude=./var/cache --exclude=./var/lib/apt --exclude=./debootstrap .
rm -rf "$root"
mv "$folder/base.part" "$folder/base.tar"
