#!/usr/bin/env bash
# Builds the C++ tests against libopi.so in OPI_LIB_DIR (default target/release) and runs them.
#   tests/cpp/run.sh            all programs
#   tests/cpp/run.sh payment    one of them
# CXX and CXXFLAGS choose compiler and flags; RUN_UNDER is put in front of each program. SANITIZE=1: with the address and
# undefined-behaviour sanitizers of clang (tools/setup.sh).
set -uo pipefail
cd "$(dirname "$0")/../.." || exit

export OPI_LIB_DIR=${OPI_LIB_DIR:-$PWD/target/release}
export OPI_JOURNAL=${OPI_JOURNAL:-none} # tests that want a journal name one
out=${CARGO_TARGET_DIR:-target}/cpp-tests
programs=("$@")
[ $# -gt 0 ] || programs=(api payment life shop journal)
cc=${CC:-cc} cxx=${CXX:-c++}
strict=(-pedantic -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Werror)
flags=(-g -O1 -pthread -Iinclude -Itests/c -Itests/cpp)
if [ -n "${SANITIZE:-}" ]; then
    cc=clang cxx=clang++
    if command -v clang++-22 >/dev/null; then cc=clang-22 cxx=clang++-22; fi
    flags+=(-fsanitize=address,undefined -fno-sanitize-recover=all)
    export ASAN_OPTIONS=detect_leaks=1
fi

for file in libopi.so opi-sim; do
    [ -e "$OPI_LIB_DIR/$file" ] || { echo "cpp: $OPI_LIB_DIR/$file is missing; run: make build" >&2; exit 1; }
done
export VALGRIND_OPTS="--show-leak-kinds=definite ${VALGRIND_OPTS:-}"
mkdir -p "$out" "$out/../parity"
[ -e "$OPI_LIB_DIR/libopi.so.0" ] || ln -sf libopi.so "$OPI_LIB_DIR/libopi.so.0"
passed=0 failed=0

# ---- the header: every name of opi.h, strict in each standard, alone, twice, without run-time types -------------------
check_header() {
    { printf '#include "opi.hpp"\n' && awk -f tests/cpp/names.awk include/opi.h; } >"$out/names.cpp"
    for compiler in g++ clang++ clang++-22; do
        command -v "$compiler" >/dev/null || continue
        for standard in c++17 c++20; do
            for rtti in -frtti -fno-rtti; do
                compiles "header $compiler $standard $rtti" "$compiler" -std=$standard $rtti "$out/names.cpp"
            done
        done
    done
    # The example of the documentation compiles as it stands.
    awk '/^```cpp/ { on = 1; next } /^```/ { on = 0 } on' docs/install.md >"$out/documented.cpp"
    compiles "example of docs/install.md" "$cxx" -std=c++17 "$out/documented.cpp"
}
compiles() { # compiles WHAT COMPILER ARGUMENTS…
    if "${@:2}" "${strict[@]}" -Iinclude -fsyntax-only; then
        echo "ok $1"
        passed=$((passed + 1))
    else
        echo "FAILED $1 does not compile"
        failed=$((failed + 1))
    fi
}
[ -n "${RUN_UNDER:-}${SANITIZE:-}" ] || check_header

# ---- the programs ---------------------------------------------------------------------------------------------------
"$cc" -shared -fPIC tests/cpp/other_abi.c -o "$out/other_abi.so" || exit
export OPI_OTHER_ABI=$PWD/$out/other_abi.so
objects=()
for name in check sim peer; do
    "$cc" -std=c99 -D_POSIX_C_SOURCE=200809L "${flags[@]}" -c "tests/c/$name.c" -o "$out/$name.o" || exit
    objects+=("$out/$name.o")
done
for name in "${programs[@]}"; do
    program=$out/$name
    # shellcheck disable=SC2086  # CXXFLAGS are words
    if ! "$cxx" -std=c++17 ${CXXFLAGS:-} "${strict[@]}" "${flags[@]}" "tests/cpp/$name.cpp" "${objects[@]}" -o "$program" \
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
        awk -v program="$name" '$1 == "proves" { print $2 "\tcpp/" program ": " $3 }' "$out/$name.log"
    done >"$out/../parity/cpp.txt"
fi
echo "cpp: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
