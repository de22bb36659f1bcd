"""Amounts: `Decimal` major units in Python, minor units in the library."""

from __future__ import annotations

from decimal import Decimal

#: ISO 4217 currencies that do not have two decimals. tests/test_money.py compares this with the library.
_DECIMALS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}


def decimals(currency: str) -> int:
    """How many decimals the major unit of a currency has."""
    return _DECIMALS.get(currency.strip().upper(), 2)


def minor_units(amount: Decimal, currency: str) -> int:
    """An amount in minor units: 1250 for 12.50 and CHF.

    Raises:
        TypeError: the amount is no Decimal. 1250 could mean two things, and a float is never exact.
        ValueError: it has more decimals than the currency, or is no number.
    """
    if not isinstance(amount, Decimal):
        raise TypeError(f"an amount is a Decimal of major units, such as Decimal('12.50'), not {amount!r}")
    if not amount.is_finite():
        raise ValueError(f"{amount} is not an amount")
    exact = amount.scaleb(decimals(currency)) if amount else Decimal(0)
    minor = int(exact)
    if minor != exact:
        raise ValueError(f"{amount} has too many decimals: {currency} has {decimals(currency)}")
    if not -(2**63) <= minor < 2**63:
        # ctypes would cut it off without a word.
        raise ValueError(f"{amount} is larger than any terminal takes")
    return minor


def major_units(minor: int, currency: str) -> Decimal:
    """An amount in major units: Decimal("12.50") for 1250 and CHF."""
    return Decimal(minor).scaleb(-decimals(currency))
