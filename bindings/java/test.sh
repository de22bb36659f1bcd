#!/usr/bin/env bash
# Builds and tests the Java binding: the JUnit tests under -Xcheck:jni, the Javadoc, the example, the package.
#   bindings/java/test.sh                 all
#   bindings/java/test.sh PaymentTest     one class
set -euo pipefail
cd "$(dirname "$0")"
. ./env.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
if [ $# -gt 0 ]; then
    rm -rf target/surefire-reports
    maven test -Dtest="$1" >"$log" 2>&1 || status=$?
    python3 test_report.py "$log" "$status"
    exit
fi

# What is proved, for tools/parity.py: anew on each whole run.
export OPI_PARITY=${CARGO_TARGET_DIR:-$root/target}/parity/java.txt
mkdir -p "$(dirname "$OPI_PARITY")"
: >"$OPI_PARITY"
rm -rf target
./natives.sh
maven verify >"$log" 2>&1 || status=$?
python3 test_report.py "$log" "$status"
./example.sh all >"$log" || { cat "$log"; exit 1; }
printf 'example\texample.sh\n' >>"$OPI_PARITY"
./package.sh >"$log" || { cat "$log"; exit 1; }
printf 'package\tpackage.sh\n' >>"$OPI_PARITY"
tail -n 1 "$log"
