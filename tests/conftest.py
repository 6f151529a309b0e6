"""Fixtures that every room's tests share."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import reading
from pipeline.catalogue import database
from pipeline.home import Home

# Django wants its settings before any model is imported; each test's home then brings its own database.
_nowhere = Path(tempfile.mkdtemp(prefix="berkas-tests-"))
atexit.register(shutil.rmtree, _nowhere, ignore_errors=True)
database.set_up(_nowhere)

from tests.builders import machine  # noqa: E402  # models are importable only now
from tests.builders.home import At, a_home  # noqa: E402  # models are importable only now


def pytest_sessionstart() -> None:
    """One sentence before anything is run, where each of a hundred tests would fail in its own way."""
    if lacking := machine.lacking():
        pytest.exit(f"This machine lacks what the tests need: {'; '.join(lacking)}. Install it with: make setup-dev", returncode=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole days of an office first: left to the end, one worker would be at them while the others have nothing to do."""
    items.sort(key=lambda item: "e2e" not in item.path.parts)


@pytest.fixture(scope="session")
def pool() -> Iterator[reading.Pool]:
    """Page children for the whole run: starting them anew for each test would take longer than the tests."""
    with reading.Pool() as shared:
        yield shared


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A fresh home of the office."""
    return a_home(tmp_path / "rumah")


@pytest.fixture
def at(home: Home, pool: reading.Pool) -> At:
    """Records brought into a state."""
    return At(home, pool)
