"""What the names in names.py are made of. All are open: what only a newer library knows stays readable as it came."""

from __future__ import annotations

from enum import Enum, IntEnum
from functools import lru_cache
from typing import Optional, TypeVar

N = TypeVar("N", bound="Number")
C = TypeVar("C", bound="Choice")


class Number(IntEnum):
    """A number of opi.h, and the word that texts have for it. One that this version does not know is kept."""

    word: str
    """How the library's texts call it; empty for a number that this version does not know."""

    def __new__(cls: type[N], value: int, word: str = "") -> N:
        member = int.__new__(cls, value)
        member._value_ = value
        member.word = word
        return member

    @classmethod
    def of(cls: type[N], word: Optional[str]) -> Optional[N]:
        """The one that texts call so; None for a word that this version does not know."""
        return None if word is None else _by_word(cls).get(word)

    @classmethod
    def _missing_(cls: type[N], value: object) -> N:
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a {cls.__name__}")
        unknown = int.__new__(cls, value)
        unknown._name_ = f"UNKNOWN_{value}".replace("-", "MINUS_")
        unknown._value_ = value
        unknown.word = ""
        return unknown

    def __str__(self) -> str:
        return self.name


@lru_cache(maxsize=None)
def _by_word(numbers: type[N]) -> dict[str, N]:
    return {member.word: member for member in numbers}


class Name(str, Enum):
    """A name of opi.h: usable wherever its text is."""

    def __str__(self) -> str:
        return str(self.value)


class Choice(Name):
    """One of a few words. One that this version does not know is kept."""

    @classmethod
    def of(cls: type[C], word: Optional[str]) -> Optional[C]:
        """The one with this word; None for None."""
        return None if word is None else cls(word)

    @classmethod
    def _missing_(cls: type[C], value: object) -> C:
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is not a {cls.__name__}")
        unknown = str.__new__(cls, value)
        unknown._name_ = "UNKNOWN"
        unknown._value_ = value
        return unknown
