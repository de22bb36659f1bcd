"""Ctrl-C is the cashier's abort, and the outcome is reported all the same."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from types import FrameType
from typing import Optional

import opi
import pytest
from harness import AMOUNT, NOWHERE, PATIENCE, Simulate, Simulator, child_till

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to the whole console")


def interrupt_when(runs: threading.Event) -> None:
    """Ctrl-C from outside, once a callback has run and the main thread is inside the library again."""
    main = threading.get_ident()

    def work() -> None:
        assert runs.wait(PATIENCE)
        end = time.monotonic() + PATIENCE
        while sys._current_frames()[main].f_code.co_name != "_run" and time.monotonic() < end:
            os.sched_yield()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=work).start()


def test_inside_the_library(simulator: Simulator) -> None:
    simulator.ask("outcome wait")
    runs = threading.Event()
    with simulator.open(display=lambda display: runs.set()) as terminal:
        interrupt_when(runs)
        begin = time.monotonic()
        result = terminal.pay(AMOUNT, "CHF")
        # By Ctrl-C, not by the idle timer of 90 seconds.
        assert time.monotonic() - begin < PATIENCE
    assert result.verdict is opi.Verdict.ABORTED and result.cancel_requested and result.callback_errors == ()
    assert simulator.state() == "aborted"


def test_too_late_the_payment_counts(simulator: Simulator) -> None:
    def slip(receipt: opi.Receipt) -> bool:
        signal.raise_signal(signal.SIGINT)
        return True  # printing is never interrupted

    with simulator.open(print=slip) as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    assert result.approved and result.cancel_requested and result.callback_errors == ()
    assert all(receipt.acknowledged for receipt in result.receipts)
    assert simulator.net() == 1250


def test_a_question_to_the_cashier_ends(simulator: Simulator) -> None:
    simulator.ask("outcome signature")
    asked = []

    def ask(question: opi.Question) -> bool:
        asked.append(question)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("the question goes on")

    with simulator.open(input=ask, print=lambda receipt: True) as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    assert len(asked) >= 1 and result.callback_errors == ()
    assert not result.approved and result.cancel_requested
    assert simulator.net() == 0


def test_before_and_after_it_is_pythons_again(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        terminal.pay(AMOUNT, "CHF")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        assert signal.set_wakeup_fd(-1) == -1
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(opi.UsageError):
            terminal.pay(AMOUNT, "SFR")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_listens_for_signals_still_hears_them(simulator: Simulator) -> None:
    reading, writing = os.pipe()
    for end in (reading, writing):
        os.set_blocking(end, False)
    before = signal.set_wakeup_fd(writing)
    old = signal.signal(signal.SIGUSR1, lambda number, frame: None)
    try:
        with simulator.open(display=lambda display: signal.raise_signal(signal.SIGUSR1)) as terminal:
            assert terminal.pay(AMOUNT, "CHF").approved
        assert signal.set_wakeup_fd(before) == writing
    finally:
        signal.signal(signal.SIGUSR1, old)
    assert set(os.read(reading, 64)) == {signal.SIGUSR1}
    os.close(reading)
    os.close(writing)


def test_a_handler_of_the_tills_own_is_left_alone(simulator: Simulator) -> None:
    calls = []

    def handler(number: int, frame: Optional[FrameType]) -> None:
        calls.append(number)

    old = signal.signal(signal.SIGINT, handler)
    try:
        with simulator.open(display=lambda display: signal.raise_signal(signal.SIGINT)) as terminal:
            result = terminal.pay(AMOUNT, "CHF")
    finally:
        signal.signal(signal.SIGINT, old)
    assert result.approved and not result.cancel_requested and set(calls) == {signal.SIGINT}


def test_a_payment_inside_a_callback_of_another(simulator: Simulator, simulate: Simulate) -> None:
    inner_simulator = simulate(outcome="wait")
    simulator.ask("outcome wait")
    runs = threading.Event()
    inner_results: list[opi.Result] = []
    with inner_simulator.open(display=lambda display: runs.set()) as inner:

        def pay_there(display: opi.DisplayText) -> None:
            if not inner_results:
                inner_results.append(inner.pay(AMOUNT, "CHF"))

        with simulator.open(display=pay_there) as terminal:
            interrupt_when(runs)
            result = terminal.pay(AMOUNT, "CHF")
    for ended in (result, *inner_results):
        assert ended.verdict is opi.Verdict.ABORTED and ended.cancel_requested


def test_while_a_terminal_is_opened_it_is_closed_again(simulator: Simulator) -> None:
    """With recover=open that takes its time: the terminal is asked."""
    simulator.ask("outcome drop-pay:100")
    with simulator.open() as terminal:
        with pytest.raises(opi.OutcomeUnknown):
            terminal.pay(AMOUNT, "CHF")
    listen = simulator.choose_till()

    class Interrupting(logging.Logger):
        def handle(self, record: logging.LogRecord) -> None:
            signal.raise_signal(signal.SIGINT)

    opi.log_to(Interrupting("interrupting"), opi.LogLevel.TRACE)
    try:
        with pytest.raises(KeyboardInterrupt):
            opi.Terminal(simulator.url(listen=listen, recover=opi.Recover.OPEN))
    finally:
        opi.log_to(None)
    with opi.Terminal(simulator.url(listen=listen)) as terminal:  # neither port nor terminal is held
        assert [payment.verdict for payment in terminal.unresolved()] == [opi.Recovered.APPROVED]


def test_dispatch_ends_with_a_keyboard_interrupt() -> None:
    with opi.Terminal(NOWHERE) as terminal:
        timer = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            terminal.dispatch(PATIENCE)
        timer.join()


def test_of_a_process_at_its_keyboard() -> None:
    program = """
terminal = opi.Terminal(URL, display=lambda display: say("card, please"))
ready(terminal)
result = terminal.pay(AMOUNT, "CHF")
say(result.verdict.name, result.cancel_requested)
try:
    say("next"); sys.stdin.readline()
except KeyboardInterrupt:
    sys.exit(3)
"""
    with child_till(program, "wait") as (child, simulator):
        assert child.line() == "card, please"
        child.signal(signal.SIGINT)
        while (line := child.line()) == "card, please" or line == "":
            pass
        assert line == "ABORTED True" or (line := child.line()) == "ABORTED True", line
        assert child.line() == "next"
        child.signal(signal.SIGINT)
        assert child.end()[0] == 3
        assert simulator.state() == "aborted"


def test_while_an_event_loop_runs() -> None:
    """Ctrl-C cancels the main task (Python 3.11), which still gets what became of the payment."""
    program = """
async def main():
    terminal = opi.Terminal(URL, display=lambda display: say("card, please"))
    ready(terminal)
    result = await terminal.pay_async(AMOUNT, "CHF")
    say(result.verdict.name, result.cancel_requested)
    terminal.close()
    return 4
sys.exit(asyncio.run(main()))
"""
    if sys.version_info < (3, 11):
        pytest.skip("asyncio takes Ctrl-C for the main task since Python 3.11")
    with child_till(program, "wait") as (child, simulator):
        assert child.line() == "card, please"
        child.signal(signal.SIGINT)
        code, said, complaints = child.end()
        assert (code, said.splitlines()[-1]) == (4, "ABORTED True"), complaints
        assert simulator.state() == "aborted"
