"""What a status means, in the library's own words."""

from __future__ import annotations

from ._handle import decode
from ._library import library


def status_name(status: int) -> str:
    """The name of a status in opi.h, such as "OPI_E_BUSY"."""
    return decode(library().opi_status_name(status))


def status_text(status: int) -> str:
    """What a status means, in a sentence."""
    return decode(library().opi_status_text(status))


def status_advice(status: int) -> str:
    """What the till should do next, in a sentence."""
    return decode(library().opi_status_advice(status))
