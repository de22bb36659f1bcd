"""Fixtures: simulated terminals that are ended with their test, and must have nothing to complain about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from harness import Simulator


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A terminal of the family ch. A test that misbehaves at it asks for its findings itself."""
    simulator = Simulator()
    yield simulator
    simulator.stop()
