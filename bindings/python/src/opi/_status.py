"""What a status means, in the library's own words."""

from __future__ import annotations

from typing import Optional

from ._handle import decode, encode
from ._library import library


def status_name(status: int) -> str:
    """The name of a status in opi.h, such as "OPI_E_BUSY"."""
    return decode(library().opi_status_name(status))


def status_text(status: int, language: Optional[str] = None) -> str:
    """What a status means, in a sentence: in English, or in a language such as "de" or "fr_CH" that the library has."""
    return decode(library().opi_status_text_in(status, None if language is None else encode(language)))


def status_advice(status: int, language: Optional[str] = None) -> str:
    """What the till should do next, in a sentence; in a language as `status_text`."""
    return decode(library().opi_status_advice_in(status, None if language is None else encode(language)))
