#!/usr/bin/env bash
# Makes target/python/venv with what testing and packaging need, unless it is there; prints its path.
# OPI_PYTHON names another interpreter than python3.
set -euo pipefail
cd "$(dirname "$0")"
target=$(cd ../.. && realpath -m "${CARGO_TARGET_DIR:-target}")
venv=$target/python/venv
stamp=$venv/installed

# Its programs name their folder: one that was moved is made anew.
wanted=$(cat requirements.txt; echo "# $venv")
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    rm -rf "$venv"
    mkdir -p "$target/python"
    "${OPI_PYTHON:-python3}" -m venv "$venv" >&2
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements.txt >&2
    printf '%s\n' "$wanted" >"$stamp"
fi
echo "$venv"
