"""Fixtures: simulated terminals that are ended with their test, also when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Callable

import pytest
from harness import Simulator


@pytest.fixture(autouse=True)
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal for each test, where terminals of this process and of child tills find it."""
    path = tmp_path / "journal.db"
    monkeypatch.setenv("OPI_JOURNAL", str(path))
    return path


@pytest.fixture
def simulate() -> Iterator[Callable[..., Simulator]]:
    """Makes simulated terminals."""
    started: list[Simulator] = []

    def start(dialect: str = "ch", outcome: str = "auto") -> Simulator:
        started.append(Simulator(dialect, outcome))
        return started[-1]

    yield start
    for simulator in started:
        simulator.stop()


@pytest.fixture
def simulator(simulate: Callable[..., Simulator]) -> Simulator:
    """A simulated terminal of the family ch."""
    return simulate()
