#!/usr/bin/env bash
# Everything that is checked of the Python binding, against libopi.so and opi-sim in OPI_LIB_DIR (default target/release;
# OPI_LIBRARY and OPI_SIM name them one by one). Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")"
lib=${OPI_LIB_DIR:-$(realpath -m ../../target/release)}
export OPI_LIB_DIR=$lib OPI_LIBRARY=${OPI_LIBRARY:-$lib/libopi.so} OPI_SIM=${OPI_SIM:-$lib/opi-sim}
bin=$(./venv.sh)/bin

"$bin/mypy"
# What is proved, for tools/parity.py: anew on each whole run.
parity=$(dirname "$bin")/../../parity
if [ $# -eq 0 ]; then
    mkdir -p "$parity"
    export OPI_PARITY=$parity/python.txt
fi
"$bin/pytest" "$@"
docs=$(dirname "$bin")/../docs
PYTHONPATH=src "$bin/python" -W error -m pdoc --docformat google -o "$docs" opi
echo "python: API documentation without a warning"
