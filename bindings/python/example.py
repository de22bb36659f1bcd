#!/usr/bin/env python3
"""Lets examples/python/till.py pay at a simulated terminal: example.py approve|decline|abort

Needs opi-sim in OPI_LIB_DIR (default target/release) or at OPI_SIM. Run by the Python whose `opi` the till shall use;
OPI_TILL names another copy of the till. At a real terminal the till runs alone, with another URL:

    till.py opi://192.168.0.60 12.50 CHF
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SIMULATOR = os.environ.get("OPI_SIM") or Path(os.environ.get("OPI_LIB_DIR", REPOSITORY / "target/release")) / "opi-sim"
TILL = os.environ.get("OPI_TILL", str(REPOSITORY / "examples" / "python" / "till.py"))

# How the terminal behaves, and the till's exit code: 0 paid, 1 not paid, 2 unknown.
SCENARIOS = {"approve": ("approve", 0), "decline": ("decline", 1), "abort": ("wait", 1)}


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def run_till(url: str, gives_up: bool) -> int:
    """The till, with our own input and output. A cashier who gives up presses Ctrl-C at the first thing shown."""
    command = [sys.executable, "-u", TILL, url, "12.50", "CHF"]
    if not gives_up:
        return subprocess.run(command, check=False).returncode
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as till:
        assert till.stdout is not None
        for line in till.stdout:
            print(line, end="", flush=True)
            if "▸" in line and gives_up:
                gives_up = False
                till.send_signal(signal.SIGINT)
    return till.returncode


def main(arguments: list[str]) -> int:
    scenario = arguments[0] if arguments else "approve"
    if scenario not in SCENARIOS:
        print(f"example: no scenario '{scenario}'; there are {', '.join(SCENARIOS)}", file=sys.stderr)
        return 2
    outcome, expected = SCENARIOS[scenario]
    listen = f"127.0.0.1:{free_port()}"
    command = [str(SIMULATOR), "--port", "0", "--outcome", outcome, "--control", "--till", listen]
    # The journal of a real till lies in a lasting place; this one starts anew each time.
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as terminal:
        assert terminal.stdin is not None and terminal.stdout is not None
        address = terminal.stdout.readline().removeprefix("ready ").strip()
        journal = f"{folder}/journal.db"
        code = run_till(f"opi://{address}?listen={listen}&language=en&journal={journal}", scenario == "abort")
        terminal.stdin.close()  # the end of its commands is the terminal's end
    if code != expected:
        print(f"example: the till ended with {code} where '{scenario}' should give {expected}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
