#!/usr/bin/env bash
# Builds the tills of the scenarios in C and C++: target/runners/runner-c and runner-cpp, on libopi.so in OPI_LIB_DIR (default
# target/release). The names of kinds come from opi.h, those of journal fields from docs/options.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

lib=${OPI_LIB_DIR:-$PWD/target/release}
out=${CARGO_TARGET_DIR:-target}/runners
mkdir -p "$out"
{
    echo '/* Made by tests/runners/build.sh. */'
    echo 'static const struct { const char *name; int kind; } kinds[] = {'
    awk '/^\/\* Kinds of request/ { on = 1 } /^\/\* Options of a request/ { on = 0 }
         on && /^#define OPI_/ { printf "    {\"%s\", %s},\n", substr($2, 5), $2 }' include/opi.h
    echo '};'
    echo 'static const char *const journal_fields[] = {'
    awk '/<!-- generated: journal -->/ { on = 1 } /<!-- end -->/ { on = 0 }
         on && /^\| `/ { gsub(/[|`]/, ""); printf "    \"%s\",\n", $1 }' docs/options.md
    echo '};'
} >"$out/names.h"

strict=(-pedantic -Wall -Wextra -Werror -g -O1 -pthread -Iinclude "-I$out")
link=(-L"$lib" -lopi "-Wl,-rpath,$lib")
[ -e "$lib/libopi.so.0" ] || ln -sf libopi.so "$lib/libopi.so.0"
"${CC:-cc}" -std=c99 "${strict[@]}" tests/runners/runner.c -o "$out/runner-c" "${link[@]}"
"${CXX:-c++}" -std=c++11 "${strict[@]}" tests/runners/runner.cpp -o "$out/runner-cpp" "${link[@]}"
