#!/usr/bin/env bash
# The tests of what is handed between threads, under ThreadSanitizer: tools/tsan.sh (make tsan). About five minutes.
#
# The sanitizer must see the standard library too, so that is built from its source, by Debian's own Rust (rustc-web), which
# lives in /usr/bin beside whatever Rust is first on the PATH; clang-22 brings the runtime. A race ends the run with the
# places that raced.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(rustc-web cargo-web rust-web-src clang-22 libclang-rt-22-dev)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "tsan: as root, run: apt-get install ${missing[*]}" >&2; exit 1; }
        as_root=(sudo)
    fi
    printf 'tsan: installing %s\n' "${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null
fi

export PATH=/usr/bin:/bin RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
export RUSTFLAGS="-Zsanitizer=thread -Zexternal-clangrt -Clinker=clang-22 -Clink-arg=-fsanitize=thread"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}/tsan
export TSAN_OPTIONS="halt_on_error=1 ${TSAN_OPTIONS:-}"
run() {
    /usr/bin/cargo test --quiet --target x86_64-unknown-linux-gnu -Zbuild-std=std,panic_abort,test "$@"
}
run -p opi-core --test link --test dispatch
run -p opi --test shop -- everybody_pays
run -p opi --test bounded
echo "tsan: no race, no frame and no wake-up lost"
