"""The office's day, not UTC's: at 06.30 in the morning of 1 January the new year has begun."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.catalogue import calendar, ingest
from pipeline.home import Home, WrongConfig, read_config
from tests.builders import write
from tests.builders.command import PROGRAM, an_office
from tests.builders.home import At

NEW_YEAR = "2025-12-31T23:30:00+00:00"
"""06.30 WIB on 1 January 2026."""


@pytest.fixture
def new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.fromisoformat(NEW_YEAR))
    monkeypatch.setattr(ingest, "now", lambda: NEW_YEAR)


def test_a_paper_of_new_years_morning_has_a_number_of_the_new_year(at: At, new_year: None) -> None:
    record = at.received(b"surat tahun baru\n")
    assert record.id == "2026-000001"
    assert f"Bagging-Date: {calendar.today()}" in (at.home.archive / "queue" / record.id / "bag" / "bag-info.txt").read_text()
    assert str(calendar.today()) == "2026-01-01"


def test_pages_and_lists_say_the_offices_day(home: Home, new_year: None) -> None:
    from pipeline.records import publication
    from pipeline.web.templatetags import berkas

    assert berkas.day(NEW_YEAR) == "1 Januari 2026"
    assert berkas.day("2025-12-31") == "31 Desember 2025"
    assert publication.current(home).day == str(calendar.day_of(publication.current(home).generated_at))
    assert str(calendar.day_of(NEW_YEAR)) == "2026-01-01"


@pytest.mark.parametrize(("name", "zone"), [("WIB", "Asia/Jakarta"), ("wita", "Asia/Makassar"), ("Asia/Jayapura", "Asia/Jayapura")])
def test_the_zone_is_a_setting(tmp_path: Path, name: str, zone: str) -> None:
    assert read_config(write(tmp_path, "berkas.toml", f'time_zone = "{name}"'.encode())).time_zone == zone


def test_an_unknown_zone_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongConfig, match="zona waktu 'WIBB' tidak dikenal"):
        read_config(write(tmp_path, "berkas.toml", b'time_zone = "WIBB"'))


@pytest.mark.skipif(shutil.which("faketime") is None, reason="needs faketime")
@pytest.mark.parametrize(("zone", "year"), [("WIB", "2025"), ("WITA", "2025"), ("WIT", "2026")])
def test_each_zone_has_its_own_new_year(tmp_path: Path, zone: str, year: str) -> None:
    office = an_office(tmp_path / "rumah")
    write(office.root, "berkas.toml", f'time_zone = "{zone}"\n'.encode())
    paper = write(tmp_path, "surat.txt", b"surat tahun baru\n")
    done = subprocess.run(
        ["faketime", "2025-12-31 15:30:00", PROGRAM, "add", str(paper), "--json"],
        env=office.environment() | {"TZ": "UTC"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert [record["id"] for record in json.loads(done.stdout)] == [f"{year}-000001"]
