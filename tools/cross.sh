#!/usr/bin/env bash
# Builds libopi for other machines, one after the other, and runs the C and C++ smoke tests of those that run here.
#   tools/cross.sh                 all targets
#   tools/cross.sh i686-linux …    some of them
# The libraries go to target/cross/NAME. Debian's Rust builds its standard library from source (tools/setup-cross.sh).
# OPI_SIM: the simulator of this machine (default: opi-sim in OPI_LIB_DIR, target/release).
set -euo pipefail
cd "$(dirname "$0")/.."

out=$PWD/${CARGO_TARGET_DIR:-target}/cross
sim=$(realpath -m "${OPI_SIM:-${OPI_LIB_DIR:-target/release}/opi-sim}")
[ -x "$sim" ] || { echo "cross: $sim is missing; run: make build" >&2; exit 1; }
targets=("$@")
[ $# -gt 0 ] || targets=(i686-linux armv7-linux aarch64-linux x86_64-windows i686-windows)

# What each name means: Rust's target, the prefix of its C compiler, and what runs its programs (empty: nothing here).
describe() {
    case $1 in
    i686-linux) rust=i686-unknown-linux-gnu gnu=i686-linux-gnu
        run=(/usr/i686-linux-gnu/lib/ld-linux.so.2 --library-path "$out/$1:/usr/i686-linux-gnu/lib") ;;
    armv7-linux) rust=armv7-unknown-linux-gnueabihf gnu=arm-linux-gnueabihf
        run=(qemu-arm -L /usr/arm-linux-gnueabihf -E "LD_LIBRARY_PATH=$out/$1") ;;
    aarch64-linux) rust=aarch64-unknown-linux-gnu gnu=aarch64-linux-gnu
        run=(qemu-aarch64 -L /usr/aarch64-linux-gnu -E "LD_LIBRARY_PATH=$out/$1") ;;
    x86_64-windows) rust=x86_64-pc-windows-gnu gnu=x86_64-w64-mingw32 run=(wine) ;;
    i686-windows) rust=i686-pc-windows-gnu gnu=i686-w64-mingw32 run=() ;; # Debian has no 32-bit wine for amd64
    *) echo "cross: no target '$1'; there are i686-linux, armv7-linux, aarch64-linux, x86_64-windows, i686-windows" >&2
        exit 2 ;;
    esac
}

# In a shell of its own, so that nothing of Debian's Rust leaks into another build. One job: memory is the limit.
build() (
    export PATH=/usr/bin:/bin RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$out/build
    key=$(tr 'a-z-' 'A-Z_' <<<"$rust")
    export "CARGO_TARGET_${key}_LINKER=$gnu-gcc"
    if [ "$rust" = i686-pc-windows-gnu ]; then # its start and end of unwinding tables are not built with std
        for object in rsbegin rsend; do
            rustc --target "$rust" --emit obj -o "$out/$1/$object.o" \
                "/usr/lib/rustlib/src/rust/library/rtstartup/$object.rs"
        done
        export RUSTFLAGS="-L native=$out/$1 -C link-arg=-L$out/$1"
    fi
    cargo build -j1 --release --locked -p opi-ffi --target "$rust" -Zbuild-std=std,panic_unwind
    for file in libopi.so libopi.a opi.dll libopi.dll.a; do
        [ ! -e "$CARGO_TARGET_DIR/$rust/release/$file" ] || cp "$CARGO_TARGET_DIR/$rust/release/$file" "$out/$1/"
    done
    [ ! -e "$out/$1/libopi.so" ] || ln -sf libopi.so "$out/$1/libopi.so.0"
)

# Each smoke test, with the shared and with the static library.
compile() {
    local strict=(-O1 -pedantic -Wall -Wextra -Werror -Iinclude) static=("$out/$1/libopi.a") shared=("-L$out/$1" -lopi)
    local end=(-pthread -ldl -lm) define=()
    case $1 in *-windows)
        define=(-DOPI_STATIC) shared=("$out/$1/libopi.dll.a")
        end=(-static -lws2_32 -luserenv -lntdll -lbcrypt -ladvapi32) ;; # -static: no libgcc or winpthread DLL beside it
    esac
    "$gnu-gcc" -std=c99 "${strict[@]}" tests/c/smoke.c -o "$out/$1/smoke-c.exe" "${shared[@]}" "${end[@]}"
    "$gnu-gcc" -std=c99 "${define[@]}" "${strict[@]}" tests/c/smoke.c -o "$out/$1/smoke-c-static.exe" "${static[@]}" "${end[@]}"
    "$gnu-g++" -std=c++11 "${strict[@]}" tests/cpp/smoke.cpp -o "$out/$1/smoke-cpp.exe" "${shared[@]}" "${end[@]}"
}

# What is exported is what opi-ffi/symbols.txt says, by name and undecorated.
check_exports() {
    local found=$out/$1/symbols
    if [ -e "$out/$1/opi.dll" ]; then
        "$gnu-objdump" -p "$out/$1/opi.dll" | awk '/\[Ordinal\/Name Pointer\] Table/ { on = 1 } on && $NF ~ /^opi_/ { print $NF }'
    else
        "$gnu-nm" -D --defined-only "$out/$1/libopi.so" | awk '{ print $NF }'
    fi | LC_ALL=C sort >"$found"
    diff --unified=0 --label opi-ffi/symbols.txt opi-ffi/symbols.txt --label "$1" "$found"
}

# The simulator and the smoke test talk to each other: the output of one is the input of the other.
smoke() { # smoke NAME PROGRAM
    local commands=$out/$1/commands status=0
    rm -f "$commands"
    mkfifo "$commands"
    "$sim" --dialect ch --port 0 --control <"$commands" |
        (cd "$out/$1" && exec timeout 120 "${run[@]}" "./$2") >"$commands" || status=$?
    rm -f "$commands"
    return "$status"
}

# wine 8 lacks bcryptprimitives.dll, whose one function every program in Rust wants. Windows has it; this is for wine alone.
wine_random() {
    printf '%s\n' '#include <stddef.h>' 'int __stdcall SystemFunction036(void *, unsigned long);' \
        '__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *bytes, size_t count)' \
        '{ return SystemFunction036(bytes, (unsigned long)count); }' >"$out/$1/random.c"
    "$gnu-gcc" -shared -o "$out/$1/bcryptprimitives.dll" "$out/$1/random.c" -ladvapi32
    export WINEDEBUG=-all WINEPREFIX=$out/wine
}

passed=0 failed=0 table=
for name in "${targets[@]}"; do
    describe "$name"
    mkdir -p "$out/$name"
    printf '==== %s\n' "$name"
    SECONDS=0 verdict=
    { build "$name" && compile "$name" && check_exports "$name"; } || verdict='FAILED to build'
    if [ -z "$verdict" ] && [ ${#run[@]} -eq 0 ]; then
        verdict='built, exports right; nothing here runs it'
    elif [ -z "$verdict" ]; then
        case $name in *-windows) wine_random "$name" ;; esac
        for program in smoke-c.exe smoke-c-static.exe smoke-cpp.exe; do
            smoke "$name" "$program" || verdict="FAILED $program"
        done
        verdict=${verdict:-built and ran}
    fi
    case $verdict in FAILED*) failed=$((failed + 1)) ;; *) passed=$((passed + 1)) ;; esac
    table+=$(printf '  %-16s %5d s  %s' "$name" "$SECONDS" "$verdict")$'\n'
done
printf '%scross: %d passed, %d failed\n' "$table" "$passed" "$failed"
[ "$failed" -eq 0 ]
