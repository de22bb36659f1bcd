#!/usr/bin/env bash
# Builds the wheel with libopi.so inside, checks it, installs it into a clean venv, and runs the example from there, not
# from the tree. The wheel ends in target/python/dist. Library and simulator as in test.sh.
set -euo pipefail
cd "$(dirname "$0")"
lib=${OPI_LIB_DIR:-$(realpath -m ../../target/release)}
library=${OPI_LIBRARY:-$lib/libopi.so}
simulator=$(realpath "${OPI_SIM:-$lib/opi-sim}")
bin=$(./venv.sh)/bin
out=$(realpath "$(dirname "$bin")/..")
dist=$(realpath -m "$out/dist")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$bin:$PATH # auditwheel looks for patchelf

# ---- build and check ------------------------------------------------------------------------------
cp "$library" "$work/libopi.so"
strip --strip-unneeded "$work/libopi.so"
OPI_LIBRARY=$work/libopi.so "$bin/python" -m build --no-isolation --wheel --outdir "$work/raw" . >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; exit 1; }
rm -rf "$dist"
"$bin/auditwheel" repair --plat auto --wheel-dir "$dist" "$work"/raw/*.whl >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
wheel=$(echo "$dist"/*.whl)
case $wheel in
    *-py3-none-manylinux_*.whl) ;;
    *) echo "package: $wheel is no wheel for any Python 3 on Linux" >&2; exit 1 ;;
esac
"$bin/auditwheel" show "$wheel" | grep -F "manylinux" | head -n 1
"$bin/twine" check --strict "$wheel"

# ---- install into a clean place, and use it there --------------------------------------------------
"${OPI_PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index "$wheel"
cp ../../examples/python/till.py example.py "$work"
cd "$work"
unset OPI_LIBRARY PYTHONPATH
export OPI_SIM=$simulator OPI_TILL=$work/till.py
python=$work/venv/bin/python
"$python" -c '
import sys, pathlib, opi
opi.version()
from opi import _library
inside = pathlib.Path(sys.prefix).resolve()
mapped = {line.split()[-1] for line in open("/proc/self/maps") if "libopi" in line}
assert inside in pathlib.Path(opi.__file__).resolve().parents, opi.__file__
assert mapped and all(inside in pathlib.Path(path).parents for path in mapped), mapped
'
"$bin/mypy" --strict --python-executable "$python" --cache-dir "$work/mypy" till.py >"$work/log" || { cat "$work/log" >&2; exit 1; }
for scenario in approve decline abort; do
    "$python" example.py "$scenario" >"$work/$scenario.txt" || { cat "$work/$scenario.txt"; exit 1; }
done
grep -q "✔ approved  CHF 12.50" approve.txt && grep -q "✘ declined" decline.txt && grep -q "✘ aborted" abort.txt
parity=$(realpath -m "$out/../parity")
mkdir -p "$parity"
printf '%s\tpackage.sh\n' package example >"$parity/python-package.txt"
echo "python: $(basename "$wheel") installed into a clean venv; the example paid from there"
