#!/usr/bin/env bash
# Builds, tests and packs the C# binding; make calls it.
#   build.sh test       all tests, on Mono and on .NET 8 (with a current SDK on the PATH: on that, by `dotnet test`)
#   build.sh package    makes Opi.VERSION.nupkg, in target/csharp/feed
#   build.sh example    the example till, with the package installed into a clean place, at a simulated terminal
#   build.sh example-all       the same in the other scenarios as well; as a .NET Framework program on Mono too
#   build.sh bench-till URL    the till of benches/callback.sh
#   build.sh run-scenarios     the scenario runner (tests/scenarios/README.md), built when it is not current
#
# OPI_LIBRARY and OPI_SIM name the library and the simulator; by default they are those of OPI_LIB_DIR (target/release).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=$(mkdir -p "${CARGO_TARGET_DIR:-$root/target}/csharp" && cd "${CARGO_TARGET_DIR:-$root/target}/csharp" && pwd)
lib=${OPI_LIB_DIR:-$root/target/release}
home=${OPI_DOTNET:-${XDG_CACHE_HOME:-$HOME/.cache}/libopi/dotnet}

export OPI_LIBRARY=${OPI_LIBRARY:-$lib/libopi.so} OPI_SIM=${OPI_SIM:-$lib/opi-sim} OPI_API=$root/api/opi-api.json
export OpiOut=$out/
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_HOME=$out/home
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false # nothing stays behind

stop() { printf 'csharp: %s\n' "$@" >&2; exit 1; }
for file in "$OPI_LIBRARY" "$OPI_SIM"; do [ -e "$file" ] || stop "$file is missing; run: make build"; done

# ---- the tools: a current SDK, or the pieces that tools/setup-dotnet.sh got ------------------------------------
if command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks | grep -Eq '^([89]|[1-9][0-9])\.'; then
    current_sdk=yes
    sdk() { dotnet "$@"; }
    runtime() { dotnet exec "$@"; }
else
    current_sdk=
    [ -e "$home/complete" ] || stop "there is no .NET here; run: tools/setup-dotnet.sh"
    sdk31=$home/sdk/3.1.102
    export DOTNET_ROOT=$home/runtime DOTNET_ROLL_FORWARD=Major DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
    export OpiNetStandard=$sdk31/ref/netstandard.dll
    sdk() { "$home/runtime/dotnet" "$sdk31/dotnet.dll" "$@"; }
    runtime() { "$home/runtime/dotnet" exec --runtimeconfig "$here/tests/net8.runtimeconfig.json" "$@"; }
fi
quiet() { "$@" >"$out/log" 2>&1 || { cat "$out/log" >&2; stop "this failed: $*"; }; }

