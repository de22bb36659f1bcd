"""The library's log, in Python's."""

from __future__ import annotations

import logging
import threading
from typing import Optional

from ._handle import decode
from ._library import library
from ._native import Pointer, opi_log_set_callback, opi_log_set_destroy
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
#: How long the end of Python waits for lines that are being written, in seconds.
_PATIENCE = 5.0
#: The library holds the callback. Set: it will not call any more.
_let_go = threading.Event()


def log_to(logger: Optional[logging.Logger], level: LogLevel = LogLevel.INFO) -> None:
    """Sends the log of the whole library to a logger, in place of the one before; None for no log.

    Card data is masked before it comes here. Handlers may be called by several threads at once, also by the library's
    own, and must not use a `Terminal`.
    """
    global _logger
    _logger = logger
    if logger is None:
        status = library().opi_log_set(LogLevel.OFF, opi_log_set_callback(), None, opi_log_set_destroy())
    else:
        status = library().opi_log_set(level, _WRITE, None, _DESTROY)
    if status != 0:
        raise error_of(status)


def stop_log() -> None:
    """Ends the log, if there is one: at the end of Python nothing may call back.

    The library's own thread may be writing a line right now; it must be back in C before Python ends.
    """
    if _logger is not None:
        _let_go.clear()
        log_to(None)
        _let_go.wait(_PATIENCE)


def _write(user_data: Pointer, level: int, target: Optional[bytes], text: Optional[bytes], length: int) -> None:
    try:
        logger = _logger
        if logger is not None:
            logger.log(_LEVELS.get(LogLevel(level), logging.INFO), "%s: %s", decode(target), decode(text))
    except BaseException:
        pass  # nothing may cross into C, and a log has nowhere to complain


# Made once and never collected.
_WRITE = opi_log_set_callback(_write)
_DESTROY = opi_log_set_destroy(lambda user_data: _let_go.set())
