"""The till's devices: what they are told, what they answer, and that nothing they do loses a payment."""

from __future__ import annotations

import gc
import socket
import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any, Callable

import opi
import pytest
from harness import (
    ALL_YES,
    AMOUNT,
    SHORT,
    PAID,
    FakeTerminal,
    Simulator,
    Trace,
    all_of,
    fake_payment,
    output,
    proves,
    question,
    receive,
    send,
    texts,
    yes,
)
from opi import _callbacks
from opi.devices import CALLBACKS

JOURNAL = (
    'RequestType="Output"><Output OutDeviceTarget="E-Journal"><E-Journal><TransactionInfo>'
    "<TransactionIdentifier>9142</TransactionIdentifier></TransactionInfo></E-Journal></Output>"
)
#: A device request for each callback.
EACH = {
    "display": output("CashierDisplay", "Grüezi"),
    "print": output("Printer", "Total"),
    "input": question("<Command>GetConfirmation</Command>"),
    "deliver": output("DeliveryBox", "2 Kaffee"),
    "journal": JOURNAL,
}


class Broken(Exception):
    """What a till's callback raises here."""


def overall(answer: str) -> str:
    return answer.split('OverallResult="', 1)[1].split('"', 1)[0]


# ---- What they are told -----------------------------------------------------------------------------------


@proves("device-display", "device-deliver", "device-journal")
def test_each_callback_gets_what_is_meant_for_it() -> None:
    trace = Trace()
    requests = [*EACH.values(), output("CustomerDisplay", "Danke\n\nAdieu")]
    result, answers = fake_payment(requests, **trace.devices)
    assert result.approved and [overall(answer) for answer in answers] == ["Success"] * 6
    display, receipt, asked, delivery, entry, for_customer = trace.seen
    assert (display.lines, display.target, display.for_customer) == (("Grüezi",), "CashierDisplay", False)
    assert (receipt.role, receipt.text, receipt.target) == (opi.Role.CUSTOMER, "Total", "Printer")
    assert (asked.prompt, asked.command, asked.lines) == (opi.Prompt.CONFIRMATION, "GetConfirmation", ("?",))
    assert (asked.min_length, asked.max_length, asked.decimals, asked.timeout) == (None, None, None, None)
    assert (delivery.lines, delivery.target) == (("2 Kaffee",), "DeliveryBox")
    assert texts(entry, opi.JournalEntryField) == {"transaction": "9142"}
    assert (for_customer.lines, for_customer.for_customer) == (("Danke", "", "Adieu"), True)
    assert for_customer.text == "Danke\n\nAdieu"


def test_they_run_on_the_thread_that_is_inside_the_call(simulator: Simulator) -> None:
    trace = Trace()
    with simulator.open(**trace.devices) as terminal:
        terminal.pay(AMOUNT, "CHF")
        assert trace.threads == {threading.get_ident()}
        trace.threads.clear()
        payer = threading.Thread(target=lambda: terminal.pay(AMOUNT, "CHF"))
        payer.start()
        number = payer.ident
        payer.join()
        assert trace.threads == {number}


@proves("devices-none")
def test_a_device_that_is_left_out_is_one_the_till_does_not_have() -> None:
    result, answers = fake_payment(list(EACH.values()))
    assert result.approved
    # Receipts and journal entries are in the result; a display has no other way to be missing.
    assert [overall(answer) for answer in answers] == [
        "Success",
        "Success",
        "DeviceUnavailable",
        "DeviceUnavailable",
        "Success",
    ]
    assert [receipt.text for receipt in result.receipts] == ["Total"]
    assert [texts(entry, opi.JournalEntryField) for entry in result.journal] == [{"transaction": "9142"}]


def test_there_is_no_other_device() -> None:
    with pytest.raises(TypeError, match="no device dislay; there are display, print"):
        opi.Terminal(URL, dislay=yes)  # type: ignore[call-arg]
    result, answers = fake_payment([EACH["deliver"]], deliver=None, print=yes)
    assert result.approved and overall(answers[0]) == "DeviceUnavailable"


