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
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, Callable, Optional

from ._handle import decode, encode
from ._interrupt import QuestionEnded
from ._library import library
from ._native import Pointer, opi_devices
from ._records import Lent
from .devices import CALLBACKS
from .names import Answer, Prompt
from .result import CallbackError

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
    """The callbacks of one terminal, by their names; those of devices that the till does not have are left out."""

    functions: dict[str, Callable[[Any], object]]
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
        for name in self.functions:
            setattr(table, name, _FUNCTIONS[name])
        return table

    def serve(self, name: str, request: Pointer, answer: Pointer) -> int:
        """Asks the till. Raises nothing: what its callback raises is kept."""
        thread = threading.get_ident()
        # While a call on this terminal runs here, dispatch() serves others.
        call = self._calls.get(thread) or _dispatching.get(thread) or Call()
        try:
            if self._ended:
                return Answer.DEFAULT
            self._serving = thread
            return self._ask(name, call, request, answer)
        except (QuestionEnded, PythonEnds):
            return Answer.DEFAULT
        except BaseException as error:
            call.errors.append(CallbackError(CALLBACKS[name].device, error))
            _log.error("The till's callback %s failed.", name, exc_info=error)
            return Answer.FAILED
        finally:
            call.asking = False
            self._serving = None

    def _ask(self, name: str, call: Call, request: Pointer, answer: Pointer) -> int:
        asked, lent = CALLBACKS[name], Lent(request)
        record = asked.record(lent, "opi_device_request")
        kept = weakref.ref(lent)
        del lent
        call.asking = asked.replies
        try:
            said = self.functions[name](record)
        finally:
            call.asking = False
            del record
            # What the till still has, it may read later.
            still = kept()
            if still is not None:
                still.end(asked.record(still, "opi_device_request"))
        return _reply(request, said, answer) if asked.replies else _decision(said)

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


# ---- What the till answers ---------------------------------------------------------------------------------


def _decision(answer: object) -> int:
    """True, False, or None for the harmless answer. Anything else is a mistake, and must not count as yes."""
    if answer is None:
        return Answer.DEFAULT
    if isinstance(answer, bool):
        return Answer.YES if answer else Answer.NO
    raise TypeError(f"a callback answers True, False or None, and nothing of the type {type(answer).__name__}")


def _reply(request: Pointer, typed: object, answer: Pointer) -> int:
    """Puts what was typed where the library looks for it."""
    functions = library()
    prompt = Prompt(functions.opi_device_request_prompt_kind(request))
    if prompt is Prompt.NUMBER and isinstance(typed, (int, Decimal, str)) and not isinstance(typed, bool):
        digits = format(typed, "f") if isinstance(typed, Decimal) else str(typed)
        status = functions.opi_answer_set_number(answer, encode(digits))
    elif prompt in (Prompt.TEXT, Prompt.OTHER) and isinstance(typed, str):
        status = functions.opi_answer_set_text(answer, encode(typed))
    elif prompt in (Prompt.NUMBER, Prompt.TEXT) and typed is True:
        raise TypeError(f"a question for a {prompt.word} is answered by what was typed, not by True")
    else:
        return _decision(typed)
    if status != 0:
        raise ValueError(f"{decode(functions.opi_status_name(status))}: what was typed does not answer the question")
    return Answer.YES


# ---- What C calls ------------------------------------------------------------------------------------------


def _enter(name: str, user_data: Pointer, request: Pointer, answer: Pointer = None) -> int:
    try:
        return int(_bridges[user_data or 0].serve(name, request, answer))
    except BaseException:
        # Not even keeping the error worked (out of memory): C must get a number all the same.
        return -1


def _destroyed(user_data: Pointer) -> None:
    _bridges.pop(user_data or 0, None)


_TYPES: dict[str, Any] = {member[0]: member[1] for member in opi_devices._fields_}
_FUNCTIONS = {name: _TYPES[name](partial(_enter, name)) for name in CALLBACKS}
_DESTROY = _TYPES["destroy"](_destroyed)
