"""Journal and recovery: what became of a payment is found out, whatever happened to the till in between."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from pathlib import Path

import opi
import pytest
from harness import AMOUNT, PAID, SHORT, Child, Simulator, proves


def lose_a_payment(simulator: Simulator, outcome: str = "silent", **options: str) -> None:
    """A payment of which the till does not learn how it ended."""
    simulator.ask(f"outcome {outcome}")
    with simulator.open(SHORT, print=lambda receipt: True) as terminal:
        with pytest.raises(opi.OutcomeUnknown):
            terminal.pay(AMOUNT, "CHF", reference="A1", **options)  # type: ignore[arg-type]
    simulator.ask("outcome approve")


@proves("journal-recover")
def test_what_was_charged_is_found(simulator: Simulator) -> None:
    lose_a_payment(simulator, key="sale-1")
    with simulator.open(print=lambda receipt: True) as terminal:
        (waiting,) = terminal.unresolved()
        assert waiting.verdict is opi.Recovered.ASK_HUMAN and waiting.reference == "A1"
        with pytest.raises(opi.NotSent) as refused:
            terminal.pay(AMOUNT, "CHF")
        assert refused.value.status is opi.Status.UNRESOLVED
        found = terminal.recover()
        (payment,) = found
        assert payment.verdict is opi.Recovered.APPROVED and payment.get("verdict") == "approved"
        assert payment.amount == payment.requested_amount == PAID and payment.currency == "CHF"
        assert (payment.reference, payment.key, payment.kind) == ("A1", "sale-1", opi.Kind.CARD_PAYMENT)
        assert payment.get(opi.RecoveredField.REASON) and not payment.ask_again
        assert {receipt.role for receipt in payment.receipts} == set(opi.Role)
        assert json.loads(found.json)[0]["reference"] == "A1"
        payment.acknowledge()
        payment.acknowledge()
        assert list(terminal.recover()) == []
        assert terminal.pay(AMOUNT, "CHF").approved
    assert simulator.net() == 2500


def test_what_was_not_charged_is_found(simulator: Simulator) -> None:
    lose_a_payment(simulator, "decline:5,drop-pay:100")
    with simulator.open(print=lambda receipt: True) as terminal:
        (payment,) = terminal.recover()
        assert payment.verdict is opi.Recovered.NOT_CHARGED and payment.amount is None
        payment.acknowledge()
    assert simulator.net() == 0


@proves("journal-unresolved")
def test_while_a_payment_is_open_no_other_is_sent(simulator: Simulator) -> None:
    lose_a_payment(simulator)
    with simulator.open(print=lambda receipt: True) as terminal:
        with pytest.raises(opi.NotSent) as refused:
            terminal.pay(AMOUNT, "CHF")
        assert refused.value.status is opi.Status.UNRESOLVED
        assert simulator.net() == 1250
        assert terminal.pay(AMOUNT, "CHF", although_unresolved=True).approved
    assert simulator.net() == 2500


@proves("idempotency-key")
def test_a_key_is_charged_once(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        first = terminal.pay(AMOUNT, "CHF", key="sale-1")
        again = terminal.pay(AMOUNT, "CHF", key="sale-1")
        assert first.approved and not first.from_journal
        assert again.approved and again.from_journal and again.journal_id == first.journal_id
        with pytest.raises(opi.UsageError) as caught:
            terminal.pay(Decimal("13.00"), "CHF", key="sale-1")
        assert caught.value.status is opi.Status.KEY_MISMATCH
    assert simulator.net() == 1250


@proves("journal-acknowledge")
def test_an_outcome_is_listed_until_it_is_acknowledged(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF", reference="A1")
        assert [payment.reference for payment in terminal.recover()] == ["A1"]
    result.acknowledge()  # the terminal is closed by now
    with simulator.open() as terminal:
        assert len(terminal.recover()) == 0


def test_an_unknown_outcome_cannot_be_acknowledged(simulator: Simulator) -> None:
    simulator.ask("outcome silent")
    with simulator.open(SHORT) as terminal:
        with pytest.raises(opi.OutcomeUnknown) as unknown:
            terminal.pay(AMOUNT, "CHF")
        assert unknown.value.result is not None
        with pytest.raises(opi.OutcomeUnknown) as caught:
            unknown.value.result.acknowledge()
        assert caught.value.status is opi.Status.PENDING
        with pytest.raises(opi.OutcomeUnknown):
            terminal.unresolved()[0].acknowledge()


@proves("journal-resolve")
def test_a_person_resolves_what_no_terminal_can_tell(simulator: Simulator) -> None:
    lose_a_payment(simulator)
    url = simulator.url()
    simulator.stop()
    with opi.Terminal(url) as terminal:
        (payment,) = terminal.recover()
        assert payment.verdict is opi.Recovered.ASK_HUMAN and payment.ask_again
        with pytest.raises(opi.UsageError) as caught:
            terminal.resolve(payment, opi.Recovered.ASK_HUMAN, who="Frau Müller", why="?")
        assert caught.value.status is opi.Status.INVALID_ARGUMENT
        terminal.resolve(payment, opi.Recovered.APPROVED, who="Frau Müller", why="merchant's receipt")
        (payment,) = terminal.recover()
        assert payment.verdict is opi.Recovered.APPROVED and payment.who == "Frau Müller"
        assert payment.settled_by is opi.SettledBy.PERSON and payment.settled_at is not None
        payment.acknowledge()
        assert list(terminal.unresolved()) == []
        with pytest.raises(opi.UsageError):
            terminal.resolve("4711", opi.Recovered.APPROVED, who="Frau Müller", why="no such request")


def test_a_till_that_was_killed_is_recovered_by_the_next(simulator: Simulator, journal: Path) -> None:
    """The process ends without a chance to say anything, just when the customer's receipt is to be printed."""
    program = """
terminal = opi.Terminal(URL, print=lambda receipt: os._exit(9))
ready(terminal)
terminal.pay(AMOUNT, "CHF", reference="B7", key="sale-7")
"""
    child = Child(program, simulator.url())
    child.ready(simulator)
    assert child.end()[0] == 9
    assert journal.exists()
    simulator.ask("wait")
    with simulator.open(print=lambda receipt: True) as terminal:
        (payment,) = terminal.recover()
        assert (payment.reference, payment.key) == ("B7", "sale-7")
        charged = simulator.net() == 1250
        assert payment.verdict is (opi.Recovered.APPROVED if charged else opi.Recovered.NOT_CHARGED)
        payment.acknowledge()
        # The receipt that was never printed.
        assert len(terminal.run(opi.Kind.TICKET_REPRINT).receipts) > 0
        assert terminal.pay(AMOUNT, "CHF", key="sale-8").approved
    assert simulator.net() == (2500 if charged else 1250)


