#!/usr/bin/env bash
# Checks what C programs see of the built library: header, exported symbols, SONAME, linking.
#   tools/check-abi.sh            compares with the committed list opi-ffi/symbols.txt
#   tools/check-abi.sh --update   writes that list anew (a removed line is an ABI break: see CONTRIBUTING.md)
# Looks at libopi.so and libopi.a in OPI_LIB_DIR (default target/release). Names every fault, then fails.
set -euo pipefail
cd "$(dirname "$0")/.."

lib=${OPI_LIB_DIR:-target/release}
so=$lib/libopi.so
header=include/opi.h
list=opi-ffi/symbols.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

passed=0 failed=0
check() { # check "what should be true" COMMAND…
    if "${@:2}" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'check-abi: NOT %s\n' "$1"
        sed 's/^/    /' "$work/log"
    fi
}
empty() { [ -z "$1" ] || { printf '%s\n' "$1"; return 1; }; }

for file in "$so" "$lib/libopi.a" "$header"; do
    [ -e "$file" ] || { echo "check-abi: $file is missing; run: make build" >&2; exit 1; }
done

# ---- exported symbols ---------------------------------------------------------------------------
nm -D --defined-only "$so" | awk '{print $NF}' | LC_ALL=C sort >"$work/symbols"
if [ "${1:-}" = --update ]; then
    cp "$work/symbols" "$list"
    echo "check-abi: wrote $(wc -l <"$list") symbols to $list"
fi
check "only opi_* exported" empty "$(grep -v '^opi_' "$work/symbols" || true)"
check "exports as in $list (- gone, + new; when meant: tools/check-abi.sh --update)" \
    diff --unified=0 --label "$list" --label built "$list" "$work/symbols"

# ---- what the dynamic linker is told --------------------------------------------------------------
readelf -dW "$so" >"$work/dynamic"
check "SONAME libopi.so.0" grep -F 'Library soname: [libopi.so.0]' "$work/dynamic"
check "marked NODELETE (Rust threads must not lose their code to dlclose)" grep -w NODELETE "$work/dynamic"
check "free of text relocations" empty "$(grep -w TEXTREL "$work/dynamic" || true)"
check "needing nothing beyond the C library" empty "$(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' "$work/dynamic" |
    grep -vE '^(libc\.so|libm\.so|libgcc_s\.so|libpthread\.so|libdl\.so|librt\.so|ld-linux)' || true)"

# ---- the header: every export declared and documented, strict C90 and C++98, included twice -----------
# One line per declared function: its name, then the text of the comment above it.
awk '/\/\*\*/ { doc = "" } { line = line " " $0 }
     /^ *\*|\/\*\*/ { doc = doc " " $0; line = ""; next }
     /; *$/ { if (match(line, /opi_[a-z0-9_]+\(/)) print substr(line, RSTART, RLENGTH - 1), doc; line = doc = "" }' \
    "$header" >"$work/declared"
undeclared() { cut -d ' ' -f 1 "$work/declared" | LC_ALL=C sort -u | LC_ALL=C comm -23 "$work/symbols" -; }
undocumented() { grep -vE 'Blocks:.*Threads:.*Callbacks:' "$work/declared" | cut -d ' ' -f 1; }
check "every export declared in $header" empty "$(undeclared || true)"
check "every function documented with Blocks:, Threads: and Callbacks:" empty "$(undocumented || true)"

tee "$work/a.c" >"$work/a.cpp" <<'END'
#include "opi.h"
#include "opi.h"
int main(void)
{
    opi_devices devices = OPI_DEVICES_INIT;
    return devices.user_data != NULL || opi_abi_version() == 0;
}
END
strict=(-pedantic-errors -Wall -Wextra -Werror -Iinclude -fsyntax-only)
for cc in gcc clang clang-22; do
    command -v "$cc" >/dev/null || continue
    for standard in c90 c99 c17; do
        check "$header strict $standard ($cc)" "$cc" -std=$standard "${strict[@]}" -Wstrict-prototypes "$work/a.c"
    done
done
for cxx in g++ clang++ clang++-22; do
    command -v "$cxx" >/dev/null || continue
    for standard in c++98 c++11 c++20; do
        check "$header strict $standard ($cxx)" "$cxx" -std=$standard "${strict[@]}" "$work/a.cpp"
    done
done

# ---- a program that links it, both ways, and runs ---------------------------------------------------
run_linked() { # run_linked LINKER-ARGUMENTS…
    gcc -std=c99 -Iinclude "$work/a.c" -o "$work/a" "$@" && LD_LIBRARY_PATH=$lib "$work/a"
}
check "linking and running with libopi.so" run_linked -L"$lib" -lopi
check "linking and running with libopi.a" run_linked "$lib/libopi.a" -pthread -ldl -lm

printf 'check-abi: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
