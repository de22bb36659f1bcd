#!/usr/bin/env bash
# Installs what is missing to build and test libopi; prints nothing when all is there.
#   tools/setup.sh          everything `make test` needs
#   tools/setup.sh build    only what building and the demo need
# Packages come from apt (Debian and its relatives). Rust is never installed here: you are told how to get it.
set -euo pipefail
cd "$(dirname "$0")/.."

stop() { printf 'setup: %s\n' "$@" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# ---- Rust ---------------------------------------------------------------------------------------
wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
have cargo || stop "cargo is not on the PATH; libopi needs Rust $wanted or newer." \
    "Install it with rustup, open a new shell and try again."
found=$(cargo --version | cut -d ' ' -f 2)
printf '%s\n' "$wanted" "${found%%-*}" | sort -C -V ||
    stop "this is Rust $found, libopi needs $wanted or newer." "With rustup: rustup update stable"

# ---- Debian packages ----------------------------------------------------------------------------
missing=()
need() { have "$1" || missing+=("$2"); } # need COMMAND PACKAGE

need gcc gcc
need cc gcc
need make make
[ -e /usr/include/stdlib.h ] || missing+=(libc6-dev)
if [ "${1:-test}" = test ]; then
    need g++ g++
    need nm binutils
    need readelf binutils
    need valgrind valgrind
    need pkg-config pkg-config
    need python3 python3
    need javac default-jdk-headless # bindings/java
    need mvn maven
    need cmake cmake
    need doxygen doxygen
    # clang with its sanitizers, of the same LLVM as Rust where Debian has it
    have clang++ || have clang++-22 || missing+=(clang-22 libclang-rt-22-dev)
    python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
    # C#: Mono with its old compiler, the assemblies of netstandard2.0 and those of .NET Framework 4.7.2
    [ -e /usr/lib/mono/4.7.2-api/Facades/netstandard.dll ] || missing+=(mono-devel)
fi

if [ ${#missing[@]} -gt 0 ]; then
    mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
    have apt-get || stop "please install the equivalents of these Debian packages and try again: ${missing[*]}"
    tools/need-packages.sh "${missing[@]}"
fi

# ---- rustfmt and clippy, for the checks -----------------------------------------------------------
if [ "${1:-test}" = test ]; then
    for component in rustfmt clippy; do
        command=${component/rustfmt/fmt}
        cargo "$command" --version >/dev/null 2>&1 && continue
        if ! { have rustup && rustup component add "$component"; }; then
            stop "cargo $command is missing; install the $component that belongs to your Rust $found."
        fi
    done
fi

# ---- what testing and packaging the Python binding needs, in target/python/venv -------------------
if [ "${1:-test}" = test ]; then
    bindings/python/venv.sh >/dev/null
fi
# ---- .NET, for bindings/csharp ---------------------------------------------------------------------
if [ "${1:-test}" = test ]; then tools/setup-dotnet.sh; fi
