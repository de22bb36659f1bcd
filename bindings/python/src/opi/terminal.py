"""A payment terminal, as a till sees it."""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
import time
import warnings
import weakref
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from ctypes import byref, c_void_p
from decimal import Decimal
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Callable, Optional, TypeVar, Union

from . import _interrupt
from ._callbacks import Bridge, Call, dispatching
from ._handle import Handle, Released, decode, encode
from ._library import library
from ._native import Pointer
from ._records import Owned
from ._texts import option
from .cancel import Cancel
from .devices import CALLBACKS
from .errors import Error, ErrorOut, error_of, mistake
from .log import stop_log
from .money import currency_decimals, minor_units
from .names import Kind, Recovered, Status
from .options import REQUEST_FORMS
from .recovery import Recovery, RecoveryList
from .result import Result

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .devices import Devices
    from .options import RequestOptions

T = TypeVar("T")

#: How long leaving the process waits for a call that still runs, in seconds.
EXIT_TIMEOUT = 5.0
#: How long dispatching stays inside the library at a time, in seconds: so soon Ctrl-C is seen.
_SLICE = 0.2


class Terminal:
    """One payment terminal.

    Opening it only starts to listen for its device requests; each request makes its own connection.

        with opi.Terminal("opi://192.168.0.60?workstation=lane-1") as terminal:
            result = terminal.pay(Decimal("12.50"), "CHF")

    **Callbacks.** What the terminal wants of the till comes to the functions given as `devices`, on the thread that is
    inside `pay`, `run`, `recover` or `dispatch`, or inside `opi.dispatch`, one at a time. A function that is left out is
    a device that the till does not have. They answer True (done), False (could not be done) or None (the harmless thing
    happens); a question of the terminal is answered by what was typed, see `Reply`. What they are given may be kept.

    What they raise never changes how a payment ends: it is in `Result.callback_errors`, and in the log `opi`.

    **Errors.** Opening raises `UsageError` for a URL that cannot be read, `NotSent` when the till's port for device
    requests is taken.
    """

    def __init__(self, url: str, **devices: Unpack[Devices]) -> None:
        functions = library()
        unknown = devices.keys() - CALLBACKS.keys()
        if unknown:
            raise TypeError(f"there is no device {', '.join(sorted(unknown))}; there are {', '.join(CALLBACKS)}")
        given: dict[str, Any] = {name: function for name, function in devices.items() if function is not None}
        self._bridge = Bridge(given)
        address = encode(url)
        pointer, error = c_void_p(), ErrorOut()
        table = self._bridge.table()
        interrupted = Cancel()
        with ExitStack() as stack:
            # With recover=open the terminal may want something of the till already.
            call = stack.enter_context(self._bridge.call())
            if _interrupt.concerns_this_thread():
                stack.enter_context(_interrupt.aborts(interrupted, call))
            status = functions.opi_terminal_open(address, byref(table), byref(pointer), error.reference)
            if status == Status.OK:
                # Here, where Ctrl-C does not come between: the terminal must not be lost.
                self._handle = Handle(pointer.value, functions.opi_terminal_free)
                self._process = os.getpid()
                _open.add(self)
        if status != Status.OK:
            raise error.take(status)
        if interrupted.cancelled:
            self.close()
            raise KeyboardInterrupt

    # ---- Requests

    def pay(
        self, amount: Decimal, currency: str, *, cancel: Optional[Cancel] = None, **options: Unpack[RequestOptions]
    ) -> Result:
        """Takes a card payment; see `run`."""
        return self.run(Kind.CARD_PAYMENT, amount, currency, cancel=cancel, **options)

    def refund(
        self, amount: Decimal, currency: str, *, cancel: Optional[Cancel] = None, **options: Unpack[RequestOptions]
    ) -> Result:
        """Refunds to a card; see `run`."""
        return self.run(Kind.PAYMENT_REFUND, amount, currency, cancel=cancel, **options)

    def reverse(
        self,
        amount: Optional[Decimal] = None,
        currency: Optional[str] = None,
        *,
        cancel: Optional[Cancel] = None,
        **options: Unpack[RequestOptions],
    ) -> Result:
        """Reverses a payment: the last one in ch, the one of `stan` in de; see `run`."""
        return self.run(Kind.PAYMENT_REVERSAL, amount, currency, cancel=cancel, **options)

    def run(
        self,
        kind: Kind,
        amount: Optional[Decimal] = None,
        currency: Optional[str] = None,
        *,
        cancel: Optional[Cancel] = None,
        **options: Unpack[RequestOptions],
    ) -> Result:
        """Runs one request: sends it once, serves the terminal's device requests, waits for the outcome.

        A declined card is a result, no error. Ctrl-C on the main thread is the cashier's abort: the terminal is
        asked to stop, and what became of it is returned all the same, with `Result.cancel_requested`.

        Args:
            kind: what the terminal is asked for.
            amount: major units, such as `Decimal("12.50")`; positive also for refunds.
            currency: three letters of ISO 4217.
            cancel: stops the request from another thread, or from inside a callback.
            options: see `RequestOptions`.

        Raises:
            OutcomeUnknown: it was sent and nobody told how it ended. Never send it again; find out.
            NotSent: it could not be started, trying again is safe.
            UsageError: a mistake in the call, or another call is running (`Status.BUSY`).
            InternalError: a fault in the library.
        """
        with _request(kind, amount, currency, dict(options)).use() as request:
            return self._run(request, cancel)

    async def pay_async(
        self, amount: Decimal, currency: str, *, cancel: Optional[Cancel] = None, **options: Unpack[RequestOptions]
    ) -> Result:
        """Takes a card payment; see `run_async`."""
        return await self.run_async(Kind.CARD_PAYMENT, amount, currency, cancel=cancel, **options)

    async def refund_async(
        self, amount: Decimal, currency: str, *, cancel: Optional[Cancel] = None, **options: Unpack[RequestOptions]
    ) -> Result:
        """Refunds to a card; see `run_async`."""
        return await self.run_async(Kind.PAYMENT_REFUND, amount, currency, cancel=cancel, **options)

    async def reverse_async(
        self,
        amount: Optional[Decimal] = None,
        currency: Optional[str] = None,
        *,
        cancel: Optional[Cancel] = None,
        **options: Unpack[RequestOptions],
    ) -> Result:
        """Reverses a payment; see `run_async`."""
        return await self.run_async(Kind.PAYMENT_REVERSAL, amount, currency, cancel=cancel, **options)

    async def run_async(
        self,
        kind: Kind,
        amount: Optional[Decimal] = None,
        currency: Optional[str] = None,
        *,
        cancel: Optional[Cancel] = None,
        **options: Unpack[RequestOptions],
    ) -> Result:
        """Runs one request on a thread of its own, where the callbacks run too, while the event loop goes on.

        Cancelling the task is the cashier's abort: the terminal is asked to stop, and the task still waits for what
        became of it and returns that, with `Result.cancel_requested`. A payment cannot be forgotten.
        """
        stop = cancel or Cancel()
        return await _on_a_thread(lambda: self.run(kind, amount, currency, cancel=stop, **options), stop)

    # ---- Recovery

    def recover(self, *, cancel: Optional[Cancel] = None) -> RecoveryList:
        """Finds out what became of every unresolved request of this till, and lists what was not acknowledged.

        Asks for the terminal's last message and last receipt, never for money; each finding is on disk before this
        returns. A terminal that cannot be reached is no error: the verdict is `Recovered.ASK_HUMAN` then, and
        `ask_again` says so. Book or void each sale, then `Recovery.acknowledge()` it.

        Takes as long as it takes, while the terminal is busy some minutes at most; Ctrl-C and `cancel` end it.

        Raises:
            UsageError: `Status.NO_JOURNAL`, or another call is running.
            NotSent: the journal cannot be read or written.
        """
        functions = library()
        pointer, error = c_void_p(), ErrorOut()
        found = None
        with self._calling(cancel) as (terminal, token, _):
            status = functions.opi_terminal_recover(terminal, token, byref(pointer), error.reference)
            if status == Status.OK:
                found = RecoveryList(pointer.value)
        if found is None:
            raise error.take(status)
        return found

    async def recover_async(self, *, cancel: Optional[Cancel] = None) -> RecoveryList:
        """The same on a thread of its own. Cancelling the task ends it; the list is returned all the same."""
        stop = cancel or Cancel()
        return await _on_a_thread(lambda: self.recover(cancel=stop), stop)

    def unresolved(self) -> RecoveryList:
        """Lists what `recover` would look into, as the journal knows it, without asking the terminal."""
        pointer, error = c_void_p(), ErrorOut()
        with self._use() as terminal:
            status = library().opi_terminal_unresolved(terminal, byref(pointer), error.reference)
        if status != Status.OK:
            raise error.take(status)
        return RecoveryList(pointer.value)

    def resolve(self, request: Union[Recovery, str], verdict: Recovered, *, who: str, why: str) -> None:
        """Resolves a request by hand, after a person has compared receipts or totals.

        Who and why are recorded; no card numbers in them, please. `recover` lists the request once more, until it is
        acknowledged.

        Args:
            request: what `recover` gave, or its `id`.
            verdict: `Recovered.APPROVED` or `Recovered.NOT_CHARGED`.
            who: the person.
            why: what was compared.
        """
        number = (request.id or "") if isinstance(request, Recovery) else request
        error = ErrorOut()
        with self._use() as terminal:
            status = library().opi_terminal_resolve(
                terminal, encode(number), verdict, encode(who), encode(why), error.reference
            )
        if status != Status.OK:
            raise error.take(status)

    # ---- Everything else

    def dispatch(self, timeout: float = 0.0) -> bool:
        """Serves device requests that come while no request runs, such as a receipt asked for at the terminal.

        Returns when at least one was served and no other waits: True; or after `timeout` seconds: False. What a
        callback raises is raised here when the request has been served. `opi.dispatch` serves all terminals.
        """
        with self._use() as pointer, self._bridge.call() as call:
            return _dispatch(lambda time_ms: library().opi_terminal_dispatch(pointer, time_ms), call, timeout)

    def close(self, timeout: float = 10.0) -> None:
        """Closes the terminal: cancels a call that runs in another thread, and waits for it.

        When this returns, no callback of the terminal runs or will run again. Closing twice is the same as once.

        Raises:
            UsageError: `Status.RECURSIVE` inside a callback of this terminal, and nothing changes;
                `Status.TIMEOUT` when a call still runs after `timeout` seconds: it goes on closing, ask again.
        """
        try:
            with self._handle.use() as pointer:
                status = library().opi_terminal_close(pointer, _milliseconds(timeout))
        except Released:
            return
        if status != Status.OK:
            raise error_of(status)
        _open.discard(self)
        self._handle.release()

    @property
    def closed(self) -> bool:
        """Has it been closed?"""
        return self._handle.released

    @property
    def listen_port(self) -> int:
        """The port on which the till listens for device requests; useful with `listen=0`."""
        with self._use() as pointer:
            return library().opi_terminal_listen_port(pointer)

    @property
    def listen_address(self) -> str:
        """The address on which the till listens for device requests, such as `0.0.0.0:4102`."""
        with self._use() as pointer:
            return decode(library().opi_terminal_listen_address(pointer, None))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def __del__(self) -> None:
        handle: Optional[Handle] = getattr(self, "_handle", None)
        if handle is not None and not handle.released and os.getpid() == self._process:
            warnings.warn(f"{self!r} was never closed", ResourceWarning, source=self)
            # Nobody is inside a call: whoever is holds the terminal. The handle frees it, and so closes it.

    # ---- Inside

    @contextmanager
    def _use(self) -> Iterator[int]:
        """Lends the terminal to a call."""
        try:
            with self._handle.use() as pointer:
                yield pointer
        except Released:
            raise error_of(Status.CLOSED) from None

    @contextmanager
    def _calling(self, cancel: Optional[Cancel]) -> Iterator[tuple[int, Pointer, Call]]:
        """A call that callbacks may run in, and that Ctrl-C ends: terminal, cancel token, what callbacks raised."""
        with ExitStack() as stack:
            terminal = stack.enter_context(self._use())
            call = stack.enter_context(self._bridge.call())
            if _interrupt.concerns_this_thread():
                cancel = cancel or Cancel()
                stack.enter_context(_interrupt.aborts(cancel, call))
            token = stack.enter_context(cancel._handle.use()) if cancel is not None else None
            yield terminal, token, call

    def _run(self, request: int, cancel: Optional[Cancel]) -> Result:
        functions = library()
        pointer, error, result = c_void_p(), ErrorOut(), None
        with self._calling(cancel) as (terminal, token, call):
            status = functions.opi_terminal_run(terminal, request, token, byref(pointer), error.reference)
            if pointer.value is not None:
                # Here, where Ctrl-C does not come between.
                cancelled = functions.opi_cancel_is_cancelled(token) == 1
                result = Result(pointer.value, call.errors, cancelled, _acknowledge)
        if status != Status.OK or result is None:
            raise error.take(status, result)
        error.drop()
        return result


