"""The library's log, in Python's."""

from __future__ import annotations

import logging

import opi
import pytest
from harness import AMOUNT, Simulator, proves


@proves("log")
def test_what_the_library_says_goes_to_a_logger(simulator: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("till.terminal")
    with caplog.at_level(1, logger.name):
        opi.log_to(logger, opi.LogLevel.TRACE)
        try:
            with simulator.open() as terminal:
                terminal.pay(AMOUNT, "CHF", reference="A1")
        finally:
            opi.log_to(None)
        assert {record.name for record in caplog.records} == {logger.name}
        assert {"INFO", "DEBUG"} <= {record.levelname for record in caplog.records}
        assert "CardPayment" in caplog.text
        caplog.clear()
        with simulator.open() as terminal:
            terminal.pay(AMOUNT, "CHF")
        assert caplog.records == []


def test_a_level_that_does_not_exist_is_refused() -> None:
    with pytest.raises(opi.UsageError) as caught:
        opi.log_to(logging.getLogger("till"), opi.LogLevel(77))
    assert caught.value.status is opi.Status.INVALID_ARGUMENT
    opi.log_to(None)


def test_a_handler_that_raises_harms_nothing(simulator: Simulator) -> None:
    class Broken(logging.Logger):
        def handle(self, record: logging.LogRecord) -> None:
            raise RuntimeError("disk full")

    opi.log_to(Broken("broken"), opi.LogLevel.TRACE)
    try:
        with simulator.open() as terminal:
            assert terminal.pay(AMOUNT, "CHF").approved
    finally:
        opi.log_to(None)
