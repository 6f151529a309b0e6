"""What people decided that is no record."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.archive import decisions
from pipeline.document import Entry, Status
from tests.builders import write

SITI = decisions.Decision(
    decisions.PEOPLE, "siti", 1, {"role": "desk"}, (Entry("2026", "person", "berkas", "cli", 1, Status.FILED),)
)


def test_an_office_file_comes_back_as_it_was_written() -> None:
    assert decisions.load(decisions.dump(SITI)) == SITI


@pytest.mark.parametrize("name", ["siti", "siti.nurhaliza", "a", "petugas-2", "x_1", "contoh", "a" * 48])
def test_ordinary_names_are_taken(name: str) -> None:
    assert decisions.check_name(name) == name


HOSTILE = [
    "",
    "Siti",
    "../siti",
    "a/b",
    "a\\b",
    ".siti",
    "-siti",
    "siti nur",
    "siti\n",
    "a" * 49,
    "sít",
    "con",
    "nul.x",
    "lpt1",
    "berkas",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_cannot_be_a_files_everywhere_is_refused(name: str) -> None:
    with pytest.raises(decisions.WrongName):
        decisions.check_name(name)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"null", b'{"format": "berkas-office/1"}', b'{"format": "berkas-office/2"}', b"\xff"]
)
def test_what_is_no_office_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        decisions.load(data)


def test_its_subject_says_where_it_lies(tmp_path: Path) -> None:
    assert decisions.path(tmp_path, SITI.subject) == tmp_path / "office" / "people" / "siti.json"


def test_all_files_of_a_kind_are_listed(tmp_path: Path) -> None:
    write(tmp_path, "office/people/siti.json", decisions.dump(SITI))
    assert list(decisions.iter_decisions(tmp_path, decisions.PEOPLE)) == [SITI]
    assert list(decisions.iter_decisions(tmp_path, "events")) == []


@pytest.mark.parametrize(
    ("subject", "record"),
    [
        ("exemptions/2026-000123", "2026-000123"),
        ("holds/2026-000123.audit", "2026-000123"),
        ("events/sup-2026-000123", "2026-000123"),
        ("events/stg-pemilu-2024", ""),
        ("dossiers/hm.02-2026-surat-2024-000123", ""),
        ("holds/hm.02-2026-surat-2024-000123.audit", ""),
        ("people/siti", ""),
    ],
)
def test_an_office_file_names_the_record_it_is_about(subject: str, record: str) -> None:
    assert decisions.subject_record_id(subject) == record
