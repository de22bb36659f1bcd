#!/usr/bin/env bash
# Runs make targets one after the other, each timed: tools/stages.sh fmt-check build lint …
# Stops at the first that fails. Closes with a table of times and the line "stages: N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.." || exit

# A job in the background of a shell ignores Ctrl-C and hands that down; the tests press it.
plain=()
env --default-signal=INT true 2>/dev/null && plain=(env --default-signal=INT)

passed=0 failed=0 table=
for stage in "$@"; do
    printf '\n==== %s\n' "$stage"
    SECONDS=0
    if "${plain[@]}" "${MAKE:-make}" --no-print-directory "$stage" </dev/null; then
        passed=$((passed + 1)) verdict=ok
    else
        failed=1 verdict=FAILED
    fi
    printf -v line '%-14s %5d s  %s' "$stage" "$SECONDS" "$verdict"
    printf '==== %s\n' "$line"
    table+="  $line"$'\n'
    [ "$failed" -eq 0 ] || break
done

printf '\n%s\nstages: %d passed, %d failed\n' "$table" "$passed" "$failed"
exit "$failed"
