#!/usr/bin/env bash
# Installs what `make cross` needs, from Debian's packages; prints nothing when all is there. About 1.6 GB.
#
# rustup has no standard library for these targets offline, so Debian's own Rust (rustc-web) builds it from its
# source; it lives in /usr/bin beside whatever Rust is first on the PATH, and only tools/cross.sh uses it.
set -euo pipefail

packages=(
    rustc-web cargo-web rust-web-src                # Rust with the source of its standard library
    gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix
    gcc-mingw-w64-i686-posix g++-mingw-w64-i686-posix
    gcc-i686-linux-gnu g++-i686-linux-gnu           # not gcc-multilib, which shuts out the ARM compilers
    gcc-arm-linux-gnueabihf g++-arm-linux-gnueabihf
    gcc-aarch64-linux-gnu g++-aarch64-linux-gnu
    qemu-user                                       # runs what is made for ARM
    wine64 wine                                     # runs what is made for Windows on x86_64
)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup-cross: as root, run: apt-get install ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
printf 'setup-cross: installing %s\n' "${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null
