"""Stopping a call that runs."""

from __future__ import annotations

from ._handle import Handle
from ._library import library


class Cancel:
    """Stops a running call, from another thread or from inside a callback. Make one for each request.

    Cancelling is a wish: the terminal is asked to abort, and may answer that the customer has paid. The call tells
    how it ended; that is why it still returns a result. Forgetting a `Cancel` cancels nothing.
    """

    def __init__(self) -> None:
        functions = library()
        self._handle = Handle(functions.opi_cancel_new(), functions.opi_cancel_free)

    def cancel(self) -> None:
        """Cancels every call that was given this object, now or later. Does not wait."""
        with self._handle.use() as pointer:
            library().opi_cancel_cancel(pointer)

    @property
    def cancelled(self) -> bool:
        """Has it been cancelled?"""
        with self._handle.use() as pointer:
            return library().opi_cancel_is_cancelled(pointer) == 1
