"""What can go wrong, one class for each question a till has to answer.

A declined card is no error: that is a `Result`. Whoever catches `OutcomeUnknown` must not charge again.
"""

from __future__ import annotations

from ctypes import byref, c_void_p
from typing import Optional

from ._handle import decode
from ._library import LibraryError, library
from ._names import Family
from ._status import status_advice, status_name, status_text
from .devices import CallbackError
from .names import MoneyMoved, Status
from .result import Result

__all__ = ["Error", "InternalError", "LibraryError", "NotSent", "OutcomeUnknown", "UsageError"]


class Error(Exception):
    """A call that failed, with what the library says about it."""

    status: Status
    """What happened."""
    money_moved: MoneyMoved
    """May money have moved?"""
    message: str
    """What was wrong, and where."""
    advice: str
    """What the till should do next."""
    result: Optional[Result]
    """How far the request came, where there was one; with the receipts that came before it failed."""

    def __init__(
        self, status: Status, message: str, advice: str, money_moved: MoneyMoved, result: Optional[Result] = None
    ) -> None:
        super().__init__(status, message, advice, money_moved, result)
        self.status = status
        self.message = message
        self.advice = advice
        self.money_moved = money_moved
        self.result = result

    def __str__(self) -> str:
        return f"{self.status_name}: {self.message} {self.advice}".rstrip()

    @property
    def status_name(self) -> str:
        """The name of the status in opi.h, such as OPI_E_BUSY."""
        return status_name(self.status)

    @property
    def callback_errors(self) -> tuple[CallbackError, ...]:
        """What the till's own callbacks raised during the call."""
        return self.result.callback_errors if self.result is not None else ()


class UsageError(Error):
    """A mistake in the call, or a call at the wrong moment. Nothing was sent."""


class NotSent(Error):
    """It could not be started. Nothing was sent: it is safe to try again."""


class OutcomeUnknown(Error):
    """It was sent, and nobody told how it ended. Money may have moved: never send it again, find out."""


class InternalError(Error):
    """A fault in the library. Nothing was sent."""


_CLASSES = {
    Family.MISTAKE: UsageError,
    Family.NOT_SENT: NotSent,
    Family.UNKNOWN: OutcomeUnknown,
    Family.INTERNAL: InternalError,
}


def error_of(status: int, *, message: Optional[str] = None, result: Optional[Result] = None) -> Error:
    """The error for a status, in the library's own words unless there are better ones."""
    known = Status(status)
    return _CLASSES.get(known.family, Error)(
        known,
        message or status_text(status),
        status_advice(status),
        MoneyMoved(library().opi_status_money(status)),
        result,
    )


def mistake(status: Status, message: str) -> Error:
    """A mistake that Python found before the library was asked."""
    return error_of(status, message=message)


class ErrorOut:
    """Where a function of the library puts its error in words."""

    def __init__(self) -> None:
        self._pointer = c_void_p()
        self.reference = byref(self._pointer)

    def take(self, status: int, result: Optional[Result] = None) -> Error:
        """The error of a call that ended with a status; frees what the library gave."""
        functions, pointer = library(), self._pointer.value
        self._pointer.value = None
        if pointer is None:
            return error_of(status, result=result)
        try:
            known = Status(status)
            return _CLASSES.get(known.family, Error)(
                known,
                decode(functions.opi_error_message(pointer, None)),
                decode(functions.opi_error_advice(pointer, None)),
                MoneyMoved(functions.opi_error_money(pointer)),
                result,
            )
        finally:
            functions.opi_error_free(pointer)

    def drop(self) -> None:
        """Frees the error, if there is one."""
        library().opi_error_free(self._pointer.value)
        self._pointer.value = None