def _acknowledge(result: Owned) -> None:
    error = ErrorOut()
    status = result.number("opi_result_acknowledge", (error.reference,))
    if status != Status.OK:
        raise error.take(status)


def dispatch(timeout: float = 0.0) -> bool:
    """Serves device requests of every terminal of this process that come while no call is inside it.

    One thread that calls this in a loop serves a shop; a second one keeps a callback that takes long at one terminal
    from delaying the others. Callbacks run on this thread.

        def serve_the_shop() -> None:
            while is_open:
                opi.dispatch(1.0)

        threading.Thread(target=serve_the_shop, daemon=True).start()

    Returns when at least one was served and no other waits: True; or after `timeout` seconds: False. What a callback
    raises is raised here when the request has been served; Ctrl-C on the main thread is a `KeyboardInterrupt`, within
    a fifth of a second. May be called inside a callback: it serves the other terminals.
    """
    with dispatching() as call:
        return _dispatch(library().opi_dispatch, call, timeout)


def _dispatch(serve: Callable[[int], int], call: Call, timeout: float) -> bool:
    """Serves in slices, so that Ctrl-C is seen between them."""
    end = time.monotonic() + timeout
    while True:
        left = max(0.0, end - time.monotonic())
        status = serve(_milliseconds(min(left, _SLICE)))
        if call.errors:
            raise call.errors[0].error
        if status == Status.OK:
            return True
        if status != Status.TIMEOUT:
            raise error_of(status)
        if left <= _SLICE:
            return False


