"""Threads, cancelling and closing: who may do what, when, and that nothing waits for ever."""

from __future__ import annotations

import gc
import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Callable, TypeVar

import opi
import pytest
from harness import AMOUNT, PATIENCE, Simulate, Simulator, Trace, all_of, proves

T = TypeVar("T")


def on_a_thread(work: Callable[[], T]) -> Future[T]:
    """Starts work on a thread of its own."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(work)
    pool.shutdown(wait=False)
    return future


def refused(status: opi.Status, call: Callable[[], object]) -> None:
    with pytest.raises(opi.UsageError) as caught:
        call()
    assert caught.value.status is status


class Pause:
    """A callback that tells that it runs, and waits until it may go on."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __call__(self, request: object) -> bool:
        self.reached.set()
        return self.go_on.wait(PATIENCE)


@proves("busy")
def test_a_second_call_is_busy_and_takes_nothing_from_the_first(simulator: Simulator) -> None:
    pause = Pause()
    with simulator.open(display=pause) as terminal:
        first = on_a_thread(lambda: terminal.pay(AMOUNT, "CHF"))
        assert pause.reached.wait(PATIENCE)
        refused(opi.Status.BUSY, lambda: terminal.pay(AMOUNT, "CHF"))
        assert terminal.dispatch(0.01) is False
        pause.go_on.set()
        assert first.result(PATIENCE).approved
    assert simulator.net() == 1250


@proves("recursive", "close-in-callback")
def test_calls_inside_a_callback_are_refused_and_change_nothing(simulator: Simulator) -> None:
    def call_back(request: object) -> bool:
        refused(opi.Status.RECURSIVE, lambda: terminal.pay(AMOUNT, "CHF"))
        refused(opi.Status.RECURSIVE, lambda: terminal.dispatch(60))
        refused(opi.Status.RECURSIVE, lambda: terminal.close(60))
        assert terminal.listen_port > 0 and not terminal.closed
        return True

    with simulator.open(**all_of(call_back)) as terminal:
        result = terminal.pay(AMOUNT, "CHF")
        assert result.approved and result.callback_errors == ()
        assert terminal.pay(AMOUNT, "CHF").approved
    assert simulator.net() == 2500


def test_another_terminal_may_be_used_inside_a_callback(simulator: Simulator, simulate: Simulate) -> None:
    other_simulator = simulate()
    with other_simulator.open(**Trace().devices) as other:

        def pay_there(receipt: opi.Receipt) -> bool:
            return other.pay(AMOUNT, "CHF").approved

        with simulator.open(print=pay_there) as terminal:
            result = terminal.pay(AMOUNT, "CHF")
    assert result.approved and result.callback_errors == ()
    assert (simulator.net(), other_simulator.net()) == (1250, 2500)


@proves("two-terminals")
def test_two_terminals_at_once_on_one_port(simulator: Simulator, simulate: Simulate) -> None:
    other_simulator = simulate()
    traces = Trace(), Trace()
    with simulator.open({"workstation": "1"}, **traces[0].devices) as one:
        with other_simulator.open({"workstation": "2", "listen": one.listen_address}, **traces[1].devices) as two:
            assert one.listen_port == two.listen_port
            start = threading.Barrier(2)

            def pay_ten_times(terminal: opi.Terminal) -> list[bool]:
                start.wait(PATIENCE)
                return [terminal.pay(AMOUNT, "CHF").approved for _ in range(10)]

            payers = [on_a_thread(lambda terminal=terminal: pay_ten_times(terminal)) for terminal in (one, two)]  # type: ignore[misc]
            assert [payer.result(PATIENCE) for payer in payers] == [[True] * 10] * 2
    assert [trace.letters for trace in traces] == ["ddddCMj" * 10] * 2
    assert all(len(trace.threads) == 1 for trace in traces) and traces[0].threads != traces[1].threads
    assert (simulator.net(), other_simulator.net()) == (12500, 12500)


# ---- Cancelling -------------------------------------------------------------------------------------------


def test_cancelled_before_nothing_is_sent(simulator: Simulator) -> None:
    cancel = opi.Cancel()
    cancel.cancel()
    cancel.cancel()
    with simulator.open() as terminal:
        with pytest.raises(opi.NotSent) as caught:
            terminal.pay(AMOUNT, "CHF", cancel=cancel)
    assert caught.value.status is opi.Status.CANCELLED_BEFORE_SEND and cancel.cancelled
    assert caught.value.result is not None and caught.value.result.cancel_requested


