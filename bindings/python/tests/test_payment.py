"""Payments: what the till sees, and what it is told at the end."""

from __future__ import annotations

import json
import socket
from decimal import Decimal
from typing import Callable

import opi
import pytest
from harness import AMOUNT, NOWHERE, PAID, SHORT, Simulate, Simulator, Trace, proves, texts


@proves("payment")
def test_a_payment(simulator: Simulator) -> None:
    trace = Trace()
    with simulator.open(**trace.devices) as terminal:
        result = terminal.pay(AMOUNT, "CHF", reference="A1")
    assert result.approved and result.verdict is opi.Verdict.APPROVED and result.status is opi.Status.OK
    assert result.money_moved is opi.MoneyMoved.YES
    assert result.amount == PAID and result.amount.minor_units == 1250 and result.currency == "CHF"
    assert result.reference == "A1" and result.get(opi.ResultField.REFERENCE) == "A1"
    assert result.card is not None and result.card[6:12] == "*" * 6
    assert trace.letters == "ddddCMj"
    assert simulator.net() == 1250 and simulator.findings() == []


def test_receipts_are_printed_or_in_the_result(simulator: Simulator) -> None:
    trace = Trace()
    with simulator.open(**trace.devices) as terminal:
        printed = terminal.pay(AMOUNT, "CHF").receipts
    assert [receipt.role for receipt in printed] == [opi.Role.CUSTOMER, opi.Role.MERCHANT]
    assert all(receipt.acknowledged for receipt in printed)
    seen = [receipt for receipt in trace.seen if isinstance(receipt, opi.Receipt)]
    assert [receipt.text for receipt in printed] == [receipt.text for receipt in seen]
    assert [receipt.target for receipt in seen] == ["Printer", "JournalPrinter"]
    assert "Bäckerei Müller" in printed[0].text


