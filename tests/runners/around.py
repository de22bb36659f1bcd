#!/usr/bin/env python3
"""One journal, all languages: the payment whose till was killed in one language is recovered in the next, and so on around.

    tests/runners/around.py        the tills in C and C++, and each bindings/*/run-scenarios

Each till is killed (SIGKILL) with the customer's receipt in its hands: charged, and no answer yet. The next one opens the
same journal, finds the payment approved, and pays on. At the end the terminal's books must show each sale once.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
LIBRARIES = Path(os.environ.get("OPI_LIB_DIR", TARGET / "release"))
PATIENCE = 60  # seconds, for one step of a till


class Program:
    """A child that reads lines and writes lines."""

    def __init__(self, *command):
        self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
                                      start_new_session=True)

    def tell(self, line):
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()

    def hear(self):
        line = self.child.stdout.readline()
        if not line:
            raise SystemExit(f"around: {self.child.args} has ended with {self.child.wait()}")
        return line.rstrip("\n")

    def ask(self, line):
        self.tell(line)
        return self.hear()

    def kill(self):
        """At once, with whatever it started: a runner may be a script around the real program."""
        os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait(PATIENCE)

    def end(self):
        self.child.stdin.close()
        self.child.wait(PATIENCE)


class Till(Program):
    """A runner of the scenarios: steps in, events out."""

    def until(self, *events):
        while True:
            event = json.loads(self.hear())
            if event["event"] in events:
                return event

    def step(self, line, *ends):
        self.tell(line)
        return self.until(*ends, "error")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def require(holds, what):
    if not holds:
        raise SystemExit(f"around: NOT {what}")


def open_till(command, simulator, address, journal):
    till = Till(*command)
    listen = f"127.0.0.1:{free_port()}"
    require(simulator.ask(f"till {listen}") == "ok", "the simulator knows the till")
    url = f"opi://{address}?listen={listen}&workstation=lane-1&journal={quote(str(journal))}"
    opened = till.step(f"open {url}", "opened")
    require(opened["event"] == "opened", f"opened: {opened}")
    return till


def pass_on(killed, finder, names, simulator, address, journal):
    """The payment of one till, killed, is found by another."""
    reference = f"killed-in-{names[0]}"
    till = open_till(killed, simulator, address, journal)
    till.tell(f"run CardPayment amount=1250:CHF reference={reference}")
    require(till.until("print", "result", "error")["event"] == "print", f"{names[0]}: a receipt comes before the answer")
    till.kill()
    simulator.ask("wait")

    till = open_till(finder, simulator, address, journal)
    recovered = till.step("recover", "recovered")
    found = [item for item in recovered.get("items", []) if item.get("reference") == reference]
    require(len(found) == 1 and found[0]["verdict"] == "approved" and found[0]["amount"] == "12.50",
            f"killed in {names[0]}, recovered in {names[1]}: {recovered}")
    # The receipt that nobody printed is still the terminal's: it wants it taken before the next payment.
    reprint = till.step("run TicketReprint", "result")
    require(reprint.get("result", {}).get("verdict") == "approved", f"{names[1]} takes the receipt: {reprint}")
    result = till.step(f"run CardPayment amount=700:CHF reference=next-in-{names[1]}", "result")
    require(result.get("result", {}).get("verdict") == "approved", f"{names[1]} pays on: {result}")
    till.step("close 60000", "closed")
    till.tell("quit")
    till.end()
    print(f"ok killed in {names[0]}, recovered in {names[1]}")


def main():
    commands = {"c": [str(TARGET / "runners/runner-c")], "cpp": [str(TARGET / "runners/runner-cpp")]}
    for command in sorted(ROOT.glob("bindings/*/run-scenarios")):
        commands[command.parent.name] = [str(command)]
    os.environ.setdefault("OPI_LIBRARY", str(LIBRARIES / "libopi.so"))
    names = list(commands)
    simulator = Program(str(LIBRARIES / "opi-sim"), "--dialect", "ch", "--port", "0", "--control", "--outcome", "approve")
    address = simulator.hear().split()[1]
    with tempfile.TemporaryDirectory() as folder:
        for one, next_one in zip(names, names[1:] + names[:1]):
            pass_on(commands[one], commands[next_one], (one, next_one), simulator, address, Path(folder) / "journal.db")
    net = json.loads(simulator.ask("ledger"))["net"]
    require(net == {"CHF": len(names) * (1250 + 700)}, f"each sale once: {net}")
    simulator.end()
    print(f"around: {len(names)} tills, one journal, {len(names) * 2} sales, each booked once")


if __name__ == "__main__":
    main()
