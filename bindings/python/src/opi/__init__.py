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

from . import devices, names, options, records
from ._handle import decode as _decode
from ._library import LibraryError
from ._library import library as _functions
from ._status import status_advice, status_name, status_text
from .cancel import Cancel
from .devices import *  # noqa: F403
from .errors import Error, InternalError, NotSent, OutcomeUnknown, UsageError
from .log import log_to
from .money import Money, currency_decimals
from .names import *  # noqa: F403
from .options import *  # noqa: F403
from .records import *  # noqa: F403
from .recovery import Recovery, RecoveryList
from .result import CallbackError, Result
from .terminal import Terminal, dispatch
from .url import terminal_url

__all__ = [
    "CallbackError",
    "Cancel",
    "Error",
    "InternalError",
    "LibraryError",
    "Money",
    "NotSent",
    "OutcomeUnknown",
    "Recovery",
    "RecoveryList",
    "Result",
    "Terminal",
    "UsageError",
    "abi_version",
    "currency_decimals",
    "dispatch",
    "log_to",
    "self_test",
    "status_advice",
    "status_name",
    "status_text",
    "terminal_url",
    "version",
    *devices.__all__,
    *names.__all__,
    *options.__all__,
    *records.__all__,
]


def version() -> str:
    """The version of the library in use, such as "0.1.0"."""
    return _decode(_functions().opi_version())


def abi_version() -> int:
    """The ABI of the library in use: major number * 65536 + minor number."""
    return _functions().opi_abi_version()


def self_test() -> Status:  # noqa: F405
    """Lets the library fail inside its own boundary: `Status.INTERNAL` proves that this never brings the till down."""
    return Status(_functions().opi_self_test(None))  # noqa: F405
