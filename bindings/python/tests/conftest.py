"""Fixtures: simulated terminals that are ended with their test, also when it fails. And what was proved, for tools/parity.py."""

from __future__ import annotations

import os
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


# ---- tests/parity.txt ----------------------------------------------------------------------------------

_passed: dict[tuple[str, str], bool] = {}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "proves(features): which features of tests/parity.txt a test proves")


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """A test proves something when all of its cases passed, with all that is around them."""
    test = getattr(item, "originalname", item.name)
    for mark in item.iter_markers("proves"):
        for feature in mark.args:
            _passed[feature, test] = _passed.get((feature, test), True) and call.excinfo is None


def pytest_sessionfinish() -> None:
    path = os.environ.get("OPI_PARITY")
    if path:
        lines = [f"{feature}\t{test}\n" for (feature, test), passed in _passed.items() if passed]
        Path(path).write_text("".join(lines), encoding="utf-8")
