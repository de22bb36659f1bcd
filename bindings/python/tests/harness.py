"""What a till is tested against: the simulated terminal, and a terminal that says what it is told to."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Callable, Optional

import opi
import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("OPI_LIB_DIR", REPOSITORY / "target" / "release"))
SIMULATOR = Path(os.environ.get("OPI_SIM", FOLDER / "opi-sim"))
HEADER = REPOSITORY / "include" / "opi.h"
#: Longer than anything here takes, in seconds. Whoever gets there has hung.
PATIENCE = 60.0
AMOUNT = Decimal("12.50")
PAID = opi.Money(AMOUNT, "CHF")
#: For a terminal that is silent: do not wait for it.
SHORT = {"idle": timedelta(milliseconds=300), "abort": timedelta(milliseconds=200)}
#: Where no terminal is; without a journal, and so without a lease that other tests could want.
NOWHERE = "opi://127.0.0.1:1?listen=127.0.0.1:0&journal=none"


def proves(*features: str) -> pytest.MarkDecorator:
    """Says which features of tests/parity.txt a test proves; conftest.py writes down those that passed."""
    return pytest.mark.proves(*features)


class Controlled:
    """A simulator as a child process that is told what to do through pipes."""

    def __init__(self, terminals: int, program: Path, *arguments: str) -> None:
        command = [str(program), "--port", "0", "--control", *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self.addresses = []
        for _ in range(terminals):
            ready = self._answer()
            assert ready.startswith("ready "), ready
            self.addresses.append(ready[len("ready ") :])

    def ask(self, command: str) -> str:
        """Sends a command and gives the line that answers it."""
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        assert not answer.startswith("error"), answer
        return answer

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def stop(self) -> None:
        """Ends it: the end of its commands is its end."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


class Shop(Controlled):
    """Terminals in one process; a command is for all, or with "@K " in front for the K-th alone, counted from 1."""

    def __init__(self, terminals: int) -> None:
        super().__init__(terminals, SIMULATOR, "--terminals", str(terminals), "--dialect", "ch")

    def net(self, terminal: int, currency: str = "CHF") -> int:
        """What the books of one say, in minor units."""
        books = json.loads(self.ask(f"@{terminal} ledger"))
        return int(books["net"].get(currency, 0))


class Simulator(Controlled):
    """opi-sim."""

    def __init__(self, dialect: str = "ch", outcome: str = "auto") -> None:
        super().__init__(1, SIMULATOR, "--dialect", dialect, "--outcome", outcome)
        self.dialect = dialect
        self.address = self.addresses[0]

    def net(self, currency: str = "CHF") -> int:
        """What the terminal's books say, in minor units."""
        books = json.loads(self.ask("ledger"))
        return int(books["net"].get(currency, 0))

    def state(self) -> str:
        """How the last transaction ended, by the terminal's books."""
        return str(json.loads(self.ask("ledger"))["transactions"][-1]["state"])

    def findings(self) -> list[str]:
        """What the till did wrong."""
        return list(json.loads(self.ask("findings")))

    def url(self, **options: Any) -> str:
        """A URL for it, with a free port for device requests unless the options say otherwise."""
        host, port = self.address.split(":")
        given = {"dialect": self.dialect, "listen": "127.0.0.1:0", **options}
        return opi.terminal_url(host, int(port), **given)

    def open(self, url_options: Optional[dict[str, Any]] = None, **devices: Any) -> opi.Terminal:
        """A terminal opened here, to which the simulator sends its device requests."""
        terminal = opi.Terminal(self.url(**(url_options or {})), **devices)
        self.ask(f"till {terminal.listen_address}")
        return terminal

    def choose_till(self) -> str:
        """Tells it where a till that is still to be opened will listen."""
        with socket.create_server(("127.0.0.1", 0)) as held:
            listen = f"127.0.0.1:{held.getsockname()[1]}"
        self.ask(f"till {listen}")
        return listen


def texts(record: opi.JournalEntry | opi.Result, names: type[opi.JournalEntryField] | type[opi.ResultField]) -> dict[str, str]:
    """The fields of a record that are not empty."""
    read = ((name.value, record.get(name)) for name in names)
    return {name: text for name, text in read if text is not None}


#: The fixture that makes simulators.
Simulate = Callable[..., Simulator]


def yes(_: object) -> bool:
    """A device that does everything."""
    return True


ALL_YES: dict[str, Any] = {"display": yes, "print": yes, "input": yes, "deliver": yes, "journal": yes}


def all_of(callback: Callable[[Any], Any], names: Iterable[str] = ALL_YES) -> dict[str, Any]:
    """One function for several devices."""
    return dict.fromkeys(names, callback)


class Trace:
    """Devices that write down what they are asked, and on which thread."""

    def __init__(self) -> None:
        self.letters = ""
        self.seen: list[Any] = []
        self.threads: set[int] = set()

    def _add(self, letter: str, what: object) -> bool:
        self.letters += letter
        self.seen.append(what)
        self.threads.add(threading.get_ident())
        return True

    @property
    def devices(self) -> dict[str, Any]:
        """The callbacks for opi.Terminal."""
        return {
            "display": lambda display: self._add("d", display),
            "print": lambda receipt: self._add("CM"[receipt.role - 1], receipt),
            "input": lambda question: self._add("i", question),
            "deliver": lambda delivery: self._add("g", delivery),
            "journal": lambda entry: self._add("j", entry),
        }


# ---- A terminal that says what it is told to ------------------------------------------------------------


def output(target: str, text: str) -> str:
    """A device request that puts text out; lines separated by line feeds."""
    lines = "".join(f"<TextLine>{line}</TextLine>" for line in text.split("\n"))
    return f'RequestType="Output"><Output OutDeviceTarget="{target}">{lines}</Output>'


