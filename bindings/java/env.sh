# Sourced by the scripts here: the library and the simulated terminal under test, made by `make build` unless the
# environment names others; and Maven without colours and progress bars.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
release=${OPI_LIB_DIR:-$root/target/release}
export OPI_LIBRARY=${OPI_LIBRARY:-$release/libopi.so}
export OPI_SIM=${OPI_SIM:-$release/opi-sim}
for file in "$OPI_LIBRARY" "$OPI_SIM"; do
    [ -e "$file" ] || { echo "java: $file is missing; run: make build" >&2; exit 1; }
done
version=$(sed -n "s|^  <version>\(.*\)</version>|\1|p" "$(dirname "${BASH_SOURCE[0]}")/pom.xml")
maven() { mvn -B -q --no-transfer-progress -Dstyle.color=never "$@" 2>&1 | sed 's/\x1b\[0m//g'; }
