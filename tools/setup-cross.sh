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
"$(dirname "$0")/need-packages.sh" "${packages[@]}"
