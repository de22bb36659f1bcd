"""The way from C to the till's callbacks.

The functions that C calls are made once and never collected; which till is meant is a number in `user_data`. Nothing
leaves them but a number: whatever a callback raises is kept in the slot of the call it belongs to, which is the
innermost one on this thread, and the terminal is told that the device failed.
"""

from __future__ import annotations

import ctypes
import itertools
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Callable, Optional

from ._bindings import Pointer, opi_devices, opi_devices_destroy, opi_devices_display, opi_devices_input
from ._handle import decode, encode
from ._interrupt import QuestionEnded
from ._library import library
from .devices import (
    CallbackError,
    Delivery,
    Display,
    JournalEntry,
    OnDeliver,
    OnDisplay,
    OnInput,
    OnJournal,
    OnPrint,
    Question,
    Receipt,
    Typed,
)
from .names import Answer, Device, JournalField, Prompt, ReceiptRole

_log = logging.getLogger("opi")


@dataclass
class Call:
    """A call that is running, and what its callbacks raised."""

    errors: list[CallbackError] = field(default_factory=list)
    asking: bool = False
    """Is the cashier being asked right now?"""


#: The innermost call of each thread.
Calls = dict[int, Call]


@dataclass
class Bridge:
    """The callbacks of one terminal; None for a device that the till does not have."""

    display: Optional[OnDisplay] = None
    print: Optional[OnPrint] = None
    input: Optional[OnInput] = None
    deliver: Optional[OnDeliver] = None
    journal: Optional[OnJournal] = None
    _calls: Calls = field(default_factory=dict)
    _serving: Optional[int] = None
    """The thread on which one of them is running right now."""
    _ended: bool = False

    @contextmanager
    def call(self) -> Iterator[Call]:
        """Takes what callbacks raise on this thread until the end of the block."""
        with _calling(self._calls) as call:
            yield call

    def table(self) -> opi_devices:
        """The struct for opi_terminal_open(). From here on the bridge is kept until the library calls destroy."""
        number = next(_numbers)
        _bridges[number] = self
        table = opi_devices(struct_size=ctypes.sizeof(opi_devices), user_data=number, destroy=_DESTROY)
        for name, function in _FUNCTIONS.items():
            if getattr(self, name) is not None:
                setattr(table, name, function)
        return table

    def serve(self, device: Device, request: Pointer, answer: Pointer) -> int:
        """Asks the till. Raises nothing: what its callback raises is kept."""
        thread = threading.get_ident()
        # While a call on this terminal runs here, dispatch() serves others.
        call = self._calls.get(thread) or _dispatching.get(thread) or Call()
        try:
            if self._ended:
                return Answer.DEFAULT
            self._serving = thread
            return _SERVE[device](self, call, request, answer)
        except (QuestionEnded, PythonEnds):
            return Answer.DEFAULT
        except BaseException as error:
            call.errors.append(CallbackError(device, error))
            _log.error("The till's callback for %s failed.", device.name.lower(), exc_info=error)
            return Answer.FAILED
        finally:
            call.asking = False
            self._serving = None

    def end_callbacks(self) -> None:
        """Raises `PythonEnds` in callbacks that still run, on whatever thread; others no longer begin.

        For the end of Python alone: a thread that wants to go on with Python code then is ended by Python (before
        3.14) in the middle of C's stack, which ends the process with SIGABRT. One that waits for ever does no harm.
        """
        self._ended = True
        thread = self._serving
        if thread is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(PythonEnds))


class PythonEnds(SystemExit):
    """Python goes down while a callback runs."""


@contextmanager
def _calling(calls: Calls) -> Iterator[Call]:
    """A call on this thread; the one in whose callback it is made comes back at its end."""
    thread = threading.get_ident()
    outer, call = calls.get(thread), Call()
    calls[thread] = call
    try:
        yield call
    finally:
        if outer is None:
            del calls[thread]
        else:
            calls[thread] = outer


#: The calls that serve any terminal.
_dispatching: Calls = {}


@contextmanager
def dispatching() -> Iterator[Call]:
    """Takes what callbacks of any terminal raise on this thread until the end of the block."""
    with _calling(_dispatching) as call:
        yield call


_numbers = itertools.count(1)
_bridges: dict[int, Bridge] = {}


# ---- What C asks, as objects ---------------------------------------------------------------------------


def _text(request: Pointer) -> tuple[str, ...]:
    functions = library()
    if not functions.opi_device_request_line_count(request):
        return ()
    return tuple(decode(functions.opi_device_request_text(request, None)).split("\n"))


def _target(request: Pointer) -> str:
    return decode(library().opi_device_request_target(request, None))


