"""What became of requests of which the till does not know how they ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ctypes import byref, c_char_p, c_int64
from dataclasses import dataclass, field
from typing import Optional, Union, overload

from ._bindings import Pointer
from ._handle import Handle, decode
from ._library import library
from .devices import Receipt
from .errors import ErrorOut
from .names import ReceiptRole, Recovered, RecoveryField, RecoveryFields, Status


@dataclass(frozen=True)
class Recovery(RecoveryFields):
    """A request of the journal, and what became of it.

    The text fields of `RecoveryField` are properties as well: `recovery.reference`; amounts are `Decimal`.
    """

    verdict: Recovered
    """What became of it."""
    fields: Mapping[str, str]
    """All text fields that are not empty."""
    minor_units: Optional[int] = None
    """What was charged or refunded, in minor units of `currency`."""
    receipts: tuple[Receipt, ...] = ()
    """Its receipts, those found during recovery included; card numbers by their last four digits."""
    _list: Optional[Handle] = field(default=None, repr=False, compare=False)
    _index: int = field(default=0, repr=False, compare=False)

    def get(self, name: str) -> Optional[str]:
        """A field by its name, as text; None if it is empty."""
        return self.fields.get(str(name))

    def acknowledge(self) -> None:
        """Tells the journal that the till knows what became of it, so that it is not listed again.

        Call it once the sale is booked or void.

        Raises:
            OutcomeUnknown: `Status.PENDING` while the verdict is `ASK_HUMAN`: `Terminal.resolve` it instead.
        """
        assert self._list is not None
        error = ErrorOut()
        with self._list.use() as pointer:
            status = library().opi_recovery_acknowledge(pointer, self._index, error.reference)
        if status != Status.OK:
            raise error.take(status)


class RecoveryList(Sequence[Recovery]):
    """Requests of the journal, oldest first."""

    def __init__(self, pointer: Pointer) -> None:
        functions = library()
        self._handle = Handle(pointer, functions.opi_recovery_free)
        count = functions.opi_recovery_count(pointer)
        self._items = tuple(_read(self._handle, pointer, index) for index in range(count))

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Recovery: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Recovery]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Recovery, Sequence[Recovery]]:
        return self._items[index]

    def __repr__(self) -> str:
        return f"RecoveryList({list(self._items)!r})"

    def json(self) -> str:
        """The whole list as a JSON array: every field that is not empty, the evidence, the receipts."""
        with self._handle.use() as pointer:
            return decode(library().opi_recovery_json(pointer, None))


def _read(handle: Handle, pointer: Pointer, index: int) -> Recovery:
    """Copies one request out of the list."""
    functions = library()
    minor, currency = c_int64(), c_char_p()
    charged = functions.opi_recovery_amount(pointer, index, byref(minor), byref(currency)) == 1
    values = ((name.value, functions.opi_recovery_get(pointer, index, name.encode(), None)) for name in RecoveryField)
    return Recovery(
        verdict=Recovered(functions.opi_recovery_verdict(pointer, index)),
        fields={name: decode(value) for name, value in values if value is not None},
        minor_units=minor.value if charged else None,
        receipts=tuple(
            Receipt(
                ReceiptRole(functions.opi_recovery_receipt_role(pointer, index, receipt)),
                tuple(decode(functions.opi_recovery_receipt_text(pointer, index, receipt, None)).split("\n")),
            )
            for receipt in range(functions.opi_recovery_receipt_count(pointer, index))
        ),
        _list=handle,
        _index=index,
    )
