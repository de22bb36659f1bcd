"""The library's log, in Python's."""

from __future__ import annotations

import logging
from typing import Optional

from ._bindings import Pointer, opi_devices_destroy, opi_log_callback
from ._handle import decode
from ._library import library
from .errors import error_of
from .names import LogLevel

_LEVELS = {
    LogLevel.ERROR: logging.ERROR,
    LogLevel.WARN: logging.WARNING,
    LogLevel.INFO: logging.INFO,
    LogLevel.DEBUG: logging.DEBUG,
    LogLevel.TRACE: logging.DEBUG - 5,
}
_logger: Optional[logging.Logger] = None


def log_to(logger: Optional[logging.Logger], level: LogLevel = LogLevel.INFO) -> None:
    """Sends the log of the whole library to a logger, in place of the one before; None for no log.

    Card data is masked before it comes here. Handlers may be called by several threads at once, and must not use
    a `Terminal`.
    """
    global _logger
    _logger = logger
    if logger is None:
        status = library().opi_log_set(LogLevel.OFF, opi_log_callback(), None, opi_devices_destroy())
    else:
        status = library().opi_log_set(level, _WRITE, None, opi_devices_destroy())
    if status != 0:
        raise error_of(status)


def stop_log() -> None:
    """Ends the log, if there is one: at the end of Python nothing may call back."""
    if _logger is not None:
        log_to(None)


def _write(user_data: Pointer, level: int, target: Optional[bytes], text: Optional[bytes], length: int) -> None:
    try:
        logger = _logger
        if logger is not None:
            logger.log(_LEVELS.get(LogLevel(level), logging.INFO), "%s: %s", decode(target), decode(text))
    except BaseException:
        pass  # nothing may cross into C, and a log has nowhere to complain


# Made once and never collected; no user_data, so nothing to destroy.
_WRITE = opi_log_callback(_write)
