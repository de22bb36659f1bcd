#!/usr/bin/env bash
# Builds the package (jar with libraries, sources, Javadoc) and proves it: installed into an empty Maven repository, a
# till's project outside the tree is built from there and pays at a simulated terminal.
set -euo pipefail
cd "$(dirname "$0")"
. ./env.sh

./natives.sh
maven package -Dmaven.test.skip
clean=$(mktemp -d)
trap 'rm -rf "$clean"' EXIT
jar=target/opi-$version
maven org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file -DpomFile=pom.xml -Dfile="$jar.jar" \
    -Dsources="$jar-sources.jar" -Djavadoc="$jar-javadoc.jar" -DlocalRepositoryPath="$clean/repository"

mkdir "$clean/till"
cp ../../examples/java/* "$clean/till/"
maven -f "$clean/till/pom.xml" -Dmaven.repo.local="$clean/repository" compile \
    dependency:build-classpath -Dmdep.outputFile="$clean/classpath"
classpath=$(cat "$clean/classpath")
case $classpath in *"$clean/repository/org/libopi"*) ;; *) echo "package: not from $clean: $classpath" >&2; exit 1 ;; esac

OPI_TILL="java -cp $clean/till/target/classes:$classpath Till" ./example.sh all
echo "java: $PWD/$jar.jar with $(jar tf "$jar.jar" | grep -E '(libopi[.]so|opi[.]dll)$' | tr '\n' ' ')"
