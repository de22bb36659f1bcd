#!/usr/bin/env bash
# Lets a till pay at a simulated terminal: tools/demo.sh approve|decline|abort [TILL…]
# TILL is the command of a till in any language (default: the one in C, target/demo/till), which gets URL, amount and currency.
# `make demo` builds till, library and `opi` first, in target/demo. Against a real terminal only the till's URL changes:
#   target/demo/till 'opi://192.168.0.60?listen=4102' 12.50 CHF
set -euo pipefail
cd "$(dirname "$0")/.."

scenario=${1:-approve}
demo=${OPI_DEMO_DIR:-$PWD/${CARGO_TARGET_DIR:-target}/demo}
lib=${OPI_LIB_DIR:-$demo}
log=$demo/terminal.log
till=("${@:2}")
[ ${#till[@]} -gt 0 ] || till=("$demo/till")

# What makes each scenario: how the terminal behaves, the till's exit status (0 paid, 1 not paid,
# 2 unknown), and after how many seconds the cashier gives up.
abort_after=
case $scenario in
    approve) terminal=(--outcome approve) expected=0 ;;
    decline) terminal=(--outcome decline) expected=1 ;;
    abort) terminal=(--outcome wait) expected=1 abort_after=3 ;;
    *) echo "demo: no scenario '$scenario'; there are approve, decline and abort" >&2; exit 2 ;;
esac

# OPI's usual ports, or the next pair on which nobody listens: the terminal's, and the till's for its requests.
busy() { (: </dev/tcp/127.0.0.1/"$1") 2>/dev/null; }
port=4100
while busy "$port" || busy $((port + 2)); do
    port=$((port + 10))
    [ "$port" -lt 4500 ] || { echo "demo: no free pair of ports between 4100 and 4500" >&2; exit 2; }
done
callbacks=127.0.0.1:$((port + 2))

# At the end, stop what this script started and nothing else.
terminal_pid='' till_pid=''
finish() {
    for pid in $till_pid $terminal_pid; do kill "$pid" 2>/dev/null || true; done
    rm -f "$demo/commands"
}
trap finish EXIT
trap 'exit 130' INT TERM

# ---- the terminal: prints "ready HOST:PORT" first, then takes commands from the pipe, which is fd 3 here --------
mkdir -p "$demo"
rm -f "$demo/commands" "$log" "$demo"/journal.db*
export OPI_JOURNAL=$demo/journal.db # not among this user's real payments
mkfifo "$demo/commands"
"$lib/opi" sim --dialect ch --port "$port" --control "${terminal[@]}" <"$demo/commands" >"$log" 2>&1 &
terminal_pid=$!
exec 3<>"$demo/commands"

address=
for _ in {1..100}; do
    address=$(sed -n '1s/^ready //p' "$log" 2>/dev/null || true)
    if [ -n "$address" ] || ! kill -0 "$terminal_pid" 2>/dev/null; then break; fi
    sleep 0.1
done
[ -n "$address" ] || { echo "demo: the simulated terminal did not start:" >&2; cat "$log" >&2; exit 2; }
echo "till $callbacks" >&3

# ---- the till, with this script's own standard input ---------------------------------------------------
"${till[@]}" "opi://$address?listen=$callbacks&language=en" 12.50 CHF <&0 3>&- &
till_pid=$!
if [ -n "$abort_after" ]; then
    sleep "$abort_after"
    kill -INT "$till_pid" 2>/dev/null || true # Ctrl-C at the till is the cashier's abort key
fi
status=0
wait "$till_pid" || status=$?
till_pid=''

if [ "$status" -ne "$expected" ]; then
    echo "demo: the till ended with $status where '$scenario' should give $expected. The terminal's log, $log:" >&2
    tail -n 20 "$log" >&2
    exit 1
fi
