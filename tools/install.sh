#!/usr/bin/env bash
# Installs libopi for C and C++, or takes it away: tools/install.sh install|uninstall. `make install` calls it.
#   PREFIX      where everything lies (default /usr/local); may be moved as a whole afterwards
#   LIBDIR      libraries (default PREFIX/lib); INCLUDEDIR  headers (default PREFIX/include)
#   DESTDIR     put in front of all of it, for those who make packages
#   STRIP       yes: without line numbers for debuggers
# Takes the libraries from OPI_LIB_DIR (default target/release). Builds nothing, so it may run as root.
set -euo pipefail
cd "$(dirname "$0")/.."

from=${OPI_LIB_DIR:-target/release}
prefix=${PREFIX:-/usr/local}
libdir=${LIBDIR:-$prefix/lib}
includedir=${INCLUDEDIR:-$prefix/include}
dest=${DESTDIR:-}

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
soname=$(sed -n 's/.*-soname,\(libopi\.so\.[0-9]*\).*/\1/p' opi-ffi/build.rs)
library=$soname.${version#*.} # libopi.so.0 of version 0.1.0 is libopi.so.0.1.0
files=("$libdir/$library" "$libdir/$soname" "$libdir/libopi.so" "$libdir/libopi.a" "$includedir/opi.h" "$includedir/opi.hpp"
    "$libdir/pkgconfig/opi.pc" "$libdir/cmake/opi/opiConfig.cmake" "$libdir/cmake/opi/opiConfigVersion.cmake")

# Paths inside the prefix stay relative to it, so that it can be moved.
inside() { realpath -m --relative-to="$1" "$2"; }

fill_in() { # fill_in TEMPLATE TARGET
    sed -e "s|@VERSION@|$version|g" -e "s|@MAJOR@|${version%%.*}|g" -e "s|@SONAME@|$soname|g" -e "s|@LIBRARY@|$library|g" \
        -e "s|@LIB@|$(inside "$prefix" "$libdir")|g" -e "s|@INCLUDE@|$(inside "$prefix" "$includedir")|g" \
        -e "s|@UP_FROM_PC@|$(inside "$libdir/pkgconfig" "$prefix")|g" \
        -e "s|@UP_FROM_CMAKE@|$(inside "$libdir/cmake/opi" "$prefix")|g" "$1" >"$2"
    chmod 644 "$2"
}

case ${1:-} in
install)
    for file in libopi.so libopi.a; do
        [ -e "$from/$file" ] || { echo "install: $from/$file is missing; run: make build" >&2; exit 1; }
    done
    install -d "$dest$libdir/pkgconfig" "$dest$libdir/cmake/opi" "$dest$includedir"
    install -m 755 "$from/libopi.so" "$dest$libdir/$library"
    install -m 644 "$from/libopi.a" "$dest$libdir/libopi.a"
    if [ "${STRIP:-no}" = yes ]; then
        strip --strip-unneeded "$dest$libdir/$library"
        strip --strip-debug "$dest$libdir/libopi.a"
    fi
    ln -sf "$library" "$dest$libdir/$soname"
    ln -sf "$soname" "$dest$libdir/libopi.so"
    install -m 644 include/opi.h include/opi.hpp "$dest$includedir/"
    fill_in packaging/opi.pc.in "$dest$libdir/pkgconfig/opi.pc"
    fill_in packaging/opiConfig.cmake.in "$dest$libdir/cmake/opi/opiConfig.cmake"
    fill_in packaging/opiConfigVersion.cmake.in "$dest$libdir/cmake/opi/opiConfigVersion.cmake"
    printf '%s\n' "${files[@]/#/$dest}"
    # So that programs find it at once; only where it was really installed, and we may.
    if [ -z "$dest" ] && [ "$(id -u)" -eq 0 ]; then ldconfig 2>/dev/null || true; fi
    ;;
uninstall)
    for file in "${files[@]}"; do rm -f "$dest$file"; done
    rmdir "$dest$libdir/cmake/opi" 2>/dev/null || true # the one folder that is ours alone
    ;;
*)
    echo "usage: tools/install.sh install|uninstall" >&2
    exit 2
    ;;
esac