# ---- What they answer ----------------------------------------------------------------------------------------


@proves("device-print")
@pytest.mark.parametrize(
    ("answer", "said"), [(True, "Success"), (False, "Failure"), (None, "Failure")], ids=["True", "False", "None"]
)
def test_only_true_says_that_a_receipt_is_in_safe_hands(answer: Any, said: str) -> None:
    result, answers = fake_payment([EACH["print"]], print=lambda receipt: answer)
    assert result.approved and result.failed_callbacks == 0 and result.callback_errors == ()
    assert overall(answers[0]) == said
    assert [receipt.acknowledged for receipt in result.receipts] == [answer is True]


@proves("device-deliver")
@pytest.mark.parametrize("name", ["print", "input", "deliver", "journal"])
@pytest.mark.parametrize("wrong", [1, "yes", [], 0.0])
def test_what_is_no_answer_never_counts_as_yes(name: str, wrong: Any) -> None:
    result, answers = fake_payment([EACH[name]], **all_of(lambda request: wrong, [name]))
    assert result.approved and overall(answers[0]) != "Success"
    assert [type(kept.error) for kept in result.callback_errors] == [TypeError]
    assert result.failed_callbacks == 1


def amount_of(command: str) -> str:
    return question(f'<Command MinLength="1" MaxLength="8" Decimals="2" TimeOut="30">{command}</Command>')


@proves("device-input")
@pytest.mark.parametrize(
    ("command", "typed", "sent"),
    [
        ("GetConfirmation", True, "<InBoolean>true</InBoolean>"),
        ("GetConfirmation", False, "<InBoolean>false</InBoolean>"),
        ("GetAmount", Decimal("12.50"), "<InNumber>12.50</InNumber>"),
        ("GetAmount", Decimal("1E+2"), "<InNumber>100</InNumber>"),
        ("GetDecimals", 42, "<InNumber>42</InNumber>"),
        ("GetMenu", "007", "<InNumber>007</InNumber>"),
        ("GetChar", "Zürich <&>", "Zürich &lt;&amp;&gt;"),
        ("GetChar", "", "InString"),
        ("GetAnyKey", True, 'OverallResult="Success"'),
        ("GetAmount", False, 'OverallResult="Aborted"'),
        ("GetChar", False, 'OverallResult="Aborted"'),
    ],
)
def test_what_the_cashier_types_goes_to_the_terminal(command: str, typed: Any, sent: str) -> None:
    seen: list[opi.Question] = []

    def ask(asked: opi.Question) -> Any:
        seen.append(asked)
        return typed

    result, answers = fake_payment([amount_of(command)], input=ask)
    assert result.callback_errors == () and sent in answers[0]
    assert (seen[0].command, seen[0].min_length, seen[0].max_length, seen[0].decimals) == (command, 1, 8, 2)
    assert seen[0].timeout == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("command", "typed", "error"),
    [
        ("GetAmount", True, TypeError),
        ("GetAmount", "12,50", ValueError),
        ("GetAmount", -1, ValueError),
        ("GetAmount", Decimal("NaN"), ValueError),
        ("GetChar", True, TypeError),
        ("GetChar", "a\0b", ValueError),
        ("GetChar", "\udcff", ValueError),
        ("GetConfirmation", "yes", TypeError),
        ("GetAnyKey", "x", TypeError),
    ],
)
def test_what_does_not_fit_the_question_fails(command: str, typed: Any, error: type[Exception]) -> None:
    result, answers = fake_payment([question(f"<Command>{command}</Command>")], input=lambda asked: typed)
    assert result.approved and result.failed_callbacks == 1
    assert [type(kept.error) for kept in result.callback_errors] == [error]
    assert overall(answers[0]) == "Failure"


# ---- What they raise -------------------------------------------------------------------------------------------


