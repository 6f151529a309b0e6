"""Finding: what the asker may see, all of it, and not a trace of the rest; even while the index is behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import search
from pipeline.catalogue import transactions
from pipeline.document import Actor, Record
from pipeline.document.pages import Page, Reading, TextSource
from pipeline.home import Home
from pipeline.records import lifecycle
from pipeline.records import search as record_search
from pipeline.training.papers import a_letter, as_pdf, as_txt
from pipeline.worker import indexer
from tests.builders.home import CLERK, DESK, MACHINE, PPID, READER, At, queued


def a_paper(word: str = "Rimbatara", extra: str = "") -> bytes:
    return as_txt(a_letter(code="TU.01.2", date="2024-03-14", word=word)) + extra.encode()


def a_page_with_margins() -> Page:
    return Page(2, "halaman kedua", TextSource.TEXT, 1.0, margins=("Kantor Rimbatara", "Halaman 2 dari 2"))


def indexed(home: Home) -> search.Engine:
    index = indexer.open_engine(home)
    indexer.update_index(index)
    return index


def ids(found: record_search.Found) -> list[str]:
    return [hit.record.id for hit in found.hits]


def nothing_of(found: record_search.Found) -> bool:
    return (found.total, found.hits) == (0, ()) and not any(found.facets.values())


def decided(home: Home, record: Record, **facts: str) -> None:
    """A later decision changes a filed record."""
    transactions.commit_change(
        home, record.id, PPID, "decide", lambda before: replace(before, facts=replace(before.facts, **facts))
    )


def test_a_filed_ordinary_record_is_found_by_everyone(home: Home, at: At) -> None:
    record = at.filed(a_paper(), access_level="biasa")
    index = indexed(home)
    for actor in (READER, CLERK, DESK, PPID):
        assert ids(record_search.find(index, actor, "rimbatara")) == [record.id]


def test_a_hit_says_where_it_stands(home: Home, at: At) -> None:
    at.filed(as_pdf(a_letter(word="Rimbatara")), "surat.pdf", access_level="biasa")
    [hit] = record_search.find(indexed(home), READER, "rimbatara").hits
    assert hit.snippet.page == 1
    assert hit.snippet.boxes
    assert "Rimbatara" in hit.snippet.text


def test_a_hit_in_a_header_alone_shows_that_header_with_the_word_marked(home: Home, at: At) -> None:
    reading = Reading("application/pdf", (Page(1, "isi surat", TextSource.TEXT, 1.0), a_page_with_margins()))
    record = queued(home)
    transactions.commit_change(home, record.id, MACHINE, "reread", lambda before: before, reading=reading)
    [hit] = record_search.find(indexed(home), DESK, "rimbatara", place="queue").hits
    assert (hit.snippet.page, hit.snippet.boxes) == (2, ())
    assert [text for text, marked in hit.snippet.segments if marked] == ["Rimbatara"]
    assert hit.snippet.text.startswith("Kantor Rimbatara")


def test_a_word_of_the_text_is_shown_before_the_same_word_of_a_header(home: Home, at: At) -> None:
    record = queued(home)
    pages = (a_page_with_margins(), Page(3, "surat untuk Rimbatara", TextSource.TEXT, 1.0))
    transactions.commit_change(home, record.id, MACHINE, "reread", lambda before: before, reading=Reading("application/pdf", pages))
    [hit] = record_search.find(indexed(home), DESK, "rimbatara", place="queue").hits
    assert hit.snippet.page == 3


def test_the_queue_is_searched_only_when_asked_for(home: Home, at: At) -> None:
    record = at.queued(a_paper())
    index = indexed(home)
    assert record_search.find(index, DESK, "rimbatara").total == 0
    assert ids(record_search.find(index, DESK, "rimbatara", place="queue")) == [record.id]
    assert ids(record_search.find(index, DESK, "rimbatara", place="all")) == [record.id]
    assert nothing_of(record_search.find(index, READER, "rimbatara", place="all"))


@pytest.mark.parametrize(
    "facts", [{"category": "dikecualikan"}, {"category": "dikecualikan_usul"}, {"access_level": "terbatas"}, {"access_level": ""}]
)
def test_what_a_reader_may_not_see_is_in_no_hit_no_count_and_no_facet(home: Home, at: At, facts: dict[str, str]) -> None:
    decided(home, at.filed(a_paper(), access_level="biasa"), **facts)
    assert nothing_of(record_search.find(indexed(home), READER, "rimbatara", place="all"))


@pytest.mark.parametrize(
    "facts", [{"category": "dikecualikan"}, {"category": "dikecualikan_usul"}, {"access_level": "terbatas"}, {"access_level": ""}]
)
def test_what_was_hidden_a_moment_ago_is_hidden_though_the_index_does_not_know_it_yet(
    home: Home, at: At, facts: dict[str, str]
) -> None:
    hidden = at.filed(a_paper(), access_level="biasa")
    other = at.filed(a_paper(extra="\nlampiran\n"), "lain.txt", access_level="biasa")
    index = indexed(home)
    decided(home, hidden, **facts)
    found = record_search.find(index, READER, "rimbatara", place="all")
    assert (found.total, ids(found)) == (1, [other.id])
    assert {count for counts in found.facets.values() for _, count in counts} == {1}


def test_a_page_of_hits_is_never_short_for_what_is_hidden(home: Home, at: At) -> None:
    records = [at.filed(a_paper(extra=f"\nnomor {number}\n"), f"{number}.txt", access_level="biasa") for number in range(5)]
    index = indexed(home)
    for record in records[:3]:
        decided(home, record, category="dikecualikan")
    found = record_search.find(index, READER, "rimbatara", limit=2)
    assert (found.total, len(found.hits)) == (2, 2)


def test_desk_without_the_right_does_not_find_what_was_just_proposed_as_exempt(home: Home, at: At) -> None:
    record = at.queued(a_paper())
    index = indexed(home)
    lifecycle.edit(home, record.id, DESK, {"category": "dikecualikan_usul"})
    assert nothing_of(record_search.find(index, CLERK, "rimbatara", place="all"))
    assert ids(record_search.find(index, DESK, "rimbatara", place="all")) == [record.id]


def test_nothing_hidden_is_suggested(home: Home, at: At) -> None:
    record = at.filed(a_paper(), access_level="biasa", title="Rimbatara Permai")
    index = indexed(home)
    assert index.suggest("rimbat", record_search.scope(READER)) != search.Suggestions()
    decided(home, record, category="dikecualikan")
    assert index.suggest("rimbat", record_search.scope(READER)) == search.Suggestions()


def test_while_nothing_is_pending_nothing_is_left_out_by_number(home: Home, at: At) -> None:
    at.queued(a_paper())
    assert len(record_search.scope(READER).without) == 1
    indexed(home)
    assert record_search.scope(READER).without == frozenset()
    assert record_search.scope(DESK).without == frozenset()


@pytest.mark.parametrize("actor", [Actor("adi", None, door="web"), MACHINE])
def test_who_is_nobody_finds_nothing(home: Home, at: At, actor: Actor) -> None:
    at.filed(a_paper(), access_level="biasa")
    assert nothing_of(record_search.find(indexed(home), actor, "rimbatara", place="all"))


@pytest.mark.parametrize("question", ["", "  ", '"', "*", "(((", "a\0b", "\ud800", "🙂", "x" * 10_000, "AND OR NOT", "-rimbatara"])
def test_no_question_breaks_it(home: Home, at: At, question: str) -> None:
    record = at.filed(a_paper(), access_level="biasa")
    assert ids(record_search.find(indexed(home), READER, question)) in ([], [record.id])
