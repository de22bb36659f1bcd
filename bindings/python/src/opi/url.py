"""The URL of a terminal, put together of typed options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional
from urllib.parse import quote

from ._texts import option
from .errors import mistake
from .names import Status
from .options import SETTING_FORMS, URL_FORMS

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .options import DialectSettings, UrlOptions


def terminal_url(
    host: str, port: Optional[int] = None, *, settings: Optional[DialectSettings] = None, **options: Unpack[UrlOptions]
) -> str:
    """Puts a terminal URL together, such as `opi://192.168.0.60:4100?workstation=lane-1`.

        terminal_url("192.168.0.60", dialect=opi.Dialect.DE, idle=timedelta(seconds=60), settings={"listen_port": 4110})

    Args:
        host: name or address of the terminal.
        port: where it listens for requests; without one, the dialect's port.
        settings: what differs from the dialect, see `DialectSettings`.
        options: see `UrlOptions`.

    Raises:
        UsageError: a value that the library has no text for. What it means is looked at when the terminal is opened.
    """
    if "?" in host:
        raise mistake(Status.INVALID_URL, "A host has no '?' in its name.")
    where = f"[{host}]" if ":" in host else host
    pairs = [option(URL_FORMS, *given) for given in options.items()]
    for name, text in (option(SETTING_FORMS, *given) for given in (settings or {}).items()):
        pairs.append((f"dialect.{name}", text))
    query = "&".join(f"{name}={quote(text.encode('utf-8', 'surrogatepass'), safe=':')}" for name, text in pairs)
    return f"opi://{where}{f':{port}' if port is not None else ''}{f'?{query}' if query else ''}"