async def _on_a_thread(call: Callable[[], T], cancel: Cancel) -> T:
    """Waits for a call on a thread of its own. Who cancels the task cancels the call, and still gets its outcome."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def work() -> None:
        try:
            result = call()
            tell = partial(outcome.set_result, result)
        except BaseException as error:
            tell = partial(outcome.set_exception, error)
        try:
            loop.call_soon_threadsafe(tell)
        except RuntimeError:
            pass  # the loop has been closed: nobody waits any more

    threading.Thread(target=work, name="opi-request", daemon=True).start()
    while True:
        try:
            return await asyncio.shield(outcome)
        except asyncio.CancelledError:
            cancel.cancel()
            task: Any = asyncio.current_task()
            if hasattr(task, "uncancel"):  # Python 3.11: who does not pass a cancellation on says so
                task.uncancel()


def _request(kind: int, amount: Optional[Decimal], currency: Optional[str], options: dict[str, object]) -> Handle:
    """The request as the library wants it."""
    functions = library()
    pointer = functions.opi_request_new(kind)
    if pointer is None:
        raise mistake(Status.UNKNOWN_NAME, f"There is no kind of request with the number {int(kind)}.")
    handle = Handle(pointer, functions.opi_request_free)
    error = ErrorOut()
    if amount is not None or currency is not None:
        if amount is None or currency is None:
            raise mistake(Status.INVALID_AMOUNT, "An amount needs a currency, and a currency an amount.")
        status = functions.opi_request_set_amount(pointer, _minor_units(amount, currency), encode(currency), error.reference)
        if status != Status.OK:
            raise error.take(status)
    for given in options.items():
        name, text = option(REQUEST_FORMS, *given, currency)
        status = functions.opi_request_set(pointer, encode(name), encode(text), error.reference)
        if status != Status.OK:
            raise error.take(status)
    return handle


def _minor_units(amount: Decimal, currency: str) -> int:
    if isinstance(amount, Decimal) and currency_decimals(currency) is None:
        return 1  # of no currency: the library says what is wrong with it
    try:
        return minor_units(amount, currency)
    except ValueError as error:
        raise mistake(Status.INVALID_AMOUNT, f"{error}.") from None


def _milliseconds(seconds: float) -> int:
    """A time for the library; ctypes would cut off what is too long, and turn what is below 0 into what is long."""
    return int(min(max(seconds, 0.0) * 1000, 2**32 - 1))


# ---- Leaving the process -------------------------------------------------------------------------------------

_open: weakref.WeakSet[Terminal] = weakref.WeakSet()
_process = os.getpid()


@atexit.register
def _close_all() -> None:
    """Closes what is still open while Python is whole: afterwards no callback could run.

    A call that runs in a daemon thread is cancelled and waited for, together about EXIT_TIMEOUT seconds; then
    callbacks that still run are ended.
    """
    if os.getpid() != _process:
        return  # a forked child: the terminals are the parent's
    for timeout in (EXIT_TIMEOUT, 1.0):
        end = time.monotonic() + timeout
        for terminal in list(_open):
            try:
                terminal.close(max(0.0, end - time.monotonic()))
            except Error:
                terminal._bridge.end_callbacks()  # and once more; then it is left to the operating system
    stop_log()
