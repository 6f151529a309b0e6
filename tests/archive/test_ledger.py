"""The recap book: whatever is done to it shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.archive import ledger
from tests.builders import write

ENOUGH = settings(max_examples=60, deadline=None)


def a_line(seq: int, at: str = "2026-03-14T08:00:00.000+00:00", **more: object) -> ledger.Line:
    return {"seq": seq, "subject": f"2026-{seq:06d}", "version": 1, "at": at, "act": "receive", "by": "berkas"} | more


def a_book(folder: Path, lines: int = 5) -> Path:
    ledger.append(folder, map(a_line, range(1, lines + 1)))
    return folder


def raw(folder: Path, year: str = "2026") -> list[bytes]:
    return (folder / f"{year}.jsonl").read_bytes().splitlines(keepends=True)


def test_an_empty_book_ends_before_its_first_line(tmp_path: Path) -> None:
    assert ledger.end(tmp_path) == ledger.LedgerEnd(0, ledger.NOTHING_BEFORE)
    assert ledger.findings(tmp_path) == []


def test_lines_come_back_in_sequence(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    assert [line["seq"] for line in ledger.read(book)] == [1, 2, 3, 4, 5]
    assert ledger.findings(book) == []


def test_each_line_carries_the_hash_of_the_line_before(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    prevs = [json.loads(line)["prev"] for line in raw(book)]
    assert prevs[0] == ledger.NOTHING_BEFORE
    assert len(set(prevs)) == 5


def test_appending_twice_writes_once(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    before = raw(book)
    assert ledger.append(book, map(a_line, range(1, 6))) == 0
    assert raw(book) == before
    assert ledger.append(book, map(a_line, range(4, 8))) == 2
    assert ledger.findings(book) == []


def test_a_line_of_any_length_is_a_line(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    ledger.append(book, [a_line(6, why="panjang " * 40_000), a_line(7)])
    assert ledger.end(book).seq == 7
    ledger.append(book, [a_line(8, why="panjang " * 40_000)])
    assert ledger.end(book).seq == 8
    assert ledger.findings(book) == []


@pytest.mark.parametrize("text", ["baris\nbaru", "é \u2028 \x85", '"}\n{"seq": 9}', "\0"])
def test_no_text_breaks_out_of_its_line(tmp_path: Path, text: str) -> None:
    ledger.append(tmp_path, [a_line(1, why=text), a_line(2)])
    assert [line.get("why") for line in ledger.read(tmp_path)] == [text, None]
    assert ledger.findings(tmp_path) == []


def test_a_new_year_opens_a_new_file_and_goes_on_with_the_chain(tmp_path: Path) -> None:
    ledger.append(tmp_path, [a_line(1, "2026-12-31T23:59:59.999+00:00"), a_line(2, "2027-01-01T00:00:00.000+00:00"), a_line(3)])
    assert len(raw(tmp_path)) == 1
    # The clock was put back: the line stays in the later year, or the files would not read in sequence.
    assert len(raw(tmp_path, "2027")) == 2
    assert [line["seq"] for line in ledger.read(tmp_path)] == [1, 2, 3]
    assert ledger.findings(tmp_path) == []


def test_a_line_torn_at_any_byte_is_cut_and_written_again(tmp_path: Path) -> None:
    whole = raw(a_book(tmp_path / "whole", 3))
    for kept in (*range(0, len(whole[2]), 9), len(whole[2]) - 1):
        book = tmp_path / str(kept)
        write(book, "2026.jsonl", b"".join(whole[:2]) + whole[2][:kept])
        assert ledger.end(book).seq == 2
        assert (ledger.findings(book) != []) == (kept > 0)
        assert ledger.append(book, [a_line(3)]) == 1
        assert raw(book) == whole


def test_a_torn_first_line_of_a_year_is_cut_and_written_again(tmp_path: Path) -> None:
    ledger.append(tmp_path, [a_line(1)])
    write(tmp_path, "2027.jsonl", b'{"format": "berkas-led')
    ledger.append(tmp_path, [a_line(2, "2027-01-01T00:00:00.000+00:00")])
    assert [line["seq"] for line in ledger.read(tmp_path)] == [1, 2]
    assert ledger.findings(tmp_path) == []


@ENOUGH
@given(st.integers(2, 6), st.data())
def test_dropping_a_line_is_found(tmp_path_factory: pytest.TempPathFactory, lines: int, data: st.DataObject) -> None:
    book = a_book(tmp_path_factory.mktemp("buku"), lines)
    kept = raw(book)
    del kept[data.draw(st.integers(0, lines - 2))]
    write(book, "2026.jsonl", b"".join(kept))
    assert ledger.findings(book)


@ENOUGH
@given(st.integers(2, 6), st.data())
def test_swapping_two_lines_is_found(tmp_path_factory: pytest.TempPathFactory, lines: int, data: st.DataObject) -> None:
    book = a_book(tmp_path_factory.mktemp("buku"), lines)
    swapped = raw(book)
    one, other = data.draw(st.lists(st.integers(0, lines - 1), min_size=2, max_size=2, unique=True))
    swapped[one], swapped[other] = swapped[other], swapped[one]
    write(book, "2026.jsonl", b"".join(swapped))
    assert ledger.findings(book)


@ENOUGH
@given(st.integers(1, 6), st.data())
def test_inserting_a_line_is_found(tmp_path_factory: pytest.TempPathFactory, lines: int, data: st.DataObject) -> None:
    book = a_book(tmp_path_factory.mktemp("buku"), lines)
    more = raw(book)
    more.insert(data.draw(st.integers(0, lines)), data.draw(st.sampled_from([*more, b"{}\n", b"\n", b"bukan\n"])))
    write(book, "2026.jsonl", b"".join(more))
    assert ledger.findings(book)


@ENOUGH
@given(st.integers(2, 6), st.data())
def test_changing_any_byte_of_a_line_that_another_follows_is_found(
    tmp_path_factory: pytest.TempPathFactory, lines: int, data: st.DataObject
) -> None:
    book = a_book(tmp_path_factory.mktemp("buku"), lines)
    changed = [bytearray(line) for line in raw(book)]
    line = changed[data.draw(st.integers(0, lines - 2))]
    line[data.draw(st.integers(0, len(line) - 1))] ^= data.draw(st.integers(1, 255))
    write(book, "2026.jsonl", b"".join(changed))
    assert ledger.findings(book)


def test_losing_a_whole_year_is_found(tmp_path: Path) -> None:
    ledger.append(tmp_path, [a_line(1), a_line(2, "2027-01-01T00:00:00.000+00:00")])
    (tmp_path / "2026.jsonl").unlink()
    assert ledger.findings(tmp_path)


@pytest.mark.parametrize("damage", [b"\xff\xfe\n", b"{}\n", b"[]\n", b'{"seq": "3"}\n', b"5\n"])
def test_a_damaged_last_line_is_named_and_stops_nobody(tmp_path: Path, damage: bytes) -> None:
    book = a_book(tmp_path, 3)
    write(book, "2026.jsonl", b"".join(raw(book)[:2]) + damage)
    assert ledger.end(book).seq == 3
    ledger.append(book, [a_line(4)])
    assert [line["seq"] for line in ledger.read(book)] == [1, 2, 4]
    assert ledger.findings(book) == ["2026.jsonl:3: not a ledger line"]


def test_another_file_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "catatan.txt", b"bukan buku")
    write(tmp_path, "2026.jsonl.bak", b"bukan buku")
    assert [line["seq"] for line in ledger.read(a_book(tmp_path))] == [1, 2, 3, 4, 5]
