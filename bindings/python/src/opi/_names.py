"""What the enums of names.py are made of."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import TypeVar

N = TypeVar("N", bound="Number")


class Number(IntEnum):
    """A number of opi.h. One that this version does not know is kept: a newer library may say it."""

    @classmethod
    def _missing_(cls: type[N], value: object) -> N:
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a {cls.__name__}")
        unknown = int.__new__(cls, value)
        unknown._name_ = f"UNKNOWN_{value}".replace("-", "MINUS_")
        unknown._value_ = value
        return unknown

    def __str__(self) -> str:
        return self.name


class Name(str, Enum):
    """A name of opi.h: usable wherever its text is."""

    def __str__(self) -> str:
        return str(self.value)


class Family(Enum):
    """What the number of a status says by itself."""

    DONE = "done"
    MISTAKE = "a mistake in the call; nothing was sent"
    NOT_SENT = "could not start; nothing was sent"
    UNKNOWN = "sent, outcome unknown: never send again, find out"
    NOT_APPROVED = "answered, not approved"
    INTERNAL = "a fault in the library; nothing was sent"


class StatusNumber(Number):
    """The base of Status: what its number says."""

    @property
    def family(self) -> Family:
        """What the number says by itself. A number of no family counts as UNKNOWN: nobody knows it better."""
        if self == 0:
            return Family.DONE
        families = (
            (1, Family.MISTAKE),
            (100, Family.NOT_SENT),
            (200, Family.UNKNOWN),
            (300, Family.NOT_APPROVED),
            (900, Family.INTERNAL),
        )
        for first, family in families:
            if first <= -self <= first // 100 * 100 + 99:
                return family
        return Family.UNKNOWN
