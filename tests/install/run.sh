#!/usr/bin/env bash
# Installs libopi into a clean place, moves it, and builds programs outside the tree with what lies there: by pkg-config and by
# CMake, shared and static, in C and C++. Each pays at a simulated terminal. Then takes it all away again.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit

export OPI_LIB_DIR=${OPI_LIB_DIR:-$PWD/target/release}
tree=$PWD
sim=$OPI_LIB_DIR/opi-sim
proofs=$PWD/${CARGO_TARGET_DIR:-target}/parity
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

passed=0 failed=0
check() { # check "what should be true" COMMAND…
    if "${@:2}" >"$place/log" 2>&1; then
        passed=$((passed + 1))
        echo "ok $1"
    else
        failed=$((failed + 1))
        echo "FAILED $1"
        sed 's/^/    /' "$place/log" | tail -n 30
    fi
}

# A smoke test and the simulator talk to each other: the output of one is the input of the other.
pays() { # pays PROGRAM
    rm -f "$place/commands" && mkfifo "$place/commands"
    "$sim" --dialect ch --port 0 --control <"$place/commands" | OPI_JOURNAL=none timeout 60 "$1" >"$place/commands"
}
no_library() { [ -x "$1" ] && ! readelf -d "$1" | grep -q 'NEEDED.*libopi'; }
needs_soname() { readelf -d "$1" | grep -q 'NEEDED.*\[libopi\.so\.0\]'; }

# ---- installed for packagers, then moved to where nobody expected it ------------------------------------------------------
check "make install with DESTDIR" make --no-print-directory install DESTDIR="$place/stage" PREFIX=/opt/opi
prefix="$place/moved here"
mv "$place/stage/opt/opi" "$prefix"
expected='include/opi.h include/opi.hpp lib/cmake/opi/opiConfig.cmake lib/cmake/opi/opiConfigVersion.cmake lib/libopi.a lib/libopi.so lib/libopi.so.0 lib/libopi.so.0.1.0 lib/pkgconfig/opi.pc'
check "nothing missing and nothing else" test "$(cd "$prefix" && find . -not -type d -printf '%P\n' | LC_ALL=C sort | xargs)" = "$expected"
check "links lead to the library" test "$(readlink "$prefix/lib/libopi.so") $(readlink "$prefix/lib/libopi.so.0")" = "libopi.so.0 libopi.so.0.1.0"

# ---- a project outside the tree ---------------------------------------------------------------------------------------
cp tests/install/CMakeLists.txt tests/c/smoke.c tests/cpp/smoke.cpp examples/cpp/till.cpp "$place/"
cp examples/c/till.c "$place/till.c"
cd "$place" || exit
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib

check "pkg-config knows the version" pkg-config --exact-version=0.1.0 opi
build() { # build COMPILER STANDARD SOURCE PROGRAM PKG-CONFIG-FLAGS… ; paths with blanks arrive escaped, so the shell reads them
    local flags
    flags=$(pkg-config --cflags --libs "${@:5}" opi) && eval "$1 -std=$2 -D_POSIX_C_SOURCE=200809L $3 -o $4 $flags $link"
}
link=
check "C, pkg-config" build gcc c99 smoke.c pc-c
check "C++, pkg-config" build g++ c++11 smoke.cpp pc-cpp
link=-static
check "C, pkg-config --static" build gcc c99 smoke.c pc-c-static --static
check "C++, pkg-config --static" build g++ c++11 smoke.cpp pc-cpp-static --static
for program in pc-c pc-cpp; do
    check "$program wants libopi.so.0" needs_soname $program
    check "$program pays" pays ./$program
    check "$program-static wants no library" no_library $program-static
    check "$program-static pays" pays ./$program-static
done

check "CMake finds the package" cmake -S . -B build -DCMAKE_PREFIX_PATH="$prefix"
check "CMake builds" cmake --build build
for language in c cpp; do
    check "$language with opi::opi wants libopi.so.0" needs_soname build/$language-opi
    check "$language with opi::opi pays" pays build/$language-opi
    check "$language with opi::opi_static wants no library" no_library build/$language-opi_static
    check "$language with opi::opi_static pays" pays build/$language-opi_static
done
sed 's/find_package(opi 0.1/find_package(opi 0.9/' CMakeLists.txt >later.txt && mkdir later && mv later.txt later/CMakeLists.txt
later() { ! cmake -S later -B later/build -DCMAKE_PREFIX_PATH="$prefix" && grep -q 'version: 0.1.0' "$place/log"; }
check "CMake refuses a version that is too old" later

# ---- the example runs from there ------------------------------------------------------------------------------------------
for scenario in approve decline abort; do
    for till in till-c till-cpp; do
        check "$till, installed: $scenario" "$tree/tools/demo.sh" $scenario "$place/build/$till"
    done
done
unset PKG_CONFIG_PATH LD_LIBRARY_PATH

# ---- the usual prefix of a distribution, and gone again ---------------------------------------------------------------------
cd "$tree" || exit
where=(DESTDIR="$place/debian" PREFIX=/usr LIBDIR=/usr/lib/x86_64-linux-gnu)
check "make install with LIBDIR" make --no-print-directory install "${where[@]}" STRIP=yes
from_there() { PKG_CONFIG_PATH=$place/debian/usr/lib/x86_64-linux-gnu/pkgconfig pkg-config --cflags opi; }
check "pkg-config from a deeper LIBDIR" test -e "$(from_there | sed 's/^-I//; s/ *$//')/opi.hpp"
check "make uninstall" make --no-print-directory uninstall "${where[@]}"
check "nothing is left" test "$(find "$place/debian" -not -type d -o -name opi | wc -l) $(find "$place/debian" -name include)" = \
    "0 $place/debian/usr/include"

if [ "$failed" -eq 0 ]; then
    for language in c cpp; do
        printf 'package\tinstall/%s\nexample\tinstall/%s\n' "$language: pkg-config and CMake, shared and static" \
            "$language: approve, decline, abort" >"$proofs/$language-package.txt"
    done
fi
echo "install: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
