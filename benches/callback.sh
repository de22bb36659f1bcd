#!/usr/bin/env bash
# What a callback costs in each language beside C (benches/callback.c says how it is measured). Prints for example
#   c callback: 35.0 ns
#   cpp callback: 2.1 x C
# A language takes part with an executable benches/callback-LANGUAGE, or bindings/LANGUAGE/bench-callback, that starts its till.
set -euo pipefail
cd "$(dirname "$0")/.."

lib=${OPI_LIB_DIR:-$PWD/target/release}
out=$PWD/${CARGO_TARGET_DIR:-target}/bench
mkdir -p "$out"
[ -e "$lib/libopi.so.0" ] || ln -sf libopi.so "$lib/libopi.so.0"
flags=(-O2 -Wall -Wextra -Werror -Iinclude)
link=(-L"$lib" -lopi "-Wl,-rpath,$lib")
"${CC:-cc}" -std=c99 "${flags[@]}" -shared -fPIC benches/callback.c -o "$out/libopi-bench.so" \
    -Wl,--no-as-needed "${link[@]}" -ldl
"${CC:-cc}" -std=c99 "${flags[@]}" benches/callback_till.c -o "$out/till-c" "${link[@]}"
"${CXX:-c++}" -std=c++11 "${flags[@]}" -pthread benches/callback_till.cpp -o "$out/till-cpp" "${link[@]}"

# The nanoseconds of one till's callback. The simulated terminal learns where the till listens; then the till may pay.
measure() { # measure NAME=VALUE COMMAND…
    local sim till address listen
    rm -f "$out/result" "$out/to-sim" "$out/to-till"
    mkfifo "$out/to-sim" "$out/to-till"
    exec 3<>"$out/to-sim" 4<>"$out/to-till"
    exec 5< <(exec "$lib/opi-sim" --dialect ch --port 0 --control <"$out/to-sim" 4>&-)
    sim=$!
    read -r _ address <&5
    exec 6< <(exec env "$1" OPI_BENCH_OUT="$out/result" "${@:2}" "opi://$address?listen=127.0.0.1:0&journal=none" <"$out/to-till")
    till=$!
    read -r listen <&6
    echo "till $listen" >&3
    read -r _ <&5
    echo >&4
    wait "$till"
    echo quit >&3
    wait "$sim"
    exec 3>&- 4>&- 5<&- 6<&-
    awk '{ print $2 }' "$out/result"
}

c=$(measure "LD_PRELOAD=$out/libopi-bench.so" "$out/till-c")
printf 'c callback: %s ns\n' "$c"
ratio() { awk -v language="$1" -v ns="$2" -v c="$c" 'BEGIN { printf "%s callback: %.1f x C\n", language, ns / c }'; }
ratio cpp "$(measure "LD_PRELOAD=$out/libopi-bench.so" "$out/till-cpp")"
for till in benches/callback-* bindings/*/bench-callback; do
    [ -x "$till" ] || continue
    language=${till#benches/callback-} language=${language#bindings/} language=${language%/bench-callback}
    ratio "$language" "$(measure "OPI_LIBRARY=$out/libopi-bench.so" "$till")"
done