build_tests() {
    quiet sdk build "$here/tests/Opi.Tests/Opi.Tests.csproj" -c Release -v quiet -nologo
    tests=$(ls -d "$out"/bin/Opi.Tests/Release/*/ | tail -n 1)
    # Two libraries that will not do: one that speaks another ABI, and one that is not libopi.
    mkdir -p "$out/native"
    echo '#include <stdint.h>
        uint32_t opi_abi_version(void) { return 9 * 65536 + 9; }' | cc -shared -fPIC -x c - -o "$out/native/libstrange.so"
    echo 'int nothing;' | cc -shared -fPIC -x c - -o "$out/native/libother.so"
    export OPI_STRANGE=$out/native/libstrange.so OPI_OTHER=$out/native/libother.so
}

# run_tests NAME COMMAND…: the tests start themselves as children by OPI_TESTS.
run_tests() {
    local name=$1
    shift
    printf -- '---- %s\n' "$name"
    rm -rf "$out/journal.$name"
    mkdir "$out/journal.$name"
    OPI_TESTS="$*" OPI_PARITY=$out/parity.$name OPI_MODEL=$out/model.$name OPI_JOURNAL=$out/journal.$name/db "$@"
}

test_all() {
    build_tests
    local parity=$out/../parity
    mkdir -p "$parity"
    rm -f "$out"/parity.* "$out"/model.* "$parity/csharp.txt" "$parity/model-csharp.txt"
    if [ -n "$current_sdk" ]; then
        rm -rf "$out/journal.dotnet"
        mkdir "$out/journal.dotnet"
        OPI_TESTS="dotnet exec $tests/Opi.Tests.dll" OPI_PARITY=$out/parity.dotnet OPI_MODEL=$out/model.dotnet \
            OPI_JOURNAL=$out/journal.dotnet/db sdk test -c Release -v minimal "$here/tests/Opi.Tests"
    else
        # The oldest compiler takes the sources as well.
        mcs -langversion:7 -unsafe -warnaserror -nologo -target:library -out:"$out/mcs.dll" "$here"/Opi/*.cs "$here"/Opi/Generated/*.cs
        # The README's first payment compiles.
        awk '/^```csharp/ { on++; next } /^```/ { if (on == 1) exit } on == 1' "$here/README.md" >"$out/FirstPayment.cs"
        mcs -langversion:7 -warnaserror -nologo -r:"$tests/Opi.dll" -r:/usr/lib/mono/4.7.2-api/Facades/netstandard.dll \
            -out:"$out/FirstPayment.exe" "$out/FirstPayment.cs"
        check_types
        # The code of the net8.0 build is tested too.
        build_net8
        local start="$home/runtime/dotnet exec --runtimeconfig $here/tests/net8.runtimeconfig.json"
        run_tests mono mono "$tests/Opi.Tests.dll"
        # shellcheck disable=SC2086  # a command with its arguments
        run_tests netstandard2.0 $start "$tests/Opi.Tests.dll"
        # shellcheck disable=SC2086
        run_tests net8.0 $start "$out/net8/Opi.Tests.dll"
    fi
    proved_by_all "$out"/parity.* >"$parity/csharp.txt"
    proved_by_all "$out"/model.* >"$parity/model-csharp.txt"
}

# Proved is what every runtime proved.
proved_by_all() { sort "$@" | uniq -c | awk -v runs=$# '$1 == runs { sub(/^ *[0-9]+ /, ""); print }'; }

# Wrong types do not compile: tests/types/right.cs does, and with each line of wrong.txt in it alone it does not.
check_types() {
    local code line compile=(mcs -langversion:7 -nologo -r:"$out/mcs.dll" -out:"$out/types.exe" "$out/types.cs") count=0
    cp "$here/tests/types/right.cs" "$out/types.cs"
    quiet "${compile[@]}"
    while read -r code line; do
        LINE=$line awk '/\/\/ HERE/ { print ENVIRON["LINE"]; next } { print }' "$here/tests/types/right.cs" >"$out/types.cs"
        ! "${compile[@]}" >"$out/log" 2>&1 || stop "this compiles: $line"
        grep -q "error $code:" "$out/log" || { cat "$out/log" >&2; stop "this is refused, but not with $code: $line"; }
        count=$((count + 1))
    done < <(grep -v '^#' "$here/tests/types/wrong.txt")
    printf 'csharp: %s wrong programs are refused by the compiler\n' "$count"
}

# SDK 3.1 does not know net8.0; its compiler does, given the assemblies of the runtime.
build_net8() {
    local assemblies=$home/runtime/shared/Microsoft.NETCore.App/8.0.4 references=() name
    rm -rf "$out/net8"
    mkdir -p "$out/net8"
    for name in "$assemblies"/*.dll; do
        case $(basename "$name") in
            mscorlib.dll | netstandard.dll | System.dll | System.Core.dll | WindowsBase.dll) ;; # those of older times
            *) references+=("-r:$name") ;;
        esac
    done
    quiet "$home/runtime/dotnet" exec "$sdk31/Roslyn/bincore/csc.dll" -nologo -nostdlib+ -noconfig -langversion:7.3 -unsafe -warnaserror \
        -define:NET8_0_OR_GREATER -target:library "${references[@]}" -out:"$out/net8/Opi.dll" "$here"/Opi/*.cs "$here"/Opi/Generated/*.cs
    cp "$tests/Opi.Tests.dll" "$out/net8"
}

# ---- the package ------------------------------------------------------------------------------------------------
# With the library of this machine and those of tools/cross.sh that are there.
pack() {
    local folder=$out/natives/runtimes machine pair file
    machine=$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
    rm -rf "$out/natives" "$out/feed"
    for pair in i686-linux:linux-x86 armv7-linux:linux-arm aarch64-linux:linux-arm64 x86_64-windows:win-x64 i686-windows:win-x86; do
        for file in "$out/../cross/${pair%:*}"/{libopi.so,opi.dll}; do
            [ ! -e "$file" ] || install -D -m 644 "$file" "$folder/${pair#*:}/native/$(basename "$file")"
        done
    done
    install -D -s -m 644 "$OPI_LIBRARY" "$folder/linux-$machine/native/libopi.so"
    OpiNatives=$out/natives/ quiet sdk pack "$here/Opi/Opi.csproj" -c Release -v quiet -nologo
}

# install_till FRAMEWORK: the example by itself in a new folder, which knows only the folder feed. Sets place.
install_till() {
    place=$(mktemp -d "${TMPDIR:-/tmp}/opi-till.XXXXXX")
    cp "$root"/examples/csharp/* "$place"
    cat >"$place/nuget.config" <<END
<configuration>
  <packageSources><clear /><add key="feed" value="$out/feed" /></packageSources>
  <fallbackPackageFolders><clear /></fallbackPackageFolders>
</configuration>
END
    (cd "$place" && unset OpiNetStandard && NUGET_PACKAGES=$place/packages quiet sdk build Till.csproj -c Release -o "$place/bin" -v quiet -nologo \
        "-p:TargetFramework=$1" "${@:2}")
}

# pay SCENARIO COMMAND…: Ctrl-C has to reach it, which a shell's background programs ignore.
pay() { OPI_LIB_DIR=$lib "$root/tools/demo.sh" "$1" env -u OPI_LIBRARY --default-signal=INT "${@:2}"; }

run_example() {
    local scenario
    pack
    if [ -n "$current_sdk" ]; then
        install_till net8.0
        till=(dotnet "$place/bin/Till.dll")
    else
        install_till netcoreapp3.1 # what this SDK knows; it runs on .NET 8
        till=("$home/runtime/dotnet" "$place/bin/Till.dll")
    fi
    for scenario in "$@"; do pay "$scenario" "${till[@]}"; done
    rm -rf "$place"
}

# As a program for .NET Framework 4.7.2, whose assemblies Mono has in another place than Windows.
run_example_on_mono() {
    local scenario assemblies=/usr/lib/mono/4.7.2-api
    printf '<Project><ItemGroup><Reference Include="%s/Facades/netstandard.dll" Private="false" /></ItemGroup></Project>' $assemblies >"$out/mono.targets"
    install_till net472 "-p:FrameworkPathOverride=$assemblies" "-p:CustomAfterMicrosoftCommonTargets=$out/mono.targets"
    [ -e "$place/bin/runtimes/linux-x64/native/libopi.so" ] || stop "Opi.targets did not copy the native files"
    for scenario in "$@"; do pay "$scenario" mono "$place/bin/Till.exe"; done
    rm -rf "$place"
}

case ${1:-} in
    test) test_all ;;
    package)
        pack
        ls "$out"/feed/*.nupkg
        ;;
    example) run_example "${2:-approve}" ;;
    example-all)
        run_example approve decline abort
        run_example_on_mono approve decline # Mono watches Ctrl-C only at a real console
        # Part of what every language must prove (tests/parity.txt).
        printf 'package\tbuild.sh example-all\nexample\tbuild.sh example-all\n' >>"$out/../parity/csharp.txt"
        ;;
    bench-till)
        build_tests
        runtime "$tests/Opi.Tests.dll" bench "$2"
        ;;
    run-scenarios)
        runner=$out/runner.dll
        exec 9>"$out/runner.lock"
        flock 9 # scenarios may start several at once
        if [ ! -e "$runner" ] || [ -n "$(find "$here" -newer "$runner" -name '*.cs' -print -quit)" ]; then
            quiet sdk build "$here/tests/Runner/Runner.csproj" -c Release -v quiet -nologo
            ln -sfn "$(ls "$out"/bin/Runner/Release/*/Runner.dll | tail -n 1)" "$runner"
        fi
        exec 9>&-
        runtime "$(readlink "$runner")"
        ;;
    *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2; exit 2 ;;
esac
