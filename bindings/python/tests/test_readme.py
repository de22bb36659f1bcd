"""What the README says runs as it stands; only the terminal's address is another."""

from __future__ import annotations

import builtins
import re
import threading
from decimal import Decimal
from pathlib import Path

import opi
import pytest
from harness import PATIENCE, Simulator

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
FIRST, DEVICES, TYPES, DISPATCH, RECOVERY = re.findall(r"```python\n(.*?)```", README, re.S)
ADDRESS = re.compile(r'"opi://[^"]*"')


def test_the_first_payment_takes_fifteen_lines(simulator: Simulator, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(FIRST.splitlines()) <= 15
    program = ADDRESS.sub(f'"{simulator.url(listen=simulator.choose_till())}"', FIRST)
    exec(compile(program, "README.md", "exec"), {})
    simulator.ask("outcome decline")
    exec(compile(program.replace("A1", "A2"), "README.md", "exec"), {})
    simulator.ask("outcome drop-pay:100")
    exec(compile(program.replace("A1", "A3"), "README.md", "exec"), {})
    paid, declined, unknown = capsys.readouterr().out.splitlines()
    assert paid == "Paid." and declined.startswith("Not paid. ") and unknown.startswith("Do not charge again.")
    simulator.ask("outcome approve")
    exec(compile(program.replace("A1", "A4"), "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == ["A3 APPROVED", "Paid."]


def test_devices_and_recovery(
    simulator: Simulator, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builtins, "input", lambda prompt: "y")
    simulator.ask("outcome signature")
    names: dict[str, object] = {"opi": opi}
    exec(compile(ADDRESS.sub(f'"{simulator.url()}"', DEVICES), "README.md", "exec"), names)
    terminal = names["terminal"]
    assert isinstance(terminal, opi.Terminal)
    simulator.ask(f"till {terminal.listen_address}")
    with terminal:
        assert terminal.pay(Decimal("12.50"), "CHF").approved
        assert "Bäckerei Müller" in capsys.readouterr().out
        exec(compile(TYPES, "README.md", "exec"), names)
        book, result = names["book"], terminal.pay(Decimal("12.50"), "CHF")
        assert callable(book)
        book(result)
        assert "CHF 12.50 ['" in capsys.readouterr().out
        exec(compile(DISPATCH, "README.md", "exec"), names)
        serve_the_shop = names["serve_the_shop"]
        assert callable(serve_the_shop)
        closed = threading.Event()
        dispatcher = threading.Thread(target=serve_the_shop, args=(closed,))
        dispatcher.start()
        closed.set()
        dispatcher.join(PATIENCE)
        assert not dispatcher.is_alive()
        exec(compile(RECOVERY, "README.md", "exec"), names)
