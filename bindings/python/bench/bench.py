#!/usr/bin/env python3
"""What a callback costs in Python, as a ratio to C: the same terminal streams the same texts to a till in each.

Processor time of the till, medians; both take turns, so that a busy machine hits both alike. A callback is the whole way:
from the terminal's message through the library and the till's function to the answer. The last line is the ratio.

    bench.py PROGRAM       where PROGRAM is bench/callback.c, compiled
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from decimal import Decimal

import opi

CALLBACKS, PAYMENTS, ROUNDS = 500, 4, 10


def till_in_python(url: str, times: int) -> None:
    """What `callback till` does."""
    seen = 0

    def show(display: opi.Display) -> None:
        nonlocal seen
        seen += len(display.lines) + len(display.text) + len(display.target) + display.for_customer

    with opi.Terminal(url, display=show) as terminal:
        print(terminal.listen_address, flush=True)
        sys.stdin.readline()
        for _ in range(times):
            begin = time.process_time()
            terminal.pay(Decimal("12.50"), "CHF")
            print(time.process_time() - begin)
    assert seen == times * CALLBACKS * (2 + len("Bitte Karte\neinführen") + len("CashierDisplay"))


def measure(peer: subprocess.Popen[str], command: list[str]) -> list[float]:
    """Seconds of processor time for each callback of a till at the peer."""
    till = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert peer.stdin is not None and till.stdin is not None and till.stdout is not None
    peer.stdin.write(f"{till.stdout.readline().strip()} {PAYMENTS}\n")
    peer.stdin.flush()
    said, _ = till.communicate("go\n", timeout=120)
    if till.returncode != 0:
        raise SystemExit(f"bench: {command} ended with {till.returncode}")
    return [float(line) / CALLBACKS for line in said.splitlines()][1:]  # the first warms up


def main(arguments: list[str]) -> None:
    if arguments[0] == "till":
        till_in_python(arguments[1], PAYMENTS)
        return
    program = arguments[0]
    with subprocess.Popen(
        [program, "peer", str(CALLBACKS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as peer:
        assert peer.stdin is not None and peer.stdout is not None
        port = int(peer.stdout.readline())
        url = opi.terminal_url("127.0.0.1", port, listen="127.0.0.1:0", workstation="lane-1", journal="none")
        in_c: list[float] = []
        in_python: list[float] = []
        for _ in range(ROUNDS):
            in_c += measure(peer, [program, "till", url, str(PAYMENTS)])
            in_python += measure(peer, [sys.executable, __file__, "till", url])
        peer.stdin.close()
    c, python = statistics.median(in_c), statistics.median(in_python)
    print(f"C {c * 1e6:.1f} us, Python {python * 1e6:.1f} us, medians of {len(in_c)} payments of {CALLBACKS} callbacks")
    print(f"python callback: {python / c:.1f} x C")


if __name__ == "__main__":
    main(sys.argv[1:])
