"""libopi: drives a payment terminal over OPI (Open Payment Interface), and tells honestly how it ended.

A payment is one blocking call with one answer: paid, not paid, or unknown and how to find out.

    from decimal import Decimal
    import opi

    with opi.Terminal("opi://192.168.0.60?workstation=lane-1") as terminal:
        try:
            result = terminal.pay(Decimal("12.50"), "CHF", key="2026-11-23/A1")
        except opi.OutcomeUnknown as unknown:
            print("Do not charge again.", unknown.advice)
        except opi.Error as error:
            print("Not paid.", error)
        else:
            print("Paid." if result.approved else f"Not paid. {result.message}")
            result.acknowledge()  # the sale is booked: the journal need not keep reminding

Whatever happens in between, `Terminal.recover()` finds out what became of a payment, also after a power cut.

**The one rule: a missing answer is not a decline.** When nobody knows how a payment ended, `OutcomeUnknown` is raised;
a declined card is a `Result`.
"""

from ._handle import decode as _decode
from ._library import LibraryError
from ._library import library as _functions
from ._names import Family
from ._status import status_advice, status_name, status_text
from .cancel import Cancel
from .devices import CallbackError, Delivery, Display, JournalEntry, Question, Receipt
from .errors import Error, InternalError, NotSent, OutcomeUnknown, UsageError
from .log import log_to
from .names import (
    Answer,
    Device,
    Field,
    JournalField,
    Kind,
    LogLevel,
    MoneyMoved,
    Option,
    Prompt,
    ReceiptRole,
    Recovered,
    RecoveryField,
    RequestOptions,
    Status,
    UrlOption,
    UrlOptions,
    Verdict,
)
from .recovery import Recovery, RecoveryList
from .result import Result
from .terminal import Terminal, dispatch, terminal_url

__all__ = [
    "Answer",
    "CallbackError",
    "Cancel",
    "Delivery",
    "Device",
    "Display",
    "Error",
    "Family",
    "Field",
    "InternalError",
    "JournalEntry",
    "JournalField",
    "Kind",
    "LibraryError",
    "LogLevel",
    "MoneyMoved",
    "NotSent",
    "Option",
    "OutcomeUnknown",
    "Prompt",
    "Question",
    "Receipt",
    "ReceiptRole",
    "Recovered",
    "Recovery",
    "RecoveryField",
    "RecoveryList",
    "RequestOptions",
    "Result",
    "Status",
    "Terminal",
    "UrlOption",
    "UrlOptions",
    "UsageError",
    "Verdict",
    "abi_version",
    "dispatch",
    "log_to",
    "self_test",
    "status_advice",
    "status_name",
    "status_text",
    "terminal_url",
    "version",
]


def version() -> str:
    """The version of the library in use, such as "0.1.0"."""
    return _decode(_functions().opi_version())


def abi_version() -> int:
    """The ABI of the library in use: major number * 65536 + minor number."""
    return _functions().opi_abi_version()


def self_test() -> Status:
    """Lets the library fail inside its own boundary: `Status.INTERNAL` proves that this never brings the till down."""
    return Status(_functions().opi_self_test(None))
