"""On pages a stored sentence follows the language of whoever reads, by its key; in rows of an older version by its words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.failures import TooBig
from pipeline.reading import messages
from tests.web.conftest import LETTER

LOOKS_OURS = "naskah kosong"
NOTES = (messages.HARD(), messages.COMMENTS(count=1, said=LOOKS_OURS), messages.ATTACHED(count=1, names="a\u2028b"))
LARGE = TooBig(what=messages.MEMORY)


def with_notes() -> Any:
    """The first page of a letter, of which a reader said these things."""
    from dataclasses import replace

    from pipeline.archive import record_folder
    from pipeline.catalogue import models, rows
    from pipeline.web import state

    row = models.Record.objects.get(pk=LETTER)
    read = record_folder.load_reading(state.home().archive / row.shelf)
    rows.save_pages(LETTER, replace(read, pages=(replace(read.pages[0], notes=NOTES), *read.pages[1:])))
    return models.Page.objects.filter(record_id=LETTER, number=read.pages[0].number)


def in_english(as_: Callable[..., Any], path: str) -> str:
    browser = as_("siti")
    browser.post("/bahasa/", {"language": "en"})
    return str(browser.get(path).content.decode())


def test_the_notes_of_a_page_are_told_by_their_keys_and_what_they_quote_stays(as_: Callable[..., Any]) -> None:
    with_notes()
    page = in_english(as_, f"/berkas/{LETTER}/?teks=1")
    assert NOTES[0].english in page
    assert f"are not part of its text: {LOOKS_OURS}." in page
    assert "This PDF carries 1 attached files" in page


def test_the_notes_in_a_row_of_an_older_version_are_told_by_their_words(as_: Callable[..., Any]) -> None:
    with_notes().update(said="")
    assert NOTES[0].english in in_english(as_, f"/berkas/{LETTER}/?teks=1")


@pytest.mark.parametrize("old", [False, True], ids=["new", "of an older version"])
def test_why_a_record_is_unreadable_is_told_on_its_page_in_the_queue_and_in_the_book(
    office: Any, as_: Callable[..., Any], old: bool
) -> None:
    from pipeline.catalogue import models, transactions
    from pipeline.document import Status
    from pipeline.records import lifecycle

    def refused(record: Any) -> Any:
        from dataclasses import replace

        return replace(record, status=Status.UNREADABLE, problem=LARGE.said())

    actor = lifecycle.machine_actor("up")
    transactions.commit_change(office.home, LETTER, actor, "unreadable", refused, why=LARGE.said())
    line = models.LedgerLine.objects.filter(subject=LETTER).latest("seq")
    assert json.loads(line.line)["said"]["key"] == "failure.too_big"
    if old:
        row = models.Record.objects.get(pk=LETTER)
        fields = json.loads(row.json)
        del fields["said"], fields["history"][-1]["said"]
        brief = json.loads(row.brief)
        del brief["said"]
        row.json, row.brief = json.dumps(fields), json.dumps(brief, separators=(",", ":"))
        row.save()
        line.line = json.dumps({name: value for name, value in json.loads(line.line).items() if name != "said"})
        line.save()
    for path in (f"/berkas/{LETTER}/", "/antrean/?tampil=tak-terbaca", "/buku-rekap/"):
        assert LARGE.sentence("en") in in_english(as_, path)


def test_the_reason_that_a_clerk_typed_is_never_translated(office: Any, as_: Callable[..., Any]) -> None:
    from pipeline.records import people, set_aside

    set_aside.set_aside(office.home, LETTER, people.get_actor("siti", "web"), LOOKS_OURS)
    page = in_english(as_, f"/berkas/{LETTER}/")
    assert LOOKS_OURS in page
    assert "the paper is empty" not in page
