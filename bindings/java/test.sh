#!/usr/bin/env bash
# Builds and tests the Java binding: the JUnit tests under -Xcheck:jni, what is generated from opi.h, the Javadoc.
#   bindings/java/test.sh                 all
#   bindings/java/test.sh PaymentTest     one class
set -euo pipefail
cd "$(dirname "$0")"
. ./env.sh

./generate.py --check
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
if [ $# -gt 0 ]; then
    maven test -Dtest="$1" >"$log" 2>&1 || status=$?
else
    maven clean verify >"$log" 2>&1 || status=$?
fi
python3 test_report.py "$log" "$status"
