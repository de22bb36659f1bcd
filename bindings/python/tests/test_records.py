"""Records: nothing is read before it is asked for, and what was handed out stays, whatever becomes of its owner."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import threading
import weakref
from typing import Any

import opi
import pytest
from harness import ALL_YES, AMOUNT, NOWHERE, PAID, FakeTerminal, Simulator, all_of, fake_payment, output, question
from opi import _library
from opi._library import library
from opi._records import NamedFields, Record


class Counting:
    """The functions of the library; each call of one is written down."""

    def __init__(self) -> None:
        self.functions, self.called = library(), list[str]()

    def __getattr__(self, name: str) -> Any:
        function = getattr(self.functions, name)

        def call(*arguments: object) -> object:
            self.called.append(name)
            return function(*arguments)

        return call


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    monkeypatch.setattr(_library, "_loaded", counting)
    return counting


def test_a_field_is_read_when_it_is_asked_for(simulator: Simulator, counting: Counting) -> None:
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF")
        assert [name for name in counting.called if name.startswith("opi_result_")] == []
        del counting.called[:]
        assert result.approved and result.amount == PAID
        assert counting.called == ["opi_result_verdict", "opi_result_get", "opi_result_get"]
        del counting.called[:]
        assert result.journal[0].amount == PAID
        assert counting.called == ["opi_result_journal_count", "opi_result_journal_get", "opi_result_journal_get"]
        del counting.called[:]
        found = terminal.unresolved()
        assert [name for name in counting.called if name.startswith("opi_recovery_")] == ["opi_recovery_count"]
        assert found[0].amount == PAID


def test_a_device_request_that_is_not_kept_is_not_read_to_its_end(counting: Counting) -> None:
    journal = (
        'RequestType="Output"><Output OutDeviceTarget="E-Journal"><E-Journal><TransactionInfo>'
        "<TransactionIdentifier>9142</TransactionIdentifier></TransactionInfo></E-Journal></Output>"
    )
    fake_payment([journal], journal=lambda entry: entry.transaction == "9142")
    assert [name for name in counting.called if name.startswith("opi_device_")] == ["opi_device_request_get"]


def everything(record: Record) -> dict[str, object]:
    """Every field of a record, and of the records in it."""
    fields: dict[str, object] = {}
    for name, read in vars(type(record)).items():
        if isinstance(read, property):
            value = getattr(record, name)
            fields[name] = [everything(part) if isinstance(part, Record) else part for part in value] if isinstance(value, tuple) else value
    return fields


def test_what_a_callback_was_given_may_be_kept() -> None:
    inside: list[dict[str, object]] = []
    kept: list[Record] = []
    lent: list[weakref.ref[Record]] = []

    def keep(record: Record) -> bool:
        inside.append(everything(record))
        kept.append(record)
        return True

    def keep_unread(record: Record) -> bool:
        kept.append(record)
        return True

    def forget(record: Record) -> bool:
        lent.append(weakref.ref(record))
        return True

    requests = [
        output("CashierDisplay", "Bitte\n\nwarten"),
        output("Printer", "Total"),
        question('<Command MinLength="1" TimeOut="30">GetConfirmation</Command>'),
        output("DeliveryBox", "2 Kaffee"),
    ]
    for device in (keep, keep_unread, forget):
        fake_payment(requests, **all_of(device))
    gc.collect()
    assert len(kept) == 8 and [everything(record) for record in kept] == inside * 2
    display, receipt = kept[4:6]
    assert isinstance(display, opi.DisplayText) and display.lines == ("Bitte", "", "warten")
    assert isinstance(receipt, opi.Receipt) and receipt.text == "Total"
    assert [record() for record in lent] == [None] * 4


def test_what_a_failed_callback_was_given_is_in_its_traceback() -> None:
    def fail(receipt: opi.Receipt) -> bool:
        raise RuntimeError(receipt)

    result, _ = fake_payment([output("Printer", "Total")], print=fail)
    (raised,) = result.callback_errors
    assert raised.error.args[0].text == "Total"


def test_another_thread_reads_while_the_callback_returns() -> None:
    """It gets what the terminal sent, or it would read what is gone."""
    texts: set[str] = set()
    readers: list[threading.Thread] = []

    def hand_over(display: opi.DisplayText) -> None:
        def read() -> None:
            texts.add(display.text)
            texts.update(display.lines)

        readers.append(threading.Thread(target=read))
        readers[-1].start()

    fake_payment([output("CashierDisplay", "Bitte warten")] * 200, display=hand_over)
    for reader in readers:
        reader.join()
    assert texts == {"Bitte warten"}


def test_a_result_outlives_its_terminal_and_is_read_by_many_threads(simulator: Simulator) -> None:
    with simulator.open(**ALL_YES) as terminal:
        result = terminal.pay(AMOUNT, "CHF", reference="A1")
    receipt, entry, evidence = result.receipts[0], result.journal[0], result.evidence[0]
    before = everything(result)
    said: list[dict[str, object]] = []
    threads = [threading.Thread(target=lambda: said.append(everything(result))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == [before] * 8
    gone = weakref.ref(result._object)
    del result, terminal
    gc.collect()
    # Each part keeps the whole.
    assert gone() is not None
    assert "Bäckerei Müller" in receipt.text and entry.amount == PAID and evidence.text
    del receipt, entry, evidence
    gc.collect()
    assert gone() is None


def test_the_whole_answer_is_there_without_a_copy(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    view = result.view()
    again = result.view(opi.ResultField.RAW)
    assert view is not None and again is not None and result.raw is not None
    assert bytes(view) == result.raw.encode() and view[0] == ord("<")
    assert view.readonly and view.format == "B" and view.obj is not again.obj
    with pytest.raises(TypeError):
        view[0] = 0
    assert result.view("decline_reason") is None and result.view("no such field") is None
    raw, gone = result.raw, weakref.ref(result._object)
    del result, again
    part = view[1:]
    del view
    gc.collect()
    assert bytes(part) == raw.encode()[1:] and gone() is not None
    del part
    gc.collect()
    assert gone() is None


def test_evidence_is_a_list_of_records(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF")
        (found,) = terminal.recover()
    assert [piece.says for piece in result.evidence if piece.source is opi.EvidenceSource.ANSWER] == [opi.EvidenceSays.PAID]
    assert len(result.evidence) >= 3 and all(piece.text for piece in result.evidence)
    assert {piece.source for piece in found.evidence} >= {opi.EvidenceSource.ANSWER, opi.EvidenceSource.JOURNAL}
    assert result.contradictions == () and found.contradictions == ()
    assert [entry.amount for entry in found.journal] == [PAID]


def test_contradictions_are_a_list_of_records() -> None:
    fake = FakeTerminal([], success=False, tender='<Authorisation ApprovalCode="123456"/>')
    with fake.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    fake.end()
    (contradiction,) = result.contradictions
    assert contradiction.first is opi.EvidenceSource.ANSWER and contradiction.second is opi.EvidenceSource.APPROVAL_CODE
    assert contradiction.text == contradiction.get("text") and contradiction.text is not None


def test_the_text_of_each_field_is_there_beside_its_type(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    said = json.loads(result.json)
    parts: list[NamedFields] = [*result.evidence, *result.journal]
    assert result.get("amount") == said["amount"] == "12.50"
    assert [part.get("text") for part in parts[: len(result.evidence)]] == [row["text"] for row in said["evidence"]]
    assert result.get("no such field") is None and result.get("") is None


def test_what_belongs_to_the_process_is_not_pickled(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        result = terminal.pay(AMOUNT, "CHF")
        found = terminal.recover()
    for record in (result, result.receipts[0], found, found[0]):
        with pytest.raises(TypeError, match="belongs to its process"):
            pickle.dumps(record)
        with pytest.raises(TypeError, match="belongs to its process"):
            copy.deepcopy(record)


def test_an_error_says_all_that_the_library_said() -> None:
    with opi.Terminal(NOWHERE) as terminal:
        with pytest.raises(opi.UsageError) as caught:
            terminal.run(opi.Kind.GET_STATUS, key="")
    error = caught.value
    assert (error.status, error.status_name) == (opi.Status.INVALID_ARGUMENT, "OPI_E_INVALID_ARGUMENT")
    assert error.money_moved is opi.MoneyMoved.NO and "key" in error.message and error.advice
    assert str(error) == f"OPI_E_INVALID_ARGUMENT: {error.message} {error.advice}" and repr(error) == f"UsageError({str(error)!r})"
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is opi.UsageError and everything(again) == everything(error) and str(again) == str(error)
    with pytest.raises(AttributeError):
        error.message = "something else"  # type: ignore[misc]
