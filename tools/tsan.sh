#!/usr/bin/env bash
# The tests of what is handed between threads, under ThreadSanitizer: tools/tsan.sh (make tsan). About five minutes.
#
# The sanitizer must see the standard library too, so that is built from its source, by Debian's own Rust (rustc-web), which
# lives in /usr/bin beside whatever Rust is first on the PATH; clang-22 brings the runtime. A race ends the run with the
# places that raced.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/need-packages.sh rustc-web cargo-web rust-web-src clang-22 libclang-rt-22-dev

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
