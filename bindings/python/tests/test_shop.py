"""Many terminals in one process: all of them pay at once, and one thread serves them between their calls."""

from __future__ import annotations

import os
import signal
import socket
import threading
from contextlib import ExitStack
from decimal import Decimal
from typing import Any, Callable

import opi
import pytest
from harness import AMOUNT, NOWHERE, PATIENCE, Shop, Simulator, Trace, output, proves, receive, send
from test_callbacks import overall
from test_threads import Pause, on_a_thread

LANES = 64


@proves("shop")
def test_a_shop_pays_at_once() -> None:
    """Every fourth card is declined; each amount is one of its own."""
    shop, traces = Shop(LANES), [Trace() for _ in range(LANES)]
    start = threading.Barrier(LANES)

    def pay(terminal: opi.Terminal, number: int) -> opi.Result:
        start.wait(PATIENCE)
        return terminal.pay(Decimal(number), "CHF")

    with ExitStack() as stack:
        terminals: list[opi.Terminal] = []
        for number, (address, trace) in enumerate(zip(shop.addresses, traces), 1):
            listen = terminals[0].listen_address if terminals else "127.0.0.1:0"
            url = f"opi://{address}?workstation=lane-{number}&listen={listen}"
            terminals.append(stack.enter_context(opi.Terminal(url, **trace.devices)))
            if number % 4 == 0:
                shop.ask(f"@{number} outcome decline")
        shop.ask(f"till {terminals[0].listen_address}")
        payments = [on_a_thread(lambda at=at: pay(*at)) for at in zip(terminals, range(1, LANES + 1))]  # type: ignore[misc]
        results = [payment.result(PATIENCE) for payment in payments]
    for number, (result, trace) in enumerate(zip(results, traces), 1):
        declined = number % 4 == 0
        assert result.verdict is (opi.Verdict.DECLINED if declined else opi.Verdict.APPROVED), (number, result)
        assert result.callback_errors == () and len(trace.threads) == 1
        assert shop.net(number) == (0 if declined else 100 * number)
        if not declined:
            assert result.amount == opi.Money(Decimal(number), "CHF") and trace.letters == "ddddCMj"
    assert shop.ask("findings") == "[]"
    shop.stop()


# ---- Between calls ----------------------------------------------------------------------------------------


def lane(number: int, listen: str = "127.0.0.1:0", **devices: Any) -> opi.Terminal:
    """A terminal that takes no requests and is played by the test."""
    return opi.Terminal(f"opi://127.0.0.1:{number}?workstation=lane-{number}&journal=none&listen={listen}", **devices)


def call_back(terminal: opi.Terminal, number: int, target: str = "Printer") -> Callable[[], str]:
    """What the terminal of a lane wants; gives a function for what it is answered."""
    host, port = terminal.listen_address.split(":")
    device = socket.create_connection((host, int(port)), PATIENCE)
    request = output(target, f"for lane {number}")
    send(device, f'<DeviceRequest WorkstationID="lane-{number}" RequestID="77" {request}</DeviceRequest>'.encode())

    def answer() -> str:
        with device:
            return overall(receive(device).decode())

    return answer


@proves("dispatch-all")
def test_all_terminals_are_served_by_whoever_dispatches() -> None:
    traces = Trace(), Trace()
    assert opi.dispatch() is False
    with lane(1, **traces[0].devices) as one, lane(2, one.listen_address, **traces[1].devices) as two:
        assert opi.dispatch(0.3) is False
        answer = call_back(two, 2)
        assert opi.dispatch(PATIENCE) is True and answer() == "Success"
        answer = call_back(one, 1)
        assert opi.dispatch(PATIENCE) is True and answer() == "Success"
    for number, trace in enumerate(traces, 1):
        assert [receipt.text for receipt in trace.seen] == [f"for lane {number}"]
        assert trace.threads == {threading.get_ident()}


@proves("dispatch-all")
def test_a_callback_that_blocks_delays_no_other() -> None:
    pause = Pause()
    with lane(1, print=pause) as one, lane(2, one.listen_address, print=lambda receipt: True) as two:
        blocked = on_a_thread(lambda: opi.dispatch(PATIENCE))
        of_one = call_back(one, 1)
        assert pause.reached.wait(PATIENCE)
        of_two = call_back(two, 2)
        assert opi.dispatch(PATIENCE) is True and of_two() == "Success"
        pause.go_on.set()
        assert blocked.result(PATIENCE) is True and of_one() == "Success"


class Broken(Exception):
    """What callbacks raise here."""


@proves("dispatch-all", "callback-throws")
def test_what_is_raised_comes_to_the_innermost_call(simulator: Simulator) -> None:
    caught: list[str] = []

    def no_coffee(delivery: opi.Delivery) -> bool:
        raise Broken("no coffee")

    def dispatch_and_raise(receipt: opi.Receipt) -> bool:
        answer = call_back(vendor, 2, "DeliveryBox")
        with pytest.raises(Broken) as inner:
            opi.dispatch(PATIENCE)
        assert answer() == "Failure"
        caught.append(str(inner.value))
        raise Broken("no paper")

    with lane(2, deliver=no_coffee) as vendor, simulator.open(print=dispatch_and_raise) as terminal:
        result = terminal.pay(AMOUNT, "CHF")
    assert result.approved and caught[0] == "no coffee"
    assert {str(error.error) for error in result.callback_errors} == {"no paper"}


@proves("dispatch-all", "callback-throws")
def test_a_payment_inside_what_is_dispatched_keeps_its_own(simulator: Simulator) -> None:
    results: list[opi.Result] = []

    def no_ink(entry: opi.JournalEntry) -> bool:
        raise Broken("no ink")

    def pay(delivery: opi.Delivery) -> bool:
        results.append(terminal.pay(AMOUNT, "CHF"))
        return True

    with simulator.open(journal=no_ink) as terminal, lane(3, deliver=pay) as vendor:
        answer = call_back(vendor, 3, "DeliveryBox")
        assert opi.dispatch(PATIENCE) is True and answer() == "Success"
    assert [str(error.error) for error in results[0].callback_errors] == ["no ink"]


def test_dispatch_ends_with_a_keyboard_interrupt() -> None:
    with opi.Terminal(NOWHERE):
        timer = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            opi.dispatch(PATIENCE)
        timer.join()


def test_a_keyboard_interrupt_inside_a_callback_ends_it_too() -> None:
    with lane(1, print=lambda receipt: signal.raise_signal(signal.SIGINT)) as terminal:
        answer = call_back(terminal, 1)
        with pytest.raises(KeyboardInterrupt):
            opi.dispatch(PATIENCE)
        assert answer() == "Failure"
