#!/usr/bin/env bash
# Plays every scenario with the till of every language that is built here; all must see the same.
#   tests/runners/run.sh [FILE…]     default: tests/scenarios/*.toml
# A language takes part with a command that follows the contract of tests/scenarios/README.md; see below.
set -euo pipefail
cd "$(dirname "$0")/../.."

export OPI_LIB_DIR=${OPI_LIB_DIR:-$PWD/target/release}
export OPI_LIBRARY=${OPI_LIBRARY:-$OPI_LIB_DIR/libopi.so}
out=${CARGO_TARGET_DIR:-target}/runners
files=("$@")
[ $# -gt 0 ] || files=(tests/scenarios/*.toml)

tests/runners/build.sh
runners=(--runner "\"$OPI_LIB_DIR/opi-sim\" runner" --runner "$out/runner-c" --runner "$out/runner-cpp")
for command in bindings/*/run-scenarios; do
    [ -x "$command" ] && runners+=(--runner "$command")
done
exec "$OPI_LIB_DIR/opi-sim" scenario "${files[@]}" "${runners[@]}"