def question(command: str, text: str = "?") -> str:
    """A device request that asks the cashier."""
    return (
        f'RequestType="Input"><Output OutDeviceTarget="CashierDisplay"><TextLine>{text}</TextLine></Output>'
        f'<Input InDeviceTarget="CashierKeyboard">{command}</Input>'
    )


def send(to: socket.socket, xml: bytes) -> None:
    """A message with its length in front."""
    to.sendall(struct.pack(">I", len(xml)) + xml)


def receive(of: socket.socket) -> bytes:
    """A message; empty when the other side has closed."""
    with of.makefile("rb", buffering=0) as stream:
        header = _exactly(stream.read, 4)
        return _exactly(stream.read, struct.unpack(">I", header)[0]) if header else b""


def _exactly(read: Callable[[int], Optional[bytes]], length: int) -> bytes:
    data = b""
    while len(data) < length:
        part = read(length - len(data))
        if not part:
            return b""
        data += part
    return data


TOTAL = '<TotalAmount Currency="CHF">12.50</TotalAmount>'


class FakeTerminal:
    """Answers one payment: sends these device requests first, each after the answer to the one before.

    With `encoding`, what it sends has these bytes under its prolog of UTF-8.
    """

    def __init__(self, requests: list[str], *, success: bool = True, tender: str = TOTAL, encoding: str = "utf-8") -> None:
        self.requests, self.success, self.tender, self.encoding = requests, success, tender, encoding
        self.answers: list[str] = []
        self.payment = ""
        self.till: queue.Queue[str] = queue.Queue()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def open(self, **devices: Any) -> opi.Terminal:
        """A terminal opened here."""
        port = self.listener.getsockname()[1]
        terminal = opi.Terminal(f"opi://127.0.0.1:{port}?listen=127.0.0.1:0&workstation=lane-1", **devices)
        self.till.put(terminal.listen_address)
        return terminal

    def end(self) -> None:
        """Waits for its end."""
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        self.listener.close()

    def _work(self) -> None:
        host, port = self.till.get(timeout=PATIENCE).split(":")
        connection, _ = self.listener.accept()
        with connection, socket.create_connection((host, int(port)), PATIENCE) as device:
            connection.settimeout(PATIENCE)
            self.payment = receive(connection).decode()
            number = self.payment.split('RequestID="', 1)[1].split('"', 1)[0]
            prolog = '<?xml version="1.0" encoding="UTF-8"?>'
            for index, request in enumerate(self.requests):
                xml = (
                    f'{prolog}<DeviceRequest WorkstationID="lane-1" RequestID="{number}.{index}" '
                    f"{request}</DeviceRequest>"
                )
                send(device, xml.encode(self.encoding))
                self.answers.append(receive(device).decode())
            overall = "Success" if self.success else "Failure"
            send(
                connection,
                (
                    f'{prolog}<CardServiceResponse RequestType="CardPayment" WorkstationID="lane-1" '
                    f'RequestID="{number}" OverallResult="{overall}"><Tender>'
                    f"{self.tender}</Tender></CardServiceResponse>"
                ).encode(self.encoding),
            )
            receive(connection)


def fake_payment(requests: list[str], encoding: str = "utf-8", **devices: Any) -> tuple[opi.Result, list[str]]:
    """A payment at a FakeTerminal: its result, and what the till answered to the device requests."""
    fake = FakeTerminal(requests, encoding=encoding)
    with fake.open(**devices) as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    fake.end()
    return result, fake.answers


# ---- Tills in processes of their own --------------------------------------------------------------------

PRELUDE = """
import asyncio, atexit, gc, os, signal, sys, threading
from datetime import timedelta
from decimal import Decimal
import opi
URL = sys.argv[1]
AMOUNT = Decimal("12.50")
PAID = opi.Money(AMOUNT, "CHF")
#: For a terminal that is silent: do not wait for it.
SHORT = {"idle": timedelta(milliseconds=300), "abort": timedelta(milliseconds=200)}
#: Where no terminal is; without a journal, and so without a lease that other tests could want.
NOWHERE = "opi://127.0.0.1:1?listen=127.0.0.1:0&journal=none"
def say(*words):
    print(*words, flush=True)
def ready(terminal):
    say(terminal.listen_address)
    sys.stdin.readline()  # until the simulator knows it
"""


class Child:
    """A till in a process of its own; `say()` there is `line()` here."""

    def __init__(self, program: str, *arguments: str) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore::ResourceWarning", "-c", PRELUDE + program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
        )
        self.started = time.monotonic()
        # Whoever hangs is ended, and then has the wrong exit code.
        self.watchdog = threading.Timer(PATIENCE, self.process.kill)
        self.watchdog.start()

    def line(self) -> str:
        """What it says next; empty at its end."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def ready(self, simulator: Simulator) -> None:
        """Tells a simulator where this till listens; the till waits for that in `ready()`."""
        address = self.line()
        assert address, self.end()
        simulator.ask(f"till {address}")
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def signal(self, number: int) -> None:
        """Sends it a signal."""
        self.process.send_signal(number)

    def end(self) -> tuple[int, str, str]:
        """Waits for its end: exit code, what else it said, what it complained about."""
        out, err = self.process.communicate()
        self.watchdog.cancel()
        return self.process.returncode, out, err


@contextlib.contextmanager
def child_till(program: str, outcome: str) -> Iterator[tuple[Child, Simulator]]:
    """A child till that calls `ready(terminal)` first, at a simulator."""
    simulator = Simulator(outcome=outcome)
    child = Child(program, simulator.url())
    try:
        child.ready(simulator)
        yield child, simulator
    finally:
        child.process.kill()
        child.watchdog.cancel()
        child.process.communicate()
        simulator.stop()
