#!/usr/bin/env bash
# Lets the Java till pay at a simulated terminal, with the library out of the jar.
#   bindings/java/example.sh [approve|decline|abort]
#   bindings/java/example.sh all          each of them, as a test
# OPI_TILL is the command of another till, such as one installed from a package (package.sh).
set -euo pipefail
cd "$(dirname "$0")"
. ./env.sh

pay() { # pay SCENARIO
    local words abort='' expected log journal port address command status=0
    case $1 in
        approve) words=approve expected=0 ;;
        decline) words=decline expected=1 ;;
        abort) words=wait expected=1 abort=yes ;;
        *) echo "example: no scenario '$1'; there are approve, decline and abort" >&2; return 2 ;;
    esac
    log=target/example.log journal=$PWD/target/example-journal.db
    rm -f "$log" "$journal"*

    # The terminal prints "ready HOST:PORT" first, then takes commands; the end of its input is its end.
    coproc SIM { exec "$OPI_SIM" --port 0 --control --verbose --outcome "$words" 2>"$log"; }
    local sim=$SIM_PID to=${SIM[1]} from=${SIM[0]}
    read -r _ address <&"$from"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    echo "till 127.0.0.1:$port" >&"$to"

    command=${OPI_TILL:-java -cp target/opi-$version.jar:$(echo target/lib/*.jar) ../../examples/java/Till.java}
    # shellcheck disable=SC2086 # a command and its arguments
    $command "opi://$address?listen=127.0.0.1:$port&language=en&journal=$journal" 12.50 CHF <&0 &
    local till=$!
    if [ -n "$abort" ]; then # the cashier gives up once the terminal shows something; Ctrl-C does the same
        for _ in {1..600}; do
            grep -q CashierDisplay "$log" && break
            kill -0 "$till" 2>/dev/null || break
            sleep 0.1
        done
        kill -TERM "$till"
    fi
    wait "$till" || status=$?
    eval "exec $to>&-"
    wait "$sim" || true
    if [ "$status" -ne "$expected" ]; then
        echo "example: the till ended with $status where '$1' should give $expected. The terminal's log:" >&2
        tail -n 20 "$log" >&2
        return 1
    fi
}

if [ -z "${OPI_TILL:-}" ]; then
    ./natives.sh
    maven package -Dmaven.test.skip -Dmaven.javadoc.skip
fi
unset OPI_LIBRARY # the library comes out of the jar
if [ "${1:-approve}" = all ]; then
    for scenario in approve decline abort; do pay "$scenario"; done
else
    pay "${1:-approve}"
fi
