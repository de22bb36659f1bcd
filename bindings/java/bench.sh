#!/usr/bin/env bash
# What a callback costs in Java, as a ratio to C: the same terminal sends 2,000 display texts in one payment to a till in C
# and to one in Java. From the message on the socket to the answer on the socket: what a till feels. Best of three each.
set -euo pipefail
cd "$(dirname "$0")"
. ./env.sh

maven test-compile
classpath=target/classes:target/test-classes:$(echo target/lib/*.jar)
${CC:-cc} -std=c99 -O2 -Wall -Wextra -Werror -I../../include bench/callbacks.c -o target/callbacks "$OPI_LIBRARY" \
    -Wl,-rpath,"$(dirname "$OPI_LIBRARY")"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
coproc PEER { exec java -cp "$classpath" org.libopi.Peer "$port" 2000; }
peer=$PEER_PID end=${PEER[1]}
read -r _ address <&"${PEER[0]}"
url="opi://$address?listen=127.0.0.1:$port&journal=none"

c='' java=''
for _ in 1 2 3; do
    c+="$(target/callbacks "$url")"$'\n'
    java+="$(java -cp "$classpath" org.libopi.CallbackCost "$url")"$'\n'
done
eval "exec $end>&-"
wait "$peer"
best() { sort -n <<<"$1" | sed '/^$/d' | head -n 1; }
awk -v c="$(best "$c")" -v java="$(best "$java")" \
    'BEGIN { printf "java callback: %.1f x C (%.0f us, C %.0f us, socket to socket)\n", java / c, java / 1000, c / 1000 }'
