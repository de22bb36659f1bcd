"""The runner of the scenarios keeps to its contract."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from harness import PATIENCE, Simulator


def play(simulator: Simulator, steps: list[str]) -> list[dict[str, Any]]:
    """What a till that does these steps says."""
    url = quote(simulator.url(listen=simulator.choose_till()), safe="")
    said = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("runner.py"))],
        input="\n".join(step.replace("URL", url) for step in steps) + "\nquit\n",
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return [json.loads(line) for line in said.stdout.splitlines()]


def test_a_payment(simulator: Simulator) -> None:
    events = play(simulator, ["open URL", "run CardPayment amount=1250:CHF reference=A1", "close 5000"])
    assert [event["event"] for event in events] == [
        "opened",
        *["display"] * 4,
        "print",
        "print",
        "journal",
        "result",
        "closed",
    ]
    assert events[1].keys() == {"event", "target", "for_customer", "lines"}
    assert [event["role"] for event in events if event["event"] == "print"] == ["customer", "merchant"]
    assert events[-3]["fields"]["amount"] == "12.50"
    result = events[-2]["result"]
    assert (result["verdict"], result["amount"], result["reference"]) == ("approved", "12.50", "A1")
    assert events[-1] == {"event": "closed", "status": "OPI_OK"}
    assert simulator.net() == 1250


def test_answers_and_errors(simulator: Simulator) -> None:
    simulator.ask("outcome signature")
    events = play(
        simulator,
        [
            "open URL without=display,journal",
            "answer input confirm:true",
            "answer print throw",
            "run CardPayment amount=1250:CHF",
            "run CardPayment amount=1250:SFR",
            "run CardPayment",
            "dispatch 0",
            "close 5000",
            "run GetStatus",
        ],
    )
    kinds = [event["event"] for event in events]
    assert "display" not in kinds and "journal" not in kinds
    asked = next(event for event in events if event["event"] == "input")
    assert asked["prompt"] == "confirmation" and asked["command"] == "GetConfirmation"
    result = next(event["result"] for event in events if event["event"] == "result")
    assert result["verdict"] == "approved" and not any(receipt["acknowledged"] for receipt in result["receipts"])
    refused = {"event": "error", "call": "run", "status": "OPI_E_INVALID_AMOUNT", "money": "no"}
    assert events[-5:] == [
        refused,
        refused,
        {"event": "dispatched", "status": "OPI_E_TIMEOUT"},
        {"event": "closed", "status": "OPI_OK"},
        {"event": "error", "call": "run", "status": "OPI_E_CLOSED", "money": "no"},
    ]


def test_cancelling_from_inside_a_callback(simulator: Simulator) -> None:
    simulator.ask("outcome wait")
    events = play(simulator, ["open URL", "cancel-on display 1", "run CardPayment amount=1250:CHF", "close 5000"])
    assert events[-2]["result"]["verdict"] == "aborted"


def test_an_unknown_outcome_is_a_result(simulator: Simulator) -> None:
    simulator.ask("outcome drop-pay:100")
    events = play(simulator, ["open URL", "run CardPayment amount=1250:CHF", "close 5000"])
    assert events[-2]["result"]["verdict"] == "unknown"
    assert events[-2]["result"]["status"] == "OPI_E_CONNECTION_LOST"
