"""A scanner that keeps its file open, sheet after sheet, with pauses in which the file looks whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import slow_scanner
from tests.builders.command import Office, an_office, wait_until

PAUSE = 6.0
"""Longer than a format without an end must be quiet, and than a rescan."""
SHEETS = 3
NOBODY = 65534


@pytest.fixture
def office() -> Iterator[Office]:
    """A home whose inbox others may write into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        made = an_office(Path(folder) / "rumah")
        made.root.chmod(0o755)
        made.inbox.chmod(0o777)
        yield made


def pages_in_queue(office: Office) -> list[int]:
    return [record["pages"] for record in office.json("queue")]


@pytest.mark.parametrize("kind", ["pdf", "rewritten", "tiff"])
def test_every_sheet_of_a_scanner_that_keeps_its_file_open_is_kept(office: Office, kind: str) -> None:
    scanned = office.root / "pembanding"
    with scanned.open("w+b") as whole:
        slow_scanner.write(whole, kind, SHEETS, 0.0)
    file = office.inbox / ("pindai.tif" if kind == "tiff" else "pindai.pdf")
    with office.up():
        scanner = slow_scanner.start(file, kind, pause=PAUSE, sheets=SHEETS)
        assert scanner.wait(60) == 0
        wait_until(lambda: pages_in_queue(office) == [SHEETS], 60)
        [record] = office.json("queue")
        assert [entry["act"] for entry in record["history"]].count("receive") == 1
        original = office.root / "asli"
        assert office("get", record["id"], "--original", "-o", original).code == 0
        assert len(original.read_bytes()) == len(scanned.read_bytes())
    assert office("check").code == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root to become somebody else")
def test_every_sheet_that_another_account_writes_is_kept(office: Office) -> None:
    with office.up():
        scanner = slow_scanner.start(office.inbox / "pindai.pdf", "pdf", pause=PAUSE, sheets=2, uid=NOBODY)
        assert scanner.wait(60) == 0
        wait_until(lambda: pages_in_queue(office) == [2], 60)
