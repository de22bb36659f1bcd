"""The spelling for asyncio: a payment on a thread of its own, while the event loop goes on."""

from __future__ import annotations

import asyncio
import sys
import threading

import opi
import pytest
from harness import AMOUNT, SHORT, PATIENCE, Simulate, Simulator, Trace, proves


@proves("async")
def test_the_loop_goes_on_while_a_payment_runs(simulator: Simulator) -> None:
    simulator.ask("outcome slow:200")
    trace = Trace()

    async def main() -> tuple[opi.Result, int]:
        turns = 0
        with simulator.open(**trace.devices) as terminal:
            payment = asyncio.ensure_future(terminal.pay_async(AMOUNT, "CHF", reference="A1"))
            while not payment.done():
                turns += 1
                await asyncio.sleep(0)
            return payment.result(), turns

    result, turns = asyncio.run(main())
    assert result.approved and result.reference == "A1" and turns > 100
    assert len(trace.threads) == 1 and threading.get_ident() not in trace.threads
    assert simulator.net() == 1250


def test_two_at_once(simulator: Simulator, simulate: Simulate) -> None:
    other = simulate()

    async def main() -> list[opi.Result]:
        with simulator.open() as one, other.open() as two:
            payments = one.pay_async(AMOUNT, "CHF"), two.pay_async(AMOUNT, "CHF")
            return list(await asyncio.gather(*payments))

    assert all(result.approved for result in asyncio.run(main()))
    assert (simulator.net(), other.net()) == (1250, 1250)


def test_refund_and_reversal(simulator: Simulator) -> None:
    async def main() -> list[bool]:
        with simulator.open(input=lambda question: True) as terminal:
            return [
                (await terminal.pay_async(AMOUNT, "CHF")).approved,
                (await terminal.refund_async(AMOUNT, "CHF")).approved,
                (await terminal.reverse_async()).approved,
                (await terminal.run_async(opi.Kind.GET_STATUS)).approved,
            ]

    assert asyncio.run(main()) == [True] * 4
    assert simulator.net() == 1250


@proves("async")
def test_a_cancelled_task_still_tells_what_became_of_it(simulator: Simulator) -> None:
    simulator.ask("outcome wait")

    async def main() -> opi.Result:
        runs, loop = asyncio.Event(), asyncio.get_running_loop()
        with simulator.open(display=lambda display: loop.call_soon_threadsafe(runs.set)) as terminal:
            payment = asyncio.ensure_future(terminal.pay_async(AMOUNT, "CHF"))
            await runs.wait()
            payment.cancel()
            await asyncio.sleep(0)
            payment.cancel()  # the impatient do it twice
            return await payment

    result = asyncio.run(main())
    assert result.verdict is opi.Verdict.ABORTED and result.cancel_requested
    assert simulator.state() == "aborted"


def test_a_task_that_is_cancelled_too_late_has_paid(simulator: Simulator) -> None:
    async def main() -> opi.Result:
        loop = asyncio.get_running_loop()
        printing, cancelled = asyncio.Event(), threading.Event()

        def slip(receipt: opi.Receipt) -> bool:
            loop.call_soon_threadsafe(printing.set)
            return cancelled.wait(PATIENCE)

        with simulator.open(print=slip) as terminal:
            payment = asyncio.ensure_future(terminal.pay_async(AMOUNT, "CHF"))
            await printing.wait()
            payment.cancel()
            await asyncio.sleep(0)
            cancelled.set()
            return await payment

    result = asyncio.run(main())
    assert result.approved and result.cancel_requested
    assert simulator.net() == 1250


def test_a_time_limit_is_an_abort_with_its_outcome(simulator: Simulator) -> None:
    simulator.ask("outcome wait")

    async def main() -> opi.Result:
        with simulator.open() as terminal:
            return await asyncio.wait_for(terminal.pay_async(AMOUNT, "CHF"), 0.2)

    result = asyncio.run(main())
    assert result.verdict in (opi.Verdict.ABORTED, opi.Verdict.NOT_SENT) and result.cancel_requested


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout() came with Python 3.11")
def test_a_time_limit_as_a_block(simulator: Simulator) -> None:
    simulator.ask("outcome wait")

    async def main() -> opi.Result:
        with simulator.open() as terminal:
            async with asyncio.timeout(0.2):
                result = await terminal.pay_async(AMOUNT, "CHF")
            await asyncio.sleep(0)  # the task itself is not cancelled
            return result

    assert asyncio.run(main()).cancel_requested


def test_errors_come_to_the_task(simulator: Simulator) -> None:
    simulator.ask("outcome silent")

    async def main() -> None:
        with simulator.open(SHORT) as terminal:
            with pytest.raises(opi.UsageError):
                await terminal.pay_async(AMOUNT, "SFR")
            with pytest.raises(TypeError):
                await terminal.pay_async(12.5, "CHF")  # type: ignore[arg-type]
            with pytest.raises(opi.OutcomeUnknown):
                await terminal.pay_async(AMOUNT, "CHF")

    asyncio.run(main())
