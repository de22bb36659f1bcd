#!/usr/bin/env bash
# Builds the C++ tests against libopi.so in OPI_LIB_DIR (default target/release) and runs them: as C++11 and as C++17, with g++
# and with clang++.
#   tests/cpp/run.sh            all programs
#   tests/cpp/run.sh payment    one of them
# CXX and CXXFLAGS: another compiler, more flags. RUN_UNDER is put in front of each program. SANITIZE=1: with the address and
# undefined-behaviour sanitizers of clang (tools/setup.sh).
set -uo pipefail
cd "$(dirname "$0")/../.." || exit

export OPI_LIB_DIR=${OPI_LIB_DIR:-$PWD/target/release}
export OPI_JOURNAL=${OPI_JOURNAL:-none} # tests that want a journal name one
out=${CARGO_TARGET_DIR:-target}/cpp-tests
programs=("$@")
[ $# -gt 0 ] || programs=(offers values typed api payment life shop journal)
clang=clang++
if command -v clang++-22 >/dev/null; then clang=clang++-22; fi
builds=("g++ c++11" "g++ c++17" "$clang c++11" "$clang c++17")
# The slow ways take one each: between them they see both compilers and both standards.
[ -z "${RUN_UNDER:-}" ] || builds=("g++ c++11")
[ -z "${SANITIZE:-}" ] || builds=("$clang c++17")
[ -z "${CXX:-}" ] || builds=("$CXX c++11" "$CXX c++17")
strict=(-Wpedantic -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Werror)
flags=(-g -O1 -pthread -Iinclude -Itests/c -Itests/cpp)
cc=${CC:-cc}
if [ -n "${SANITIZE:-}" ]; then
    cc=${clang/++/}
    flags+=(-fsanitize=address,undefined -fno-sanitize-recover=all)
    export ASAN_OPTIONS=detect_leaks=1
fi

for file in libopi.so opi-sim; do
    [ -e "$OPI_LIB_DIR/$file" ] || { echo "cpp: $OPI_LIB_DIR/$file is missing; run: make build" >&2; exit 1; }
done
export VALGRIND_OPTS="--show-leak-kinds=definite ${VALGRIND_OPTS:-}"
mkdir -p "$out" "$out/../parity"
[ -e "$OPI_LIB_DIR/libopi.so.0" ] || ln -sf libopi.so "$OPI_LIB_DIR/libopi.so.0"
passed=0 failed=0 proved= offered=

# ---- the header: strict in each standard, alone, twice, without run-time types ------------------------------------------
check_header() {
    printf '#include "opi.hpp"\n#include "opi.hpp"\n' >"$out/twice.cpp"
    # The example of the documentation compiles as it stands.
    awk '/^```cpp/ { on = 1; next } /^```/ { on = 0 } on' docs/install.md >"$out/documented.cpp"
    for compiler in $(printf '%s\n' "${builds[@]% *}" | uniq); do
        for standard in c++11 c++14 c++17 c++20; do
            compiles "header $compiler $standard" "$compiler" -std=$standard -fno-rtti "$out/twice.cpp"
        done
        compiles "example of docs/install.md $compiler" "$compiler" -std=c++11 "$out/documented.cpp"
    done
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

# ---- wrong types do not compile: each line of wrong.txt alone, and what is right there all together -----------------------
expression() { # expression TEXT: a program of it
    printf '#include "opi.hpp"\nvoid %s(opi::Request request, opi::Url url, opi::Money money, opi::Devices devices, opi::Terminal terminal,\n' \
        "expression_$((count++))"
    printf 'const opi::Result &result, const opi::RecoveredRequest &recovered) { (void)(%s); }\n' "$1"
}
check_types() {
    local compiler=(g++ -std=c++17 -w -fmax-errors=1 "-I$out" -Iinclude -fsyntax-only) count=0 right wrong before=$failed
    g++ -std=c++17 -w -Iinclude -x c++-header include/opi.hpp -o "$out/opi.hpp.gch" || return # read forty times
    : >"$out/right.cpp"
    while IFS='#' read -r right wrong; do
        [ -n "$wrong" ] || continue
        expression "$right" >>"$out/right.cpp"
        expression "$wrong" >"$out/wrong.cpp"
        if "${compiler[@]}" "$out/wrong.cpp" 2>/dev/null; then
            echo "FAILED wrong types: this compiles:$wrong"
            failed=$((failed + 1))
        fi
    done < <(grep -v '^#' tests/cpp/wrong.txt)
    compiles "right types" "${compiler[@]}" "$out/right.cpp"
    rm "$out/opi.hpp.gch"
    if [ "$failed" -eq "$before" ]; then
        echo "ok wrong types do not compile"
        passed=$((passed + 1))
    fi
}
if [ -z "${RUN_UNDER:-}${SANITIZE:-}" ]; then
    check_header
    check_types
fi

# ---- the programs ---------------------------------------------------------------------------------------------------
"$cc" -shared -fPIC tests/cpp/other_abi.c -o "$out/other_abi.so" || exit
export OPI_OTHER_ABI=$PWD/$out/other_abi.so
objects=()
for name in check sim peer; do
    "$cc" -std=c99 -D_POSIX_C_SOURCE=200809L "${flags[@]}" -c "tests/c/$name.c" -o "$out/$name.o" || exit
    objects+=("$out/$name.o")
done
try() { # try NAME COMPILER STANDARD
    local program="$out/$1-$2-$3" code
    # shellcheck disable=SC2086  # CXXFLAGS are words
    if ! "$2" "-std=$3" ${CXXFLAGS:-} "${strict[@]}" "${flags[@]}" "tests/cpp/$1.cpp" "${objects[@]}" -o "$program" \
        -L"$OPI_LIB_DIR" -lopi -Wl,-rpath,"$OPI_LIB_DIR"; then
        echo "FAILED $1: does not compile"
        return
    fi
    # shellcheck disable=SC2086  # RUN_UNDER is a command with its arguments
    ${RUN_UNDER:-} "$program"
    code=$?
    [ "$code" -eq 0 ] || echo "FAILED $1: ended with code $code"
}
for name in "${programs[@]}"; do
    # Side by side: most of the time is the compilers'.
    for build in "${builds[@]}"; do
        # shellcheck disable=SC2086  # compiler and standard
        try "$name" $build >"$out/$name-${build/ /-}.log" 2>&1 &
    done
    wait
    for build in "${builds[@]}"; do
        log=$out/$name-${build/ /-}.log
        echo "---- $name, $build"
        cat "$log"
        passed=$((passed + $(grep -c '^ok ' "$log")))
        failed=$((failed + $(awk '$1 == "FAILED" { print $2 }' "$log" | sort -u | wc -l)))
        offered+=$(sed -n 's/^offers\t//p' "$log")$'\n'
        proved+=$(awk -v program="$name" '$1 == "proves" { print $2 "\tcpp/" program ": " $3 }' "$log")$'\n'
    done
done

# What was proved, for tools/parity.py; half a run proves nothing new.
if [ $# -eq 0 ]; then
    awk 'NF && !seen[$0]++' <<<"$proved" >"$out/../parity/cpp.txt"
    awk 'NF && !seen[$0]++' <<<"$offered" >"$out/../parity/model-cpp.txt"
fi
echo "cpp: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
