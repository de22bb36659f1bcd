#!/usr/bin/env bash
# Puts the libraries that go into the jar into target/natives, each under JNA's name of its platform: the one under test,
# and those of other machines that `make cross` has built.
set -euo pipefail
cd "$(dirname "$0")"
. ./env.sh

place() { # place FILE PLATFORM NAME
    [ -e "$1" ] || return 0
    mkdir -p "target/natives/$2"
    cmp -s "$1" "target/natives/$2/$3" || cp "$1" "target/natives/$2/$3"
}

case $(uname -m) in
    x86_64) here=linux-x86-64 ;;
    aarch64) here=linux-aarch64 ;;
    armv7l) here=linux-arm ;;
    i?86) here=linux-x86 ;;
    *) echo "java: no platform name for $(uname -m)" >&2; exit 1 ;;
esac
built=$(dirname "$release")
place "$built/aarch64-unknown-linux-gnu/release/libopi.so" linux-aarch64 libopi.so
place "$built/armv7-unknown-linux-gnueabihf/release/libopi.so" linux-arm libopi.so
place "$built/i686-unknown-linux-gnu/release/libopi.so" linux-x86 libopi.so
place "$built/x86_64-pc-windows-gnu/release/opi.dll" win32-x86-64 opi.dll
place "$built/i686-pc-windows-gnu/release/opi.dll" win32-x86 opi.dll
place "$OPI_LIBRARY" "$here" libopi.so
