"""Without a recap book nothing tells any more what was hidden: what may have been is hidden, and it is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.cli import maintain
from pipeline.document import Category, Record
from pipeline.home import Home
from pipeline.maintenance import check
from pipeline.maintenance.rebuild_report import RebuildReport
from pipeline.records import dossiers, exemptions
from pipeline.records.amendment import amend
from pipeline.worker import indexer
from tests.builders.home import CLERK, DESK, PPID, READER, filed
from tests.maintenance.test_duplicate_records import exempted, place, put_back, rebuilt, sees
from tests.maintenance.test_older_decisions import hidden_by_an_exempt_paper, known, opened_by_hand


def without_book(home: Home) -> RebuildReport:
    for file in (home.archive / "ledger").glob("*.jsonl"):
        file.unlink()
    return rebuilt(home)


def with_its_sheet(home: Home) -> tuple[Record, Path]:
    """An exempt paper with the sheet of its consequence test, and its copy from the day when it was open."""
    record, path = exempted(home)
    exemptions.write_consequence_test(
        home, record.id, PPID, basis="h", harm="rahasia pribadi terbuka", benefit="tidak ada", until="2999-01-01"
    )
    return record, path


def test_a_lost_recap_book_is_said_and_written_again(home: Home) -> None:
    filed(home)
    found = without_book(home)
    assert (found.without_book, found.sound, found.hidden) == (True, False, ())
    assert check.check(home, indexer.open_engine(home)) == []
    assert not rebuilt(home).without_book


def test_without_a_recap_book_an_open_paper_with_a_consequence_test_is_hidden(home: Home) -> None:
    record, path = with_its_sheet(home)
    shutil.rmtree(place(home, record))
    put_back(home, path)
    assert without_book(home).hidden == (record.id,)
    assert not sees(home, READER, record)
    assert not sees(home, CLERK, record)
    assert sees(home, DESK, record)
    assert check.check(home, indexer.open_engine(home)) == []
    assert rebuilt(home).sound


def test_without_a_recap_book_a_paper_that_was_opened_after_its_consequence_test_stays_open(home: Home) -> None:
    record, _ = with_its_sheet(home)
    record = amend(home, record.id, PPID, {"category": Category.SETIAP_SAAT.value}, "tidak rahasia")
    assert without_book(home).hidden == ()
    assert sees(home, READER, record)


def test_without_a_recap_book_a_dossier_opened_by_hand_that_an_exempt_paper_lay_in_is_hidden(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier, _ = hidden_by_an_exempt_paper(home)
    other = opened_by_hand(home)
    dossiers.join_dossier(home, filed(home).id, PPID, other.id)
    found = without_book(home)
    assert found.hidden == (dossier.subject,)
    assert (known(CLERK), sorted(known(DESK))) == ([other.id], sorted([dossier.id, other.id]))
    maintain._complain_of_copies(found)
    assert f"{dossier.subject}: pernah memuat naskah yang dikecualikan" in capsys.readouterr().err
    assert check.check(home, indexer.open_engine(home)) == []
    assert rebuilt(home).sound