def test_recovery_for_asyncio(simulator: Simulator) -> None:
    lose_a_payment(simulator)

    async def main() -> opi.RecoveryList:
        with simulator.open(print=lambda receipt: True) as terminal:
            return await terminal.recover_async()

    assert [payment.verdict for payment in asyncio.run(main())] == [opi.Recovered.APPROVED]


def test_recovery_at_opening(simulator: Simulator) -> None:
    lose_a_payment(simulator)
    with opi.Terminal(simulator.url(recover=opi.Recover.OPEN)) as terminal:
        # Looked into while opening: what is left is to be acknowledged.
        assert [payment.verdict for payment in terminal.unresolved()] == [opi.Recovered.APPROVED]


def test_without_a_journal_there_is_no_recovery(simulator: Simulator, journal: Path) -> None:
    with simulator.open({"journal": "none"}) as terminal:
        for call in (terminal.recover, terminal.unresolved):
            with pytest.raises(opi.UsageError) as caught:
                call()
            assert caught.value.status is opi.Status.NO_JOURNAL
        terminal.pay(AMOUNT, "CHF").acknowledge()
    assert not journal.exists()


def test_each_of_several_is_acknowledged_by_itself(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        for reference in ("A1", "A2", "A3"):
            assert terminal.pay(AMOUNT, "CHF", reference=reference).approved
        found = terminal.recover()
        assert [payment.reference for payment in found] == ["A1", "A2", "A3"]
        found[1].acknowledge()
        assert [payment.reference for payment in terminal.recover()] == ["A1", "A3"]
        assert found[-1].reference == "A3" and [payment.reference for payment in found[:2]] == ["A1", "A2"]
