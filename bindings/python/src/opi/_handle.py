"""Objects of the library: each freed once, and never while a call uses it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable, Optional

from ._native import Pointer


class Released(Exception):
    """The object has been given back."""


class Object:
    """An object of the library that is ours, freed when the garbage collector finds that nobody needs it any more.

    In a forked child nothing is freed: it belongs to the parent.
    """

    def __init__(self, pointer: Pointer, free: Callable[[Pointer], None]) -> None:
        if not pointer:
            raise MemoryError("libopi gave no object")
        self._pointer: Pointer = pointer
        self._free = free
        self._process = os.getpid()

    def __del__(self) -> None:
        # While Python goes down nothing is freed: the process is about to end, and so are the functions.
        if getattr(self, "_pointer", None) and not sys.is_finalizing() and os.getpid() == self._process:
            pointer, self._pointer = self._pointer, None
            self._free(pointer)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("what the library gave belongs to its process; pickle what you need of it, such as result.json")


class Handle(Object):
    """An object that can also be given back: by `release()`, as soon as nobody is inside `use()`."""

    def __init__(self, pointer: Pointer, free: Callable[[Pointer], None]) -> None:
        super().__init__(pointer, free)
        self._users = 0
        self._released = False
        self._lock = threading.Lock()

    @contextmanager
    def use(self) -> Iterator[int]:
        """Lends the address to a call.

        Raises:
            Released: it has been given back.
        """
        pointer = self._enter()
        try:
            yield pointer
        finally:
            self._leave()

    @property
    def released(self) -> bool:
        """Has it been given back?"""
        return self._released

    def release(self) -> None:
        """Gives the object back. Twice is the same as once."""
        with self._lock:
            self._released = True
        self._free_if_idle()

    def _enter(self) -> int:
        with self._lock:
            if self._released or self._pointer is None:
                raise Released
            self._users += 1
            return self._pointer

    def _leave(self) -> None:
        with self._lock:
            self._users -= 1
        self._free_if_idle()

    def _free_if_idle(self) -> None:
        with self._lock:
            if not self._released or self._users or self._pointer is None:
                return
            pointer, self._pointer = self._pointer, None
        # Outside the lock: freeing may call back.
        self._free(pointer)


def encode(text: str) -> bytes:
    """UTF-8 for the library, which checks it: what is not valid Unicode is sent as it is, to be refused there.

    Raises:
        ValueError: there is a NUL in the text, where C would end it.
    """
    if "\0" in text:
        raise ValueError("embedded null character")
    return text.encode("utf-8", "surrogatepass")


def decode(text: Optional[bytes]) -> str:
    """A text of the library; empty for NULL. It is valid UTF-8; were it not, no paid result should be lost to it."""
    return "" if text is None else text.decode("utf-8", "replace")
