"""What the terminal wants of the till: the arguments of the callbacks of `Terminal`. All are copies: keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Callable, Optional, Union

from .names import Device, Prompt, ReceiptRole


@dataclass(frozen=True)
class Display:
    """Text to show."""

    lines: tuple[str, ...]
    target: str = ""
    """The device on the wire, such as `CashierDisplay`."""
    for_customer: bool = False
    """For the customer, or for the cashier?"""

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Receipt:
    """A receipt, line by line, exactly as the terminal sent it."""

    role: ReceiptRole
    """For whom it is."""
    lines: tuple[str, ...]
    target: str = ""
    """The device on the wire, such as `Printer`; empty in results."""
    acknowledged: bool = False
    """In results: was the terminal told that the receipt is in safe hands?"""

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Question:
    """A question to the cashier. What fits as an answer depends on `prompt`: see `Terminal`."""

    prompt: Prompt
    """What kind of answer is wanted."""
    command: str
    """The command on the wire, such as `GetConfirmation`."""
    lines: tuple[str, ...]
    min_length: Optional[int] = None
    """Least number of characters; None when the terminal did not say, as for all that follow."""
    max_length: Optional[int] = None
    """Greatest number of characters."""
    decimals: Optional[int] = None
    """Decimals of an amount."""
    timeout_seconds: Optional[int] = None
    """When the terminal gives up waiting."""

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Delivery:
    """Goods to hand out."""

    lines: tuple[str, ...]
    target: str = ""
    """The device on the wire."""

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class JournalEntry:
    """An entry of the electronic journal."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """What is in it; empty fields are left out. The names are those of `JournalField`."""

    def get(self, name: str) -> Optional[str]:
        """A field by its name; None if it is empty."""
        return self.fields.get(str(name))


@dataclass(frozen=True)
class CallbackError:
    """Something that a callback of the till raised. The terminal was told that the device failed."""

    device: Device
    """Which callback."""
    error: BaseException
    """What it raised."""


Typed = Union[bool, str, int, Decimal, None]
"""What may answer a question."""

OnDisplay = Callable[[Display], object]
OnPrint = Callable[[Receipt], Optional[bool]]
OnInput = Callable[[Question], Typed]
OnDeliver = Callable[[Delivery], Optional[bool]]
OnJournal = Callable[[JournalEntry], Optional[bool]]
