"""How a request ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Optional

from ._handle import encode
from ._library import library
from ._native import Pointer
from ._records import Owned
from .names import Device, ResultField, Verdict
from .records import ResultFields


@dataclass(frozen=True)
class CallbackError:
    """Something that a callback of the till raised. The terminal was told that the device failed."""

    device: Device
    """Which callback."""
    error: BaseException
    """What it raised."""


class Result(ResultFields):
    """How a request ended: its verdict, everything the terminal said, the receipts.

    Its fields are read when they are asked for, by any thread, also when the terminal has been closed.
    """

    callback_errors: tuple[CallbackError, ...]
    """What the till's callbacks raised. None of it changes how the request ended."""
    cancel_requested: bool
    """Was it cancelled on the way: by Ctrl-C, with its task, or by its `Cancel`? The verdict says what came of it."""

    # Errors hold results, so a result does not know them: who made it says how it is acknowledged.
    def __init__(
        self,
        pointer: Pointer,
        callback_errors: list[CallbackError],
        cancel_requested: bool,
        acknowledge: Callable[[Owned], None],
    ) -> None:
        self._acknowledge = acknowledge
        self._object = Owned(pointer, library().opi_result_free)
        super().__init__(self._object, "opi_result")
        self.callback_errors = tuple(callback_errors)
        self.cancel_requested = cancel_requested

    @property
    def approved(self) -> bool:
        """Did the terminal do it: paid, refunded, reversed, printed, closed …?"""
        return self.verdict is Verdict.APPROVED

    def acknowledge(self) -> None:
        """Tells the journal that the till knows this outcome, so that recovery does not list it again.

        Call it once the sale is booked; the terminal may be closed by then. Without a journal, and for what moves no
        money, it does nothing. Losing it to a power cut does no harm: recovery lists the outcome once more.

        Raises:
            OutcomeUnknown: `Status.PENDING`: recover it instead.
        """
        self._acknowledge(self._object)

    def view(self, name: str = ResultField.RAW) -> Optional[memoryview]:
        """A field as UTF-8 where it lies in the library, without a copy: for the whole answer, which may be long.

        None if it is empty. The result stays in memory as long as the view.
        """
        return self._object.view("opi_result_get", (encode(name),))
