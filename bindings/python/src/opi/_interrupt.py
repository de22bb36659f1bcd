"""Ctrl-C while a payment runs is the cashier's abort.

Python acts on Ctrl-C only between its own instructions, and a thread that is inside libopi has none. So for the time
of a call on the main thread the signal also goes into a socket, where a thread of ours waits and cancels. The call
then ends by itself and tells how, so no paid result is lost to a KeyboardInterrupt.

All this only where Ctrl-C would have raised KeyboardInterrupt: who has a handler of their own, or asyncio's, keeps it.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Optional, Protocol

from .cancel import Cancel


class QuestionEnded(KeyboardInterrupt):
    """Ctrl-C while the cashier is asked: ends the question."""


class Asking(Protocol):
    """A call that may be asking the cashier."""

    asking: bool


_END = b"\0"
#: The calls that run on the main thread, the innermost last: a callback may use another terminal.
_running: list[tuple[Cancel, Asking]] = []


def concerns_this_thread() -> bool:
    """Would Ctrl-C raise KeyboardInterrupt on this thread, were no call running?"""
    if threading.current_thread() is not threading.main_thread():
        return False
    return bool(_running) or signal.getsignal(signal.SIGINT) is signal.default_int_handler


@contextmanager
def aborts(cancel: Cancel, call: Asking) -> Iterator[None]:
    """Lets Ctrl-C cancel a call that runs on this thread, in place of raising KeyboardInterrupt."""
    _running.append((cancel, call))
    try:
        if len(_running) > 1:
            yield
        else:
            with _watching():
                yield
    finally:
        _running.pop()


def _cancel_all() -> None:
    for cancel, _ in list(_running):
        cancel.cancel()


def _on_interrupt(number: int, frame: Optional[FrameType]) -> None:
    """Runs on the main thread, when it is in Python again: in a callback, or after the call."""
    _cancel_all()
    for _, call in list(_running):
        if call.asking:
            call.asking = False  # once: the next Ctrl-C must not leave the callback
            raise QuestionEnded


@contextmanager
def _watching() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, _on_interrupt)
    try:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.setblocking(False)
            other = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
            watcher = threading.Thread(target=_watch, args=(ours, other), name="opi-interrupt", daemon=True)
            try:
                watcher.start()
                yield
            finally:
                signal.set_wakeup_fd(other)
                theirs.setblocking(True)
                theirs.sendall(_END)
                watcher.join()
    finally:
        signal.signal(signal.SIGINT, before)


def _watch(signals: socket.socket, other: int) -> None:
    """Waits for the numbers of signals until a 0 comes; passes on those that somebody else listened for."""
    while True:
        numbers = signals.recv(64)
        if signal.SIGINT in numbers:
            _cancel_all()
        if other != -1:
            try:
                os.write(other, numbers.strip(_END))
            except OSError:
                pass  # their socket is full, or is one of Windows: a signal is a hint, not a message
        if not numbers or numbers.endswith(_END):
            return
