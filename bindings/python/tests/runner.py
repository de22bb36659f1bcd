#!/usr/bin/env python3
"""Plays the till's part of the scenarios of tests/scenarios: steps on standard input, what the till saw as JSON lines on
standard output. The contract is in tests/scenarios/README.md; `opi-sim scenario FILE… --runner "python3 runner.py"`.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from decimal import Decimal
from typing import Any, Callable, Optional
from urllib.parse import unquote

import opi

DEVICES = ("display", "print", "input", "deliver", "journal")
#: Names on the wire, without regard to case and underscores: CardPayment, ContactTMS …
KINDS = {kind.word.lower(): kind for kind in opi.Kind}


class Thrown(Exception):
    """What a callback raises when it was told to."""


class Runner:
    """One till, and what it was told to do."""

    def __init__(self) -> None:
        self.terminal: Optional[opi.Terminal] = None
        self.result: Optional[opi.Result] = None
        self.answers = dict.fromkeys(DEVICES, "yes")
        self.counts = dict.fromkeys(DEVICES, 0)
        self.cancel_on: dict[str, int] = {}
        self.cancel = opi.Cancel()

    # ---- Steps

    def step(self, word: str, words: list[str]) -> None:
        """Does one step."""
        steps: dict[str, Callable[..., None]] = {
            "open": self.open,
            "answer": self.answer,
            "cancel-on": self.cancel_at,
            "run": self.run,
            "acknowledge": self.acknowledge,
            "recover": self.recover,
            "dispatch": self.dispatch,
            "close": self.close,
        }
        try:
            steps[word](*words)
        except opi.Error as error:
            if error.result is not None:
                self.remember(error.result)
            else:
                say("error", call=word, status=error.status_name, money=error.money_moved.word)

    def open(self, url: str, *words: str) -> None:
        without = next((word.partition("=")[2].split(",") for word in words if word.startswith("without=")), [])
        callbacks: dict[str, Any] = {
            "display": self.on_display,
            "print": self.on_print,
            "input": self.on_input,
            "deliver": self.on_deliver,
            "journal": self.on_journal,
        }
        self.counts = dict.fromkeys(DEVICES, 0)
        self.terminal = opi.Terminal(url, **{name: callbacks[name] for name in DEVICES if name not in without})
        say("opened", status="OPI_OK")

    def answer(self, device: str, what: str) -> None:
        self.answers[device] = what

    def cancel_at(self, device: str, count: str) -> None:
        self.cancel_on[device] = int(count)

    def run(self, kind: str, *words: str) -> None:
        options: dict[str, Any] = dict(word.split("=", 1) for word in words)
        amount: Optional[Decimal] = None
        currency: Optional[str] = None
        if "amount" in options:
            minor, _, currency = options.pop("amount").partition(":")
            amount = Decimal(minor).scaleb(-(opi.currency_decimals(currency) or 0))
        number = KINDS.get(kind.replace("_", "").lower(), opi.Kind(0))
        self.cancel = opi.Cancel()
        terminal = self.opened()
        self.remember(terminal.run(number, amount, currency, cancel=self.cancel, **options))

    def acknowledge(self) -> None:
        if self.result is None:
            raise SystemExit("runner: there is no result to acknowledge")
        self.result.acknowledge()
        say("acknowledged", status="OPI_OK")

    def recover(self) -> None:
        self.cancel = opi.Cancel()
        say("recovered", items=json.loads(self.opened().recover(cancel=self.cancel).json))

    def dispatch(self, milliseconds: str) -> None:
        try:
            served = self.opened().dispatch(int(milliseconds) / 1000)
        except Thrown:
            served = True
        say("dispatched", status="OPI_OK" if served else "OPI_E_TIMEOUT")

    def close(self, milliseconds: str) -> None:
        self.opened().close(int(milliseconds) / 1000)
        say("closed", status="OPI_OK")

    def opened(self) -> opi.Terminal:
        if self.terminal is None:
            raise SystemExit("runner: no terminal is open")
        return self.terminal

    def remember(self, result: opi.Result) -> None:
        self.result = result
        say("result", result=json.loads(result.json))

    # ---- Callbacks

    def reply(self, device: str) -> Any:
        """What the till answers, as it was told to."""
        self.counts[device] += 1
        if self.counts[device] == self.cancel_on.get(device):
            self.cancel.cancel()
        what, _, text = self.answers[device].partition(":")
        if what == "throw":
            raise Thrown(device)
        answers: dict[str, Any] = {"yes": True, "no": False, "refuse": False, "default": None}
        if what == "confirm":
            return text == "true"
        return text if what in ("number", "text") else answers[what]

    def on_display(self, display: opi.DisplayText) -> None:
        say("display", target=display.target, for_customer=display.for_customer, lines=display.lines)
        self.reply("display")

    def on_print(self, receipt: opi.Receipt) -> Any:
        say("print", role=receipt.role.word, target=receipt.target, lines=receipt.text.split("\n") if receipt.text else [])
        return self.reply("print")

    def on_input(self, question: opi.Question) -> Any:
        limits = {
            "min_length": question.min_length,
            "max_length": question.max_length,
            "decimals": question.decimals,
            "timeout_seconds": None if question.timeout is None else question.timeout // timedelta(seconds=1),
        }
        known = {name: limit for name, limit in limits.items() if limit is not None}
        say("input", prompt=question.prompt.word, command=question.command, lines=question.lines, **known)
        return self.reply("input")

    def on_deliver(self, delivery: opi.Delivery) -> Any:
        say("deliver", target=delivery.target, lines=delivery.lines)
        return self.reply("deliver")

    def on_journal(self, entry: opi.JournalEntry) -> Any:
        read = {name.value: entry.get(name) for name in opi.JournalEntryField}
        fields = {name: text for name, text in read.items() if text is not None}
        say("journal", fields=fields)
        return self.reply("journal")


def say(event: str, **what: Any) -> None:
    """One JSON object on one line, at once."""
    print(json.dumps({"event": event, **what}, ensure_ascii=False), flush=True)


def main() -> None:
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    runner = Runner()
    for line in sys.stdin:
        word, *words = ["" if word == "%" else unquote(word) for word in line.rstrip("\n").split(" ")]
        if word == "quit":
            break
        runner.step(word, words)
    if runner.terminal is not None:
        runner.terminal.close()


if __name__ == "__main__":
    main()