@proves("callback-throws")
@pytest.mark.parametrize("error", [Broken, SystemExit, KeyboardInterrupt, MemoryError, GeneratorExit])
@pytest.mark.parametrize("name", list(EACH))
def test_what_a_callback_raises_never_loses_a_payment(name: str, error: type[BaseException]) -> None:
    def throw(request: object) -> bool:
        raise error("out of paper")

    result, answers = fake_payment([EACH[name]], **{**ALL_YES, name: throw})
    assert result.approved and result.amount == PAID
    assert result.failed_callbacks == 1
    (kept,) = result.callback_errors
    assert kept.device is CALLBACKS[name].device
    assert type(kept.error) is error and kept.error.args == ("out of paper",)
    # The terminal was told; only a display counts as shown whatever happens.
    assert (overall(answers[0]) == "Success") == (name == "display")


def test_all_callbacks_may_raise_at_once(simulator: Simulator) -> None:
    def throw(request: object) -> bool:
        raise Broken

    with simulator.open(**all_of(throw)) as terminal:
        result = terminal.pay(AMOUNT, "CHF")
        assert result.approved and len(result.callback_errors) == result.failed_callbacks == 7
        with pytest.raises(opi.UsageError):
            terminal.pay(Decimal("0"), "CHF")
        # The terminal kept its receipts; nothing of the failed call is left in the next one.
        assert terminal.run(opi.Kind.GET_STATUS).callback_errors == ()
    assert simulator.net() == 1250


def test_errors_of_callbacks_come_with_an_unknown_outcome_too(simulator: Simulator) -> None:
    def throw(request: object) -> bool:
        raise Broken

    simulator.ask("outcome silent")
    with simulator.open(SHORT, print=throw) as terminal:
        with pytest.raises(opi.OutcomeUnknown) as caught:
            terminal.pay(AMOUNT, "CHF")
    assert {type(kept.error) for kept in caught.value.callback_errors} == {Broken}


def test_they_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    def throw(request: object) -> bool:
        raise Broken("out of paper")

    fake_payment([EACH["print"]], print=throw)
    (record,) = caplog.records
    assert record.name == "opi" and "print" in record.message and "out of paper" in caplog.text


@proves("cancel-in-callback")
def test_a_callback_may_cancel(simulator: Simulator) -> None:
    simulator.ask("outcome wait")
    cancel = opi.Cancel()
    with simulator.open(display=lambda display: cancel.cancel()) as terminal:
        result = terminal.pay(AMOUNT, "CHF", cancel=cancel)
    assert result.verdict is opi.Verdict.ABORTED and result.cancel_requested
    assert simulator.state() == "aborted"


# ---- Between requests ------------------------------------------------------------------------------------------


def call_back(terminal: opi.Terminal, request: str) -> Callable[[], str]:
    """What a terminal sends while no request runs; gives a function for what it is answered."""
    host, port = terminal.listen_address.split(":")
    device = socket.create_connection((host, int(port)), 60)
    xml = f'<?xml version="1.0"?><DeviceRequest WorkstationID="lane-1" RequestID="77" {request}</DeviceRequest>'
    send(device, xml.encode())

    def answer() -> str:
        with device:
            return receive(device).decode()

    return answer


URL = "opi://127.0.0.1:1?listen=127.0.0.1:0&workstation=lane-1&journal=none"


@proves("dispatch")
def test_dispatch_serves_what_comes_between_requests() -> None:
    trace = Trace()
    with opi.Terminal(URL, **trace.devices) as terminal:
        assert terminal.dispatch(0) is False
        assert terminal.dispatch(0.5) is False
        answer = call_back(terminal, EACH["print"])
        assert terminal.dispatch(60) is True
        assert overall(answer()) == "Success" and trace.letters == "C"


