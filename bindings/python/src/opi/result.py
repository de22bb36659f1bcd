"""How a request ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Callable, Optional

from ._handle import Handle, decode
from ._library import library
from ._status import status_advice, status_text
from .devices import CallbackError, JournalEntry, Receipt
from .names import MoneyMoved, ResultFields, Status, Verdict


@dataclass(frozen=True)
class Result(ResultFields):
    """How a request ended: its verdict, everything the terminal said, the receipts.

    The text fields of `Field` are properties as well: `result.approval_code`, `result.card`; amounts are `Decimal`.
    """

    verdict: Verdict
    """How it ended."""
    status: Status
    """The reason behind the verdict."""
    money_moved: MoneyMoved
    """Has money moved?"""
    fields: Mapping[str, str]
    """All text fields that are not empty."""
    minor_units: Optional[int] = None
    """What the terminal charged or refunded, in minor units of `currency`; may exceed the request (tip)."""
    receipts: tuple[Receipt, ...] = ()
    """The receipts that came during the call, printed or not."""
    journal: tuple[JournalEntry, ...] = ()
    """The entries of the electronic journal that came during the call."""
    notes: tuple[str, ...] = ()
    """What was unusual on the way, in plain words, for the log."""
    failed_callbacks: int = 0
    """How many callbacks of the till failed, as the library counted."""
    callback_errors: tuple[CallbackError, ...] = ()
    """What the till's callbacks raised. None of it changes how the request ended."""
    cancel_requested: bool = False
    """Was it cancelled on the way: by Ctrl-C, with its task, or by its `Cancel`? The verdict says what came of it."""
    _handle: Optional[Handle] = field(default=None, repr=False, compare=False)
    # Errors hold results, so a result does not know them: who made it says how it is acknowledged.
    _acknowledge: Optional[Callable[[], None]] = field(default=None, repr=False, compare=False)

    @property
    def approved(self) -> bool:
        """Did the terminal do it: paid, refunded, reversed, printed, closed …?"""
        return self.verdict is Verdict.APPROVED

    def get(self, name: str) -> Optional[str]:
        """A field by its name, as text; None if it is empty."""
        return self.fields.get(str(name))

    @property
    def status_text(self) -> str:
        """The reason behind the verdict, in a sentence."""
        return status_text(self.status)

    @property
    def status_advice(self) -> str:
        """What the till should do next, in a sentence."""
        return status_advice(self.status)

    def acknowledge(self) -> None:
        """Tells the journal that the till knows this outcome, so that recovery does not list it again.

        Call it once the sale is booked; the terminal may be closed by then. Without a journal, and for what moves no
        money, it does nothing. Losing it to a power cut does no harm: recovery lists the outcome once more.

        Raises:
            OutcomeUnknown: `Status.PENDING`: recover it instead.
        """
        assert self._acknowledge is not None
        self._acknowledge()

    def json(self) -> str:
        """The whole result as a JSON object: every field that is not empty, receipts, notes, error."""
        assert self._handle is not None
        with self._handle.use() as pointer:
            return decode(library().opi_result_json(pointer, None))

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a Result belongs to its process; pickle what you need of it, such as result.json()")
