"""How a result comes out of the library, and what is told the library about it."""

from __future__ import annotations

from ctypes import byref, c_char_p, c_int64
from functools import partial
from typing import Callable, Optional

from ._bindings import Pointer
from ._callbacks import journal_fields
from ._handle import Handle, decode
from ._library import library
from .devices import CallbackError, JournalEntry, Receipt
from .errors import ErrorOut
from .names import Field, MoneyMoved, ReceiptRole, Status, Verdict
from .result import Result


def read_result(pointer: Pointer, errors: list[CallbackError], cancel_requested: bool) -> Result:
    """Copies a result out of the library; the copy keeps the original for what else can be done with it."""
    functions = library()
    handle = Handle(pointer, functions.opi_result_free)
    minor, currency = c_int64(), c_char_p()
    charged = functions.opi_result_amount(pointer, byref(minor), byref(currency)) == 1
    values = ((name.value, functions.opi_result_get(pointer, name.encode(), None)) for name in Field)
    receipts = (
        Receipt(
            ReceiptRole(functions.opi_result_receipt_role(pointer, index)),
            tuple(decode(functions.opi_result_receipt_text(pointer, index, None)).split("\n")),
            acknowledged=functions.opi_result_receipt_acknowledged(pointer, index) == 1,
        )
        for index in range(functions.opi_result_receipt_count(pointer))
    )

    def entry(index: int) -> Callable[[bytes], Optional[bytes]]:
        return lambda name: functions.opi_result_journal_get(pointer, index, name, None)

    return Result(
        verdict=Verdict(functions.opi_result_verdict(pointer)),
        status=Status(functions.opi_result_status(pointer)),
        money_moved=MoneyMoved(functions.opi_result_money(pointer)),
        fields={name: decode(value) for name, value in values if value is not None},
        minor_units=minor.value if charged else None,
        receipts=tuple(receipts),
        journal=tuple(
            JournalEntry(journal_fields(entry(index)))
            for index in range(functions.opi_result_journal_count(pointer))
        ),
        notes=tuple(
            decode(functions.opi_result_note(pointer, index, None))
            for index in range(functions.opi_result_note_count(pointer))
        ),
        failed_callbacks=functions.opi_result_failed_callbacks(pointer),
        callback_errors=tuple(errors),
        cancel_requested=cancel_requested,
        _handle=handle,
        _acknowledge=partial(acknowledge, handle),
    )


def acknowledge(handle: Handle) -> None:
    """Tells the journal that the till knows this outcome; see `Result.acknowledge`."""
    error = ErrorOut()
    with handle.use() as pointer:
        status = library().opi_result_acknowledge(pointer, error.reference)
    if status != Status.OK:
        raise error.take(status)
