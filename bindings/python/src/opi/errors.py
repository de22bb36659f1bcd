"""What can go wrong, one class for each question a till has to answer.

A declined card is no error: that is a `Result`. Whoever catches `OutcomeUnknown` must not charge again.
"""

from __future__ import annotations

from ctypes import byref, c_void_p
from typing import Optional

from ._library import LibraryError, library
from ._records import Kept, Lent
from ._status import status_advice, status_name, status_text
from .names import Family, Status
from .records import ErrorFields
from .result import CallbackError, Result

__all__ = ["Error", "InternalError", "LibraryError", "NotSent", "OutcomeUnknown", "UsageError"]


class Error(ErrorFields, Exception):
    """A call that failed, with what the library says about it."""

    result: Optional[Result]
    """How far the request came, where there was one; with the receipts that came before it failed."""

    def __init__(self, said: Kept, result: Optional[Result] = None) -> None:
        Exception.__init__(self, said, result)
        ErrorFields.__init__(self, said, "opi_error")
        self.result = result

    def __str__(self) -> str:
        return f"{self.status_name}: {self.message} {self.advice}".rstrip()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

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
    Family.CALLER: UsageError,
    Family.NOT_STARTED: NotSent,
    Family.OUTCOME_UNKNOWN: OutcomeUnknown,
    Family.INTERNAL: InternalError,
}


def _error(status: int, said: Kept, result: Optional[Result]) -> Error:
    return _CLASSES.get(Status(status).family, Error)(said, result)


def error_of(status: int, *, message: Optional[str] = None, result: Optional[Result] = None) -> Error:
    """The error for a status, in the library's own words unless there are better ones."""
    said = {
        "opi_error_code": status,
        "opi_error_message": message or status_text(status),
        "opi_error_advice": status_advice(status),
        "opi_error_money": library().opi_status_money(status),
    }
    return _error(status, Kept({(function, ()): value for function, value in said.items()}), result)


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
        if self._pointer.value is None:
            return error_of(status, result=result)
        said = Lent(self._pointer.value)
        said.end(ErrorFields(said, "opi_error"))
        self.drop()
        return _error(status, said.kept, result)

    def drop(self) -> None:
        """Frees the error, if there is one."""
        library().opi_error_free(self._pointer.value)
        self._pointer.value = None
