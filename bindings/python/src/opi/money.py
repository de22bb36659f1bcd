"""Amounts: `Decimal` major units in Python, minor units in the library, which knows the decimals of each currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from typing import Optional

from ._handle import encode
from ._library import library

#: The till's own context may round.
_EXACT = Context(prec=64, traps=[Inexact])


@dataclass(frozen=True)
class Money:
    """An amount in the major unit of its currency, such as 12.50 CHF."""

    amount: Decimal
    """Major units, with the decimals that the library wrote."""
    currency: str
    """Three letters of ISO 4217; for the cardholder's own currency perhaps its name; empty where nobody named it."""

    @classmethod
    def of_minor_units(cls, minor: int, currency: str) -> Money:
        """So many minor units: 12.50 CHF for 1250.

        Raises:
            ValueError: it is no currency of ISO 4217.
        """
        return cls(Decimal(minor).scaleb(-_decimals(currency), _EXACT), currency)

    @property
    def minor_units(self) -> int:
        """The same in minor units: 1250 for 12.50 CHF.

        Raises:
            ValueError: it is no currency of ISO 4217, or has fewer decimals.
        """
        return minor_units(self.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:f}".strip()


def currency_decimals(currency: str) -> Optional[int]:
    """How many decimals the major unit of a currency has, as the library knows it; None for what is no currency."""
    decimals = library().opi_currency_decimals(encode(currency))
    return None if decimals < 0 else decimals


def minor_units(amount: Decimal, currency: str) -> int:
    """An amount in minor units: 1250 for 12.50 and CHF.

    Raises:
        TypeError: the amount is no Decimal. 1250 could mean two things, and a float is never exact.
        ValueError: it is no currency, has fewer decimals, or is no number.
    """
    if not isinstance(amount, Decimal):
        kind = type(amount).__name__
        raise TypeError(f"an amount is a Decimal of major units, such as Decimal('12.50'), and not of the type {kind}")
    if not amount.is_finite():
        raise ValueError(f"{amount} is not an amount")
    decimals = _decimals(currency)
    try:
        exact = amount.scaleb(decimals, _EXACT) if amount else Decimal(0)
        minor = int(exact.to_integral_exact(context=_EXACT))
    except Inexact:
        raise ValueError(f"{amount} has too many decimals: {currency} has {decimals}") from None
    if not -(2**63) <= minor < 2**63:
        # ctypes would cut it off without a word.
        raise ValueError(f"{amount} is larger than any terminal takes")
    return minor


def _decimals(currency: str) -> int:
    decimals = currency_decimals(currency)
    if decimals is None:
        raise ValueError(f"'{currency}' is no currency of ISO 4217")
    return decimals
