#!/usr/bin/env bash
# Prints what a callback costs in Python, as a ratio to C. Library as in test.sh.
set -euo pipefail
cd "$(dirname "$0")"
lib=${OPI_LIB_DIR:-$(realpath -m ../../target/release)}
export OPI_LIBRARY=${OPI_LIBRARY:-$lib/libopi.so}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$(realpath "$OPI_LIBRARY")" "$work/libopi.so"
ln -s libopi.so "$work/libopi.so.0"
"${CC:-cc}" -std=c99 -O2 -Wall -Wextra -Werror -I../../include bench/callback.c -o "$work/callback" \
    -L"$work" -lopi -Wl,-rpath,"$work"
PYTHONPATH=src "${OPI_PYTHON:-python3}" bench/bench.py "$work/callback"
