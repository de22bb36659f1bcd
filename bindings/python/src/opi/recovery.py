"""What became of requests of which the till does not know how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Union, overload

from ._library import library
from ._native import Pointer
from ._records import Owned
from .errors import ErrorOut
from .names import Status
from .records import RecoveredFields


class Recovery(RecoveredFields):
    """A request of the journal, and what became of it. Its fields are read when they are asked for."""

    def __init__(self, found: Owned, index: int) -> None:
        self._object, self._index = found, index
        super().__init__(found, "opi_recovery", index)

    def acknowledge(self) -> None:
        """Tells the journal that the till knows what became of it, so that it is not listed again.

        Call it once the sale is booked or void.

        Raises:
            OutcomeUnknown: `Status.PENDING` while the verdict is `ASK_HUMAN`: `Terminal.resolve` it instead.
        """
        error = ErrorOut()
        status = self._object.number("opi_recovery_acknowledge", (self._index, error.reference))
        if status != Status.OK:
            raise error.take(status)


class RecoveryList(Sequence[Recovery]):
    """Requests of the journal, oldest first."""

    def __init__(self, pointer: Pointer) -> None:
        self._object = Owned(pointer, library().opi_recovery_free)
        count = self._object.number("opi_recovery_count")
        self._items = tuple(Recovery(self._object, index) for index in range(count))

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Recovery: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Recovery]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Recovery, Sequence[Recovery]]:
        return self._items[index]

    @property
    def json(self) -> str:
        """The whole list as a JSON array: every field that is not empty, the evidence, the receipts."""
        return self._object.text("opi_recovery_json") or ""
