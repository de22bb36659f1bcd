#!/usr/bin/env bash
# Documentation of opi.h and opi.hpp: target/doxygen/html/index.html. Whatever is undocumented or unclear is an error.
set -euo pipefail
cd "$(dirname "$0")/.."

out=${CARGO_TARGET_DIR:-target}/doxygen
mkdir -p "$out"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)

# The chapter at the top of opi.h becomes the page of the file, and the lines Ownership:, NULL:, ... a list.
cat >"$out/filter.sh" <<'END'
#!/bin/sh
case $1 in
*/opi.h) sed -e '1s|^/\*$|/** @file|' -e 's/^\( \* \)\(Ownership\|NULL\|Blocks\|Threads\|Callbacks\|Errors\): /\1- \2: /' "$1" ;;
*) cat "$1" ;;
esac
END
chmod +x "$out/filter.sh"

doxygen - <<END
PROJECT_NAME           = libopi
PROJECT_NUMBER         = $version
PROJECT_BRIEF          = "Drives a payment terminal over OPI, and tells honestly how it ended"
INPUT                  = $PWD/include/opi.h $PWD/include/opi.hpp
INPUT_FILTER           = $PWD/$out/filter.sh
OUTPUT_DIRECTORY       = $out
GENERATE_LATEX         = NO
FULL_PATH_NAMES        = NO
JAVADOC_AUTOBRIEF      = YES
OPTIMIZE_OUTPUT_FOR_C  = NO
MACRO_EXPANSION        = YES
EXPAND_ONLY_PREDEF     = YES
PREDEFINED             = OPI_API= OPI_CALL= OPI_CALLBACK= __cplusplus
EXCLUDE_SYMBOLS        = OPI_H OPI_HPP OPI_API OPI_CALL OPI_CALLBACK
SORT_MEMBER_DOCS       = NO
EXTRACT_STATIC         = NO
AUTOLINK_SUPPORT       = YES
HAVE_DOT               = NO
QUIET                  = YES
WARNINGS               = YES
WARN_IF_UNDOCUMENTED   = YES
WARN_NO_PARAMDOC       = NO
WARN_AS_ERROR          = FAIL_ON_WARNINGS
END
echo "doxygen: $out/html/index.html"
