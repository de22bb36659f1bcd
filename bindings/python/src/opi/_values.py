"""Texts of the library as values of Python, one function for each type of value in api/opi-api.json.

None fails: a text that has not the form of its type, because a terminal wrote something else, gives None here and stays
readable as the text that it is.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Optional

from .money import Money

MILLISECOND, SECOND, DAY = timedelta(milliseconds=1), timedelta(seconds=1), timedelta(days=1)

_NUMBER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def flag(text: Optional[str]) -> Optional[bool]:
    """`yes` or `no`."""
    return {"yes": True, "no": False}.get(text or "")


def number(text: Optional[str]) -> Optional[int]:
    """Digits."""
    return int(text) if text is not None and _NUMBER.fullmatch(text) else None


def decimal(text: Optional[str]) -> Optional[Decimal]:
    """Digits with a point, exactly as they stand there."""
    return Decimal(text) if text is not None and _DECIMAL.fullmatch(text) else None


def money(text: Optional[str], currency: Optional[str]) -> Optional[Money]:
    """Major units of a currency, which is empty where nobody named one."""
    amount = decimal(text)
    return None if amount is None else Money(amount, currency or "")


def time(text: Optional[str]) -> Optional[datetime]:
    """ISO 8601, as the clock there showed it: aware only where its distance from UTC was told."""
    match = _TIME.fullmatch(text or "")
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.groups()[:6])
    fraction, offset = match.groups()[6:]
    try:
        shown = datetime(year, month, day, hour, minute, second, int((fraction or "")[:6].ljust(6, "0")))
        return shown if offset is None else shown.replace(tzinfo=_zone(offset))
    except ValueError:
        return None  # there is no such day, hour or zone


def _zone(offset: str) -> timezone:
    if offset == "Z":
        return timezone.utc
    east = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:]))
    return timezone(-east if offset[0] == "-" else east)


def duration(count: Optional[int], unit: timedelta) -> Optional[timedelta]:
    """So many of a unit."""
    try:
        return None if count is None else count * unit
    except OverflowError:
        return None


def words(text: Optional[str]) -> tuple[str, ...]:
    """Words separated by commas."""
    return tuple(word for word in (text or "").split(",") if word)
