"""Values of Python as texts of the library, one function for each type of value in api/opi-api.json: what options.py is
made of. What is wrong is told by its type and never by its value, which may be the number of a card."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Callable, NamedTuple, Optional, TypeVar, Union

from . import money
from ._enums import Choice, Number
from ._values import DAY, MILLISECOND, SECOND
from .errors import mistake
from .names import Status

T = TypeVar("T")


class Form(NamedTuple):
    """How an option is given to the library."""

    name: str
    """Its name there."""
    write: Callable[..., str]
    """Makes the text."""
    in_currency: bool = False
    """It is a part of the request's amount, and so needs its currency."""


def option(forms: dict[str, Form], name: str, value: object, currency: Optional[str] = None) -> tuple[str, str]:
    """The name and text of an option. A text is taken as it is, also for an option that only a newer library knows.

    Raises:
        TypeError: the value has another type.
        UsageError: the library has no text for it.
    """
    form = forms.get(name, Form(name, text))
    try:
        if type(value) is str:
            return form.name, value
        return form.name, form.write(value, currency) if form.in_currency else form.write(value)
    except TypeError as error:
        raise TypeError(f"'{name}' {error}") from None
    except ValueError as error:
        raise mistake(Status.INVALID_ARGUMENT, f"The option '{name}' {error}.") from None


def text(value: object) -> str:
    """Free text."""
    return _expect(str, value)


def path(value: os.PathLike[str]) -> str:
    """The path of a file."""
    return _expect(str, os.fspath(value))


def words(value: Union[list[str], tuple[str, ...]]) -> str:
    """Words separated by commas."""
    if not isinstance(value, (list, tuple)):
        raise _wrong("a list or tuple of str", value)
    if any("," in _expect(str, word) for word in value):
        raise ValueError("has a word with a comma, which separates words")
    return ",".join(value)


def flag(value: bool) -> str:
    """`yes` or `no`."""
    return "yes" if _expect(bool, value) else "no"


def number(value: int) -> str:
    """Digits."""
    if isinstance(value, bool):
        raise _wrong("int", value)
    return str(_expect(int, value))


def decimal(value: Decimal) -> str:
    """Digits with a point."""
    return format(_expect(Decimal, value), "f")


def minor_units(value: Decimal, currency: Optional[str]) -> str:
    """A part of the request's amount, in minor units of its currency."""
    if currency is None:
        raise ValueError("is an amount: the request needs one too")
    return str(money.minor_units(_expect(Decimal, value), currency))


def time(value: datetime) -> str:
    """ISO 8601."""
    return _expect(datetime, value).isoformat()


def milliseconds(value: timedelta) -> str:
    """Digits; so are those that follow."""
    return _count(value, MILLISECOND, "milliseconds")


def seconds(value: timedelta) -> str:
    """Digits."""
    return _count(value, SECOND, "seconds")


def days(value: timedelta) -> str:
    """Digits."""
    return _count(value, DAY, "days")


def _count(value: timedelta, unit: timedelta, name: str) -> str:
    count, rest = divmod(_expect(timedelta, value), unit)
    if rest:
        raise ValueError(f"is {value}, not whole {name}")
    return str(count)


def word(value: Union[Number, Choice]) -> str:
    """The word of an enumeration or choice."""
    if isinstance(value, Number) and not value.word:
        raise ValueError(f"is {value}, for which this version has no word")
    return value.word if isinstance(value, Number) else str(_expect(Choice, value))


def _expect(kind: type[T], value: Any) -> T:
    if not isinstance(value, kind):
        raise _wrong(kind.__name__, value)
    return value


def _wrong(expected: str, value: object) -> TypeError:
    return TypeError(f"is of the type {type(value).__name__}, expected {expected}")
