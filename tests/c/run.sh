#!/usr/bin/env bash
# Builds the C tests against libopi.so in OPI_LIB_DIR (default target/release) and runs them.
#   tests/c/run.sh            all programs
#   tests/c/run.sh payment    one of them
# RUN_UNDER is put in front of each program, such as "valgrind --quiet --error-exitcode=99".
set -uo pipefail
cd "$(dirname "$0")/../.." || exit

export OPI_JOURNAL=${OPI_JOURNAL:-none} # tests that want a journal name one
export OPI_LIB_DIR=${OPI_LIB_DIR:-$PWD/target/release}
out=${CARGO_TARGET_DIR:-target}/c-tests
programs=("$@")
[ $# -gt 0 ] || programs=(abi payment threads dispatch shop input life journal)
# A tool that watches every access takes the reading of a stack for a mistake.
[ $# -gt 0 ] || [ -n "${RUN_UNDER:-}" ] || programs+=(stack)

for file in libopi.so opi-sim; do
    [ -e "$OPI_LIB_DIR/$file" ] || { echo "c: $OPI_LIB_DIR/$file is missing; run: make build" >&2; exit 1; }
done
# Blocks that are only "possibly lost" are Rust's pointers into the middle of blocks.
export VALGRIND_OPTS="--show-leak-kinds=definite ${VALGRIND_OPTS:-}"
mkdir -p "$out" "$out/../parity"
ln -sf libopi.so "$OPI_LIB_DIR/libopi.so.0"

# Every name of the header, for abi.c: what it stands for is what the library knows.
{
    echo 'static const struct { const char *name; opi_status code; } codes[] = {'
    awk '/^#define OPI_(OK|E_)/ { printf "    {\"%s\", %s},\n", $2, $2 }' include/opi.h
    echo '};'
    echo 'static const struct { const char *name; int32_t kind; } kinds[] = {'
    awk '/^\/\* Kinds of request/ { on = 1 } /^\/\* Options of a request/ { on = 0 }
         on && /^#define OPI_/ { printf "    {\"%s\", %s},\n", $2, $2 }' include/opi.h
    echo '};'
    echo 'static const char *const options[] = {'
    awk '/^#define OPI_OPTION_/ { printf "    %s,\n", $2 }' include/opi.h
    echo '};'
} >"$out/names.h"

passed=0 failed=0
for name in "${programs[@]}"; do
    program=$out/$name
    if ! ${CC:-cc} -std=c99 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -pedantic -Wall -Wextra -Werror -g -O1 -pthread -Iinclude -Itests/c "-I$out" \
        "tests/c/$name.c" tests/c/{check,sim,till,peer}.c -o "$program" \
        -L"$OPI_LIB_DIR" -lopi -Wl,-rpath,"$OPI_LIB_DIR"; then
        echo "FAILED $name: does not compile"
        failed=$((failed + 1))
        continue
    fi
    # shellcheck disable=SC2086  # RUN_UNDER is a command with its arguments
    ${RUN_UNDER:-} "$program" 2>&1 | tee "$program.log"
    code=${PIPESTATUS[0]}
    wrong=$(awk '$1 == "FAILED" { print $2 }' "$program.log" | sort -u | wc -l)
    if [ "$code" -ne 0 ] && [ "$wrong" -eq 0 ]; then
        echo "FAILED $name: ended with code $code"
        wrong=1
    fi
    passed=$((passed + $(grep -c '^ok ' "$program.log")))
    failed=$((failed + wrong))
done

# What was proved, for tools/parity.py; half a run proves nothing new.
if [ $# -eq 0 ]; then
    for name in "${programs[@]}"; do
        awk -v program="$name" '$1 == "proves" { print $2 "\tc/" program ": " $3 }' "$out/$name.log"
    done >"$out/../parity/c.txt"
fi
echo "c: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
