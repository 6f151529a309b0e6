"""The access book: a look at an exempt paper is a line, for ever; a look at any other is none."""

from __future__ import annotations

import json
import stat
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline import approval
from pipeline.archive import ledger
from pipeline.home import Home
from pipeline.records import access_book
from tests.builders.home import CLERK, DESK, PPID, READER, filed, queued


def lines(home: Home) -> list[dict]:
    return list(ledger.read(access_book.folder(home)))


def test_a_look_at_an_exempt_paper_is_a_line_and_at_another_none(home: Home) -> None:
    exempt, open_ = queued(home, category="dikecualikan_usul"), filed(home)
    access_book.note_record(home, DESK, access_book.OPEN, exempt)
    access_book.note_record(home, DESK, access_book.OPEN, open_)
    assert [(line["subject"], line["act"], line["by"]) for line in lines(home)] == [(exempt.id, "open", "dewi")]


def test_looks_of_one_person_in_a_row_are_one_line_and_downloads_are_each(home: Home) -> None:
    exempt = queued(home, category="dikecualikan_usul")
    for _ in range(3):
        access_book.note_record(home, DESK, access_book.OPEN, exempt)
        access_book.note_record(home, DESK, access_book.DOWNLOAD, exempt)
    access_book.note_record(home, PPID, access_book.OPEN, exempt)
    assert [(line["act"], line["by"]) for line in lines(home)].count(("open", "dewi")) == 1
    assert len(lines(home)) == 5


def test_what_a_search_has_shown_is_told_with_its_question(home: Home) -> None:
    exempt, open_ = queued(home, category="dikecualikan_usul"), filed(home)
    access_book.note_found(home, DESK, "cuti sakit", [exempt, open_])
    access_book.note_found(home, DESK, "pleno", [open_])
    assert [(line["asked"], line["found"]) for line in lines(home)] == [("cuti sakit", [exempt.id])]


def test_the_book_is_chained_and_private(home: Home) -> None:
    exempt = queued(home, category="dikecualikan_usul")
    for _ in range(3):
        access_book.note_record(home, DESK, access_book.DOWNLOAD, exempt)
    (path,) = access_book.folder(home).glob("*.jsonl")
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)
    assert ledger.findings(access_book.folder(home)) == []
    first, *rest = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(json.dumps(json.loads(first) | {"by": "lain"}).encode() + b"\n" + b"".join(rest))
    assert ledger.findings(access_book.folder(home))


def test_looks_at_once_all_stand_in_the_book(home: Home) -> None:
    exempt = queued(home, category="dikecualikan_usul")
    with ThreadPoolExecutor(8) as several:
        list(several.map(lambda _: access_book.note_record(home, DESK, access_book.DOWNLOAD, exempt), range(40)))
    assert [line["seq"] for line in lines(home)] == list(range(1, 41))
    assert ledger.findings(access_book.folder(home)) == []


@pytest.mark.parametrize("actor", [DESK, CLERK, READER])
def test_only_a_ppid_who_may_see_exempt_papers_reads_it(home: Home, actor) -> None:
    with pytest.raises(approval.NotAllowed):
        access_book.latest(home, actor, most=10)
    assert access_book.latest(home, PPID, most=10) == []


def test_it_is_read_latest_first_and_by_paper_and_person(home: Home) -> None:
    one, two = queued(home, category="dikecualikan_usul"), queued(home, category="dikecualikan_usul")
    access_book.note_record(home, DESK, access_book.DOWNLOAD, one)
    access_book.note_found(home, PPID, "apa", [one, two])
    access_book.note_record(home, PPID, access_book.DOWNLOAD, two)
    told = access_book.latest(home, PPID, most=2)
    assert [line["act"] for line in told] == ["download", "find"]
    assert [line["seq"] for line in access_book.latest(home, PPID, most=9, record_id=one.id)] == [2, 1]
    assert [line["seq"] for line in access_book.latest(home, PPID, most=9, name="dewi")] == [1]


def test_a_line_costs_a_page_some_milliseconds(home: Home) -> None:
    exempt = queued(home, category="dikecualikan_usul")
    access_book.note_record(home, DESK, access_book.DOWNLOAD, exempt)
    took = []
    for _ in range(21):
        started = time.perf_counter()
        access_book.note_record(home, DESK, access_book.DOWNLOAD, exempt)
        took.append(time.perf_counter() - started)
    print(f"median {sorted(took)[10] * 1000:.1f} ms")
    assert sorted(took)[10] < 0.1


def test_a_disk_that_takes_no_line_stops_no_look(home: Home, monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    exempt = queued(home, category="dikecualikan_usul")
    monkeypatch.setattr(ledger, "append", full)
    access_book.note_record(home, DESK, access_book.DOWNLOAD, exempt)
    assert "is not in the access book" in caplog.text