def test_the_json_says_the_same(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF", reference="A1")
    everything = json.loads(result.json)
    fields = texts(result, opi.ResultField)
    assert {name: value for name, value in everything.items() if name in fields} == fields
    assert [receipt["lines"] for receipt in everything["receipts"]] == [r.text.split("\n") for r in result.receipts]
    known = {name.value for name in opi.JournalEntryField}
    entries = [{name: value for name, value in entry.items() if name in known} for entry in everything["journal"]]
    assert [texts(entry, opi.JournalEntryField) for entry in result.journal] == entries
    assert result.journal[0].amount == PAID and result.journal[0].get("amount") == "12.50"


@proves("decline")
def test_a_decline_is_a_result(simulator: Simulator) -> None:
    simulator.ask("outcome decline:51")
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    assert not result.approved and result.verdict is opi.Verdict.DECLINED
    assert result.status is opi.Status.DECLINED and result.status.family is opi.Family.ANSWERED
    assert result.money_moved is opi.MoneyMoved.NO and result.amount is None
    assert result.message and result.advice
    assert simulator.net() == 0


def test_a_tip_is_more_than_was_asked(simulator: Simulator) -> None:
    simulator.ask("outcome tip:10")
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    assert [str(money) for money in (result.amount, result.requested_amount, result.tip)] == ["CHF 13.75", "CHF 12.50", "CHF 1.25"]


@proves("refund", "reversal")
def test_refund_and_reversal(simulator: Simulator) -> None:
    with simulator.open(input=lambda question: True) as terminal:
        assert terminal.pay(AMOUNT, "CHF").approved
        assert terminal.refund(Decimal("2.50"), "CHF").approved
        assert simulator.net() == 1000
        assert terminal.reverse().approved
    assert simulator.net() == 1250
    assert simulator.findings() == []


@proves("service")
def test_other_requests(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        assert terminal.run(opi.Kind.GET_STATUS).approved
        assert terminal.run(opi.Kind.CLOSE_DAY).approved


def test_the_dialect_of_germany(simulate: Simulate) -> None:
    simulator = simulate("de")
    with simulator.open() as terminal:
        paid = terminal.pay(AMOUNT, "EUR", reference="B7", shift=3)
        assert paid.approved and paid.stan is not None
        assert terminal.reverse(AMOUNT, "EUR", stan=paid.stan).approved
    assert simulator.net("EUR") == 0


@proves("unknown")
def test_an_unknown_outcome_is_raised_with_its_receipts(simulator: Simulator) -> None:
    simulator.ask("outcome silent")
    with simulator.open(SHORT) as terminal:
        with pytest.raises(opi.OutcomeUnknown) as caught:
            terminal.pay(AMOUNT, "CHF", reference="A1")
    error = caught.value
    assert error.status.family is opi.Family.OUTCOME_UNKNOWN
    assert error.money_moved is opi.MoneyMoved.POSSIBLY
    assert error.message and error.advice and error.status_name.startswith("OPI_E_")
    assert error.result is not None and error.result.verdict is opi.Verdict.UNKNOWN
    assert error.result.reference == "A1" and len(error.result.receipts) == 2
    assert simulator.net() == 1250  # it was charged: "declined" would have been a lie


@proves("not-sent")
def test_what_could_not_be_sent_is_raised() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with opi.Terminal(f"opi://127.0.0.1:{port}?listen=127.0.0.1:0") as terminal:
        with pytest.raises(opi.NotSent) as caught:
            terminal.pay(AMOUNT, "CHF")
    assert caught.value.status is opi.Status.CONNECT_REFUSED
    assert caught.value.money_moved is opi.MoneyMoved.NO
    assert caught.value.result is not None and caught.value.result.verdict is opi.Verdict.NOT_SENT


@proves("open-close")
def test_mistakes_are_named() -> None:
    with opi.Terminal(NOWHERE) as terminal:
        attempts: list[tuple[opi.Status, str, Callable[[], object]]] = [
            (opi.Status.UNKNOWN_NAME, "'reference'", lambda: terminal.pay(AMOUNT, "CHF", referense="1")),  # type: ignore[call-arg]
            (opi.Status.INVALID_AMOUNT, "greater than zero", lambda: terminal.pay(Decimal("-1"), "CHF")),
            (opi.Status.INVALID_AMOUNT, "too many decimals: JPY has 0", lambda: terminal.pay(AMOUNT, "JPY")),
            (opi.Status.INVALID_AMOUNT, "4217", lambda: terminal.pay(AMOUNT, "SFR")),
            (opi.Status.INVALID_AMOUNT, "larger", lambda: terminal.pay(Decimal(10) ** 30, "CHF")),
            (opi.Status.INVALID_AMOUNT, "not an amount", lambda: terminal.pay(Decimal("NaN"), "CHF")),
            (opi.Status.INVALID_AMOUNT, "currency", lambda: terminal.run(opi.Kind.CARD_PAYMENT, AMOUNT)),
            (opi.Status.UNKNOWN_NAME, "4711", lambda: terminal.run(opi.Kind(4711))),
        ]
        for status, words, attempt in attempts:
            with pytest.raises(opi.UsageError, match=words) as caught:
                attempt()
            assert caught.value.status is status
            assert caught.value.money_moved is opi.MoneyMoved.NO and caught.value.result is None
        for wrong in (12.5, 1250, "12.50"):
            with pytest.raises(TypeError, match="Decimal"):
                terminal.pay(wrong, "CHF")  # type: ignore[arg-type]
    with pytest.raises(opi.UsageError, match="did you mean 'workstation'") as caught:
        opi.Terminal("opi://127.0.0.1?workstaton=2")
    assert caught.value.status is opi.Status.UNKNOWN_NAME


def test_options_in_the_words_of_python(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        result = terminal.pay(Decimal("50.00"), "CHF", cashback=Decimal("20.00"), request_token=True)
    assert result.approved
    with opi.Terminal(NOWHERE) as terminal:
        with pytest.raises(opi.UsageError, match="'force_acceptance'|force_acceptance"):
            terminal.pay(AMOUNT, "CHF", force_acceptance="perhaps")  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="'shift'"):
            terminal.pay(AMOUNT, "CHF", shift=1.5)  # type: ignore[arg-type]
