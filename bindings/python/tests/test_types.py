"""Wrong types are refused before a program runs: small programs, each a module of its own, for `mypy --strict`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import opi

PRELUDE = """
from __future__ import annotations
import datetime
from decimal import Decimal
from typing import Optional
import opi

def any_result() -> opi.Result: ...  # type: ignore[empty-body]
def any_terminal() -> opi.Terminal: ...  # type: ignore[empty-body]
def any_recovery() -> opi.Recovery: ...  # type: ignore[empty-body]
result, terminal, recovery = any_result(), any_terminal(), any_recovery()
amount, hour = Decimal("12.50"), datetime.timedelta(hours=1)
"""

RIGHT = """
def show(display: opi.DisplayText) -> None:
    print("\\n".join(display.lines))
def ask(question: opi.Question) -> opi.Reply:
    wait: Optional[datetime.timedelta] = question.timeout
    return question.prompt is opi.Prompt.CONFIRMATION and wait is not None
def store(entry: opi.JournalEntry) -> Optional[bool]:
    at: Optional[datetime.datetime] = entry.time
    return at is not None
url = opi.terminal_url("till", 4100, dialect=opi.Dialect.DE, idle=hour, adopt_journal=True, max_frame=65536,
    settings={"listen_port": 4110, "close_day": opi.Kind.CLOSE_DAY, "refuse": ["tip"]})
with opi.Terminal(url, display=show, print=lambda receipt: receipt.role is opi.Role.CUSTOMER, input=ask, journal=store) as open:
    paid = open.pay(amount, "CHF", key="1", shift=3, cashback=Decimal("1.00"), request_token=True, card_circuits=["VISA"])
    open.reverse(original_time=paid.authorised_at or datetime.datetime.now(), diagnosis_method=opi.DiagnosisMethod.LOCAL)
money: Optional[opi.Money] = paid.amount
if money is not None:
    major, minor, currency = money.amount + 1, money.minor_units + 1, money.currency + "!"
rate: Optional[Decimal] = paid.dcc_rate
kind: Optional[opi.Kind] = paid.kind
circuits: tuple[str, ...] = paid.card_circuits
offered: Optional[bool] = paid.dcc_offered
copies: Optional[int] = paid.receipt_copies
raw: Optional[str] = paid.get(opi.ResultField.RAW)
view: Optional[memoryview] = paid.view()
says = [piece.says is opi.EvidenceSays.PAID for piece in paid.evidence]
settled = recovery.settled_by is opi.SettledBy.PERSON
terminal.resolve(recovery, opi.Recovered.APPROVED, who="Frau Müller", why=opi.status_text(opi.Status.OK, "de"))
"""

#: Each with what mypy calls the mistake.
WRONG = {
    # requests
    'terminal.pay(12.5, "CHF")': "arg-type",
    'terminal.pay("12.50", "CHF")': "arg-type",
    "terminal.pay(amount)": "call-arg",
    'terminal.run("CardPayment")': "arg-type",
    "terminal.run(opi.Verdict.APPROVED)": "arg-type",
    'terminal.pay(amount, "CHF", referense="1")': "call-arg",
    'terminal.pay(amount, "CHF", shift="3")': "arg-type",
    'terminal.pay(amount, "CHF", cashback=2000)': "arg-type",
    'terminal.pay(amount, "CHF", cashback="20.00")': "arg-type",
    'terminal.pay(amount, "CHF", request_token="yes")': "arg-type",
    'terminal.pay(amount, "CHF", card_circuits="VISA")': "arg-type",
    'terminal.pay(amount, "CHF", original_time="2026-04-08T10:30:00")': "arg-type",
    'terminal.pay(amount, "CHF", original_time=hour)': "arg-type",
    'terminal.run(opi.Kind.DIAGNOSIS, diagnosis_method="Local")': "arg-type",
    "terminal.run(opi.Kind.DIAGNOSIS, diagnosis_method=opi.Agent.MOBILE_PHONE_PREPAID)": "arg-type",
    # URLs
    'opi.terminal_url("till", idle_ms=300)': "call-arg",
    'opi.terminal_url("till", idle=300)': "arg-type",
    'opi.terminal_url("till", keep=30)': "arg-type",
    'opi.terminal_url("till", dialect="de")': "arg-type",
    'opi.terminal_url("till", dialect=opi.Model.RX5000)': "arg-type",
    'opi.terminal_url("till", customer_receipt=opi.JournalTaker.TILL)': "arg-type",
    'opi.terminal_url("till", adopt_journal="yes")': "arg-type",
    'opi.terminal_url("till", "4100")': "arg-type",
    'opi.terminal_url("till", settings={"listen_prot": 4110})': "arg-type",
    'opi.terminal_url("till", settings={"listen_port": "4110"})': "arg-type",
    'opi.terminal_url("till", settings={"close_day": "CloseDay"})': "arg-type",
    # devices
    'opi.Terminal("opi://till", dislay=print)': "call-arg",
    'opi.Terminal("opi://till", print=lambda receipt: "yes")': "arg-type",
    'opi.Terminal("opi://till", print=lambda receipt: receipt.lines)': "attr-defined",
    'opi.Terminal("opi://till", input=lambda question: question.min_length + 1)': "operator",
    'opi.Terminal("opi://till", input=lambda question: 12.5)': "arg-type",
    "def show(receipt: opi.Receipt) -> None: ...\nopi.Terminal('opi://till', display=show)": "arg-type",
    # what comes out
    "result.amount + 1": "operator",
    "total: Decimal = result.amount": "assignment",
    'result.amount == "12.50"': "comparison-overlap",
    "result.authorised_at[:10]": "index",
    "result.authorised_at.year": "union-attr",
    'result.card_circuits.split(",")': "attr-defined",
    'result.from_journal == "yes"': "comparison-overlap",
    'result.verdict == "approved"': "comparison-overlap",
    "result.verdict is opi.Recovered.APPROVED": "comparison-overlap",
    "result.status is opi.Verdict.DECLINED": "comparison-overlap",
    "result.approved = True": "misc",
    "result.aproved": "attr-defined",
    "result.amount.amount = amount": "union-attr",
    'opi.Money("12.50", "CHF")': "arg-type",
    "opi.Money.of_minor_units(amount, 'CHF')": "arg-type",
    'recovery.settled_by is opi.EvidenceSays.PAID': "comparison-overlap",
    "result.receipts[0].acknowledged + 1": "operator",
    "for receipt in result.journal: receipt.role": "attr-defined",
    "result.view().decode()": "union-attr",
    'terminal.resolve(recovery, opi.Verdict.APPROVED, who="", why="")': "arg-type",
}


def test_wrong_programs_are_refused_and_a_right_one_is_not(tmp_path: Path) -> None:
    programs = {"right": RIGHT, **{f"wrong_{number:02}": wrong for number, wrong in enumerate(WRONG)}}
    for name, program in programs.items():
        (tmp_path / f"{name}.py").write_text(f"{PRELUDE}{program}\n", encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "cache", *(f"{name}.py" for name in programs)],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(Path(opi.__file__).parents[1])},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said: dict[str, list[str]] = {name: [] for name in programs}
    for name, line, mistake in re.findall(r"^(\w+)\.py:(\d+): error: .*\[([\w-]+)\]$", checked.stdout, re.M):
        assert int(line) > len(PRELUDE.splitlines()), checked.stdout
        said[name].append(mistake)
    assert said.pop("right") == [], checked.stdout
    missed = [programs[name] for name, mistakes in said.items() if WRONG[programs[name]] not in mistakes]
    assert missed == [], checked.stdout
