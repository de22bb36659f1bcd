"""What the library hands out, field by field: the base of the classes in records.py, and where they are read.

A record holds no values but the way to them: whom to ask (its owner), the beginning of the names of the C functions that
answer (its prefix), and its place, where it is one of several. Nothing is read before it is asked for.
"""

from __future__ import annotations

import threading
from ctypes import CFUNCTYPE, byref, c_size_t, c_ubyte, c_void_p, cast
from functools import lru_cache
from typing import Any, Callable, Optional, Protocol, TypeVar

from ._handle import Object, decode, encode
from ._library import library
from ._native import Pointer

R = TypeVar("R", bound="Record")
T = TypeVar("T")

#: Where in an owner: the places in its lists, and the name of a field.
Place = tuple[object, ...]


class Owner(Protocol):
    """Who answers for a record."""

    def number(self, function: str, place: Place) -> int:
        """What a function of the library says."""

    def text(self, function: str, place: Place) -> Optional[str]:
        """The same for a text; None for NULL."""

    def texts(self, function: str, place: Place) -> tuple[str, ...]:
        """The same for a list of texts."""


class Record:
    """Something the library hands out. Its fields are read when they are asked for."""

    def __init__(self, owner: Owner, prefix: str, *place: int) -> None:
        self._owner = owner
        self._prefix = prefix
        self._place = place

    def _text(self, function: str) -> str:
        return self._owner.text(f"{self._prefix}_{function}", self._place) or ""

    def _number(self, function: str) -> int:
        return self._owner.number(f"{self._prefix}_{function}", self._place)

    def _count(self, function: str) -> Optional[int]:
        """A number where one below 0 means that there is none."""
        number = self._number(function)
        return None if number < 0 else number

    def _flag(self, function: str) -> Optional[bool]:
        number = self._number(function)
        return None if number < 0 else number == 1

    def _texts(self, prefix: str) -> tuple[str, ...]:
        return self._owner.texts(prefix, self._place)

    def _records(self, prefix: str, record: type[R]) -> tuple[R, ...]:
        count = self._owner.number(f"{prefix}_count", self._place)
        return tuple([record(self._owner, prefix, *self._place, index) for index in range(count)])

    def _read_all(self) -> None:
        """Asks for every field once."""
        for owner in type(self).__mro__:
            for name, attribute in vars(owner).items():
                if isinstance(attribute, property):
                    value = getattr(self, name)
                    for part in value if isinstance(value, tuple) else ():
                        if isinstance(part, Record):
                            part._read_all()


class NamedFields(Record):
    """A record whose fields can be read as text, too."""

    def get(self, name: str) -> Optional[str]:
        """A field by its name, as the text that it is in the library; None if it is empty."""
        return self._owner.text(f"{self._prefix}_get", (*self._place, encode(name)))


# ---- Who answers ---------------------------------------------------------------------------------------------


class Asking:
    """Asks the library itself."""

    _pointer: Pointer

    def number(self, function: str, place: Place = ()) -> int:
        """What a function of the library says."""
        number: int = getattr(library(), function)(self._pointer, *place)
        return number

    def text(self, function: str, place: Place = ()) -> Optional[str]:
        """The same for a text."""
        text: Optional[bytes] = getattr(library(), function)(self._pointer, *place, None)
        return None if text is None else decode(text)

    def texts(self, function: str, place: Place) -> tuple[str, ...]:
        """The same for a list of texts."""
        pointer, count, text = self._pointer, getattr(library(), f"{function}_count"), getattr(library(), function)
        return tuple([decode(text(pointer, *place, index, None)) for index in range(count(pointer, *place))])


class Owned(Asking, Object):
    """An object that never changes, such as a result: read by any thread at any time, as long as a record has it."""

    def view(self, function: str, place: Place) -> Optional[memoryview]:
        """The same text where it lies; the object stays as long as the view."""
        length = c_size_t()
        address = _giving_address(function)(self._pointer, *place, byref(length))
        if address is None:
            return None
        text = (c_ubyte * length.value).from_address(address)
        setattr(text, "owner", self)
        return memoryview(text).cast("B").toreadonly()


@lru_cache(maxsize=None)
def _giving_address(function: str) -> Callable[..., Optional[int]]:
    """A function that gives a text, but not as a copy."""
    copying: Any = getattr(library(), function)
    return CFUNCTYPE(c_void_p, *copying.argtypes)(cast(copying, c_void_p).value or 0)


class Kept:
    """What was read of an object that is gone."""

    def __init__(self, said: dict[tuple[str, Place], Any]) -> None:
        self._said = said

    def number(self, function: str, place: Place) -> int:
        """What a function said; below 0 if it was not asked."""
        number: int = self._said.get((function, place), -1)
        return number

    def text(self, function: str, place: Place) -> Optional[str]:
        """The same for a text."""
        return self._said.get((function, place))

    def texts(self, function: str, place: Place) -> tuple[str, ...]:
        """The same for a list of texts."""
        texts: tuple[str, ...] = self._said.get((function, place), ())
        return texts


class Lent(Asking):
    """An object that C lends, such as a device request for the time of a callback."""

    def __init__(self, pointer: Pointer) -> None:
        self._pointer: Pointer = pointer
        self._said: dict[tuple[str, Place], Any] = {}
        self._keeping = False
        # Another thread may read while the callback returns, and the object ends.
        self._lock = threading.Lock()

    def number(self, function: str, place: Place = ()) -> int:
        """What a function says."""
        return self._ask(Asking.number, Kept.number, function, place)

    def text(self, function: str, place: Place = ()) -> Optional[str]:
        """The same for a text."""
        return self._ask(Asking.text, Kept.text, function, place)

    def texts(self, function: str, place: Place) -> tuple[str, ...]:
        """The same for a list of texts."""
        return self._ask(Asking.texts, Kept.texts, function, place)

    def _ask(self, ask: Callable[..., T], remember: Callable[..., T], function: str, place: Place) -> T:
        with self._lock:
            if self._pointer is None:
                return remember(self.kept, function, place)
            said = ask(self, function, place)
            if self._keeping:
                self._said[function, place] = said
            return said

    def end(self, record: Record) -> None:
        """The object ends; what this record says is kept for whoever still has it, or a part of it."""
        try:
            self._keeping = True
            record._read_all()
        finally:
            with self._lock:
                self._pointer = None

    @property
    def kept(self) -> Kept:
        """What was kept at its end."""
        return Kept(self._said)
