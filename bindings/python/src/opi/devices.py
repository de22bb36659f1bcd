"""The till's devices. Made by `make generate` from api/opi-api.json; do not edit."""

from __future__ import annotations

from decimal import Decimal
from typing import Callable, NamedTuple, Optional, TypedDict, Union

from ._records import Record
from .names import Device
from .records import Delivery, DisplayText, JournalEntry, Question, Receipt

__all__ = ["Devices", "Done", "Reply"]

Done = Optional[bool]
"""What a device answers: True, it is done; False, it could not be done; None, the harmless thing happens."""
Reply = Union[bool, int, Decimal, str, None]
"""What the cashier answers: True or False to a confirmation; an int, a Decimal or digits where a number is asked for; a
text where one is asked for. False refuses, None says that nobody answered."""


class Devices(TypedDict, total=False):
    """The till's devices as keyword arguments of `Terminal`: functions that are called when the terminal wants them."""

    display: Optional[Callable[[DisplayText], Done]]
    """Shows text to the cashier or the customer. Whatever it answers, the terminal is told that it was shown."""
    print: Optional[Callable[[Receipt], Done]]
    """Prints a receipt. Only yes tells the terminal that it is in safe hands; after anything else it keeps the
    receipt and wants a reprint before the next payment. Left out: receipts are in the results."""
    input: Optional[Callable[[Question], Reply]]
    """Asks the cashier."""
    deliver: Optional[Callable[[Delivery], Done]]
    """Hands out the goods (unattended terminals). Only yes says that it was done."""
    journal: Optional[Callable[[JournalEntry], Done]]
    """Stores an entry of the electronic journal. Only yes says that it was done. Left out: entries are in the
    results."""


class Asked(NamedTuple):
    """What a callback is asked, and what it gives."""

    device: Device
    record: type[Record]
    replies: bool
    """Does it answer what the cashier typed?"""


CALLBACKS = {
    "display": Asked(Device.DISPLAY, DisplayText, replies=False),
    "print": Asked(Device.PRINT, Receipt, replies=False),
    "input": Asked(Device.INPUT, Question, replies=True),
    "deliver": Asked(Device.DELIVER, Delivery, replies=False),
    "journal": Asked(Device.JOURNAL, JournalEntry, replies=False),
}