def test_dispatch_raises_what_its_callback_raised() -> None:
    def throw(request: object) -> bool:
        raise Broken

    with opi.Terminal(URL, print=throw) as terminal:
        answer = call_back(terminal, EACH["print"])
        with pytest.raises(Broken):
            terminal.dispatch(60)
        assert overall(answer()) == "Failure"


# ---- Texts, both ways ------------------------------------------------------------------------------------------


@proves("utf8-umlauts")
def test_umlauts_both_ways() -> None:
    trace = Trace()
    text = "Bäckerei Müller · 12,50 € · żółć · 日本語"
    result, answers = fake_payment(
        [output("Printer", text), question("<Command>GetChar</Command>", "Größe?")],
        print=trace.devices["print"],
        input=lambda asked: f"{asked.text} Ängström €",
    )
    assert result.receipts[0].text == trace.seen[0].text == text
    assert "Größe? Ängström €" in answers[1]


@proves("utf8-umlauts")
def test_latin_1_under_a_prolog_of_utf_8() -> None:
    trace = Trace()
    result, _ = fake_payment([output("Printer", "Bäckerei Müller")], encoding="latin-1", **trace.devices)
    assert result.receipts[0].text == trace.seen[0].text == "Bäckerei Müller"


@proves("utf8-invalid")
def test_invalid_unicode_is_refused_by_the_library() -> None:
    with pytest.raises(opi.UsageError) as caught:
        opi.Terminal("opi://127.0.0.1?workstation=\udcff")
    assert caught.value.status is opi.Status.INVALID_UTF8
    with opi.Terminal(URL) as terminal:
        with pytest.raises(opi.UsageError) as caught:
            terminal.pay(AMOUNT, "CHF", reference="\ud800")
        assert caught.value.status is opi.Status.INVALID_UTF8
        with pytest.raises(opi.UsageError) as caught:
            terminal.pay(AMOUNT, "C\udcfF")
        assert caught.value.status is opi.Status.INVALID_UTF8
        with pytest.raises(ValueError, match="null character"):
            terminal.pay(AMOUNT, "CHF", reference="A\0B")


# ---- Garbage collection ----------------------------------------------------------------------------------------


@proves("gc-stream")
def test_collecting_garbage_while_device_requests_stream() -> None:
    """A thread collects without end, callbacks collect, and each till's own objects are garbage at once."""
    stop = threading.Event()
    collected = 0

    def collect() -> None:
        nonlocal collected
        while not stop.is_set():
            gc.collect()
            collected += 1

    collector = threading.Thread(target=collect)
    collector.start()
    seen = 0

    def show(display: opi.DisplayText) -> None:
        nonlocal seen
        cycle: list[object] = [display]
        cycle.append(cycle)
        if seen % 50 == 0:
            gc.collect()
        seen += 1

    try:
        for _ in range(3):
            fake = FakeTerminal([output("CashierDisplay", f"Zeile {number}") for number in range(300)])
            # Nobody but the library's table keeps these functions.
            with fake.open(display=lambda display: show(display), print=lambda receipt: True) as terminal:
                assert terminal.pay(AMOUNT, "CHF").callback_errors == ()
            fake.end()
    finally:
        stop.set()
        collector.join()
    assert seen == 900 and collected > 3


def test_callbacks_are_kept_until_the_library_lets_go_of_them(simulator: Simulator) -> None:
    before = len(_callbacks._bridges)
    terminal = simulator.open(**ALL_YES)
    assert len(_callbacks._bridges) == before + 1
    terminal.close()
    assert len(_callbacks._bridges) == before
    with pytest.raises(opi.UsageError):
        opi.Terminal("opi://", **ALL_YES)
    assert len(_callbacks._bridges) == before


def test_a_terminal_that_is_forgotten_is_closed_with_a_warning(simulator: Simulator) -> None:
    before = len(_callbacks._bridges)
    with pytest.warns(ResourceWarning, match="never closed"):
        simulator.open(**ALL_YES)
        gc.collect()
    assert len(_callbacks._bridges) == before