@proves("cancel")
def test_cancelled_by_another_thread_it_is_aborted(simulator: Simulator) -> None:
    simulator.ask("outcome wait")
    runs, cancel = threading.Event(), opi.Cancel()
    with simulator.open(display=lambda display: runs.set()) as terminal:
        payment = on_a_thread(lambda: terminal.pay(AMOUNT, "CHF", cancel=cancel))
        assert runs.wait(PATIENCE)
        cancel.cancel()
        result = payment.result(PATIENCE)
    assert result.verdict is opi.Verdict.ABORTED and result.cancel_requested


@proves("cancel-too-late")
def test_cancelled_too_late_it_is_paid(simulator: Simulator) -> None:
    cancel = opi.Cancel()

    def print_and_cancel(receipt: opi.Receipt) -> bool:
        cancel.cancel()
        return True

    with simulator.open(print=print_and_cancel) as terminal:
        result = terminal.pay(AMOUNT, "CHF", cancel=cancel)
    assert result.approved and result.cancel_requested
    assert simulator.net() == 1250


@proves("dispose-not-cancel")
def test_forgetting_a_cancel_cancels_nothing(simulator: Simulator) -> None:
    class Forgetful:
        cancel = opi.Cancel()

    def forget(display: opi.DisplayText) -> None:
        if hasattr(Forgetful, "cancel"):
            del Forgetful.cancel
        gc.collect()

    with simulator.open(display=forget) as terminal:
        result = terminal.pay(AMOUNT, "CHF", cancel=Forgetful.cancel)
    assert result.approved and not result.cancel_requested


# ---- Closing ----------------------------------------------------------------------------------------------


@proves("close-twice")
def test_closing_twice_is_the_same_as_once(simulator: Simulator) -> None:
    terminal = simulator.open()
    terminal.close()
    terminal.close()
    assert terminal.closed
    for call in (
        lambda: terminal.pay(AMOUNT, "CHF"),
        lambda: terminal.dispatch(60),
        lambda: terminal.listen_port,
        lambda: terminal.listen_address,
    ):
        refused(opi.Status.CLOSED, call)


@proves("close-other-thread")
def test_closing_on_another_thread_ends_a_payment_and_waits_for_it(simulator: Simulator) -> None:
    simulator.ask("outcome wait")
    runs = threading.Event()
    terminal = simulator.open(display=lambda display: runs.set())
    payment = on_a_thread(lambda: terminal.pay(AMOUNT, "CHF"))
    assert runs.wait(PATIENCE)
    closers = [on_a_thread(lambda: terminal.close(PATIENCE)) for _ in range(2)]
    terminal.close(PATIENCE)
    for closer in closers:
        closer.result(PATIENCE)
    assert payment.result(PATIENCE).verdict is opi.Verdict.ABORTED


def test_closing_gives_up_at_its_timeout_and_goes_on(simulator: Simulator) -> None:
    simulator.ask("outcome wait")
    pause = Pause()
    terminal = simulator.open(display=pause)
    payment = on_a_thread(lambda: terminal.pay(AMOUNT, "CHF"))
    assert pause.reached.wait(PATIENCE)
    refused(opi.Status.TIMEOUT, lambda: terminal.close(0))
    refused(opi.Status.TIMEOUT, lambda: terminal.close(0.02))
    refused(opi.Status.TIMEOUT, lambda: terminal.close(-1))
    refused(opi.Status.CLOSED, lambda: terminal.pay(AMOUNT, "CHF"))
    pause.go_on.set()
    terminal.close(float("inf"))
    assert payment.result(PATIENCE).verdict is opi.Verdict.ABORTED


def test_a_with_block_closes_though_it_is_left_by_an_error(simulator: Simulator) -> None:
    with pytest.raises(ZeroDivisionError):
        with simulator.open() as terminal:
            raise ZeroDivisionError
    assert terminal.closed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork() here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_in_a_forked_child_the_terminal_is_the_parents(simulator: Simulator) -> None:
    with simulator.open() as terminal:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                terminal.pay(AMOUNT, "CHF")
            except opi.Error as error:
                code = 42 if error.status is opi.Status.FORKED else 2
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 42
        assert terminal.pay(AMOUNT, "CHF").approved
    assert simulator.net() == 1250