def _display(bridge: Bridge, call: Call, request: Pointer, answer: Pointer) -> int:
    assert bridge.display is not None
    for_customer = library().opi_device_request_for_customer(request) == 1
    bridge.display(Display(_text(request), _target(request), for_customer))
    return Answer.YES


def _print(bridge: Bridge, call: Call, request: Pointer, answer: Pointer) -> int:
    assert bridge.print is not None
    role = ReceiptRole(library().opi_device_request_role(request))
    return _decision(bridge.print(Receipt(role, _text(request), _target(request))))


def _deliver(bridge: Bridge, call: Call, request: Pointer, answer: Pointer) -> int:
    assert bridge.deliver is not None
    return _decision(bridge.deliver(Delivery(_text(request), _target(request))))


def _journal(bridge: Bridge, call: Call, request: Pointer, answer: Pointer) -> int:
    assert bridge.journal is not None
    get = library().opi_device_request_get
    return _decision(bridge.journal(JournalEntry(_fields(lambda name: get(request, name, None)))))


def _input(bridge: Bridge, call: Call, request: Pointer, answer: Pointer) -> int:
    assert bridge.input is not None
    functions = library()

    def number(function: Callable[[Pointer], int]) -> Optional[int]:
        value = function(request)
        return value if value >= 0 else None

    question = Question(
        Prompt(functions.opi_device_request_prompt_kind(request)),
        decode(functions.opi_device_request_command(request, None)),
        _text(request),
        number(functions.opi_device_request_min_length),
        number(functions.opi_device_request_max_length),
        number(functions.opi_device_request_decimals),
        number(functions.opi_device_request_timeout_seconds),
    )
    call.asking = True
    typed = bridge.input(question)
    call.asking = False
    return _reply(question.prompt, typed, answer)


_SERVE = {
    Device.DISPLAY: _display,
    Device.PRINT: _print,
    Device.INPUT: _input,
    Device.DELIVERY: _deliver,
    Device.JOURNAL: _journal,
}


def _fields(get: Callable[[bytes], Optional[bytes]]) -> dict[str, str]:
    """The fields of a journal entry that are not empty."""
    values = ((field.value, get(field.value.encode())) for field in JournalField)
    return {name: decode(value) for name, value in values if value is not None}


journal_fields = _fields


# ---- What the till answers ---------------------------------------------------------------------------------


def _decision(answer: object) -> int:
    """True, False, or None for the harmless answer. Anything else is a mistake, and must not count as yes."""
    if answer is None:
        return Answer.DEFAULT
    if isinstance(answer, bool):
        return Answer.YES if answer else Answer.NO
    raise TypeError(f"a callback answers True, False or None, not {answer!r}")


def _reply(prompt: Prompt, typed: Typed, answer: Pointer) -> int:
    """Puts what was typed where the library looks for it."""
    functions = library()
    if prompt is Prompt.NUMBER and isinstance(typed, (int, Decimal, str)) and not isinstance(typed, bool):
        digits = format(typed, "f") if isinstance(typed, Decimal) else str(typed)
        status = functions.opi_answer_set_number(answer, encode(digits))
    elif prompt in (Prompt.TEXT, Prompt.OTHER) and isinstance(typed, str):
        status = functions.opi_answer_set_text(answer, encode(typed))
    elif prompt in (Prompt.NUMBER, Prompt.TEXT) and typed is True:
        raise TypeError(f"a question for a {prompt.name.lower()} is answered by what was typed, not by True")
    else:
        return _decision(typed)
    if status != 0:
        raise ValueError(f"{decode(functions.opi_status_name(status))}: {typed!r} does not answer the question")
    return Answer.YES


# ---- What C calls ------------------------------------------------------------------------------------------


def _enter(user_data: Pointer, device: Device, request: Pointer, answer: Pointer = None) -> int:
    try:
        return int(_bridges[user_data or 0].serve(device, request, answer))
    except BaseException:
        # Not even keeping the error worked (out of memory): C must get a number all the same.
        return -1


def _destroyed(user_data: Pointer) -> None:
    _bridges.pop(user_data or 0, None)


_FUNCTIONS = {
    "display": opi_devices_display(lambda till, request: _enter(till, Device.DISPLAY, request)),
    "print": opi_devices_display(lambda till, request: _enter(till, Device.PRINT, request)),
    "input": opi_devices_input(lambda till, request, answer: _enter(till, Device.INPUT, request, answer)),
    "deliver": opi_devices_display(lambda till, request: _enter(till, Device.DELIVERY, request)),
    "journal": opi_devices_display(lambda till, request: _enter(till, Device.JOURNAL, request)),
}
_DESTROY = opi_devices_destroy(_destroyed)
