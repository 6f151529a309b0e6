"""Every sentence exists in both languages, whatever is said inside it, and wherever it was stored."""

from __future__ import annotations

import pickle

import pytest

from pipeline import approval
from pipeline.classification import reasons
from pipeline.failures import Empty, NothingRead, NotWhole, TooBig, TookTooLong
from pipeline.language.earlier_wordings import EARLIER_WORDINGS
from pipeline.language.phrases import BilingualText, Message, translate_older
from pipeline.reading import messages
from pipeline.reading.page import failed_page
from tests.builders.sentences import ROOT, all_messages

MISSING = approval.Missing(missing=BilingualText.joined(approval.LABELS[name] for name in ("code", "title")))


def test_what_is_said_inside_a_sentence_follows_its_language() -> None:
    assert MISSING.sentence("id") == "Belum dapat diperiksa: kode klasifikasi, judul belum diisi."
    assert MISSING.sentence("en") == "Cannot be verified yet; still empty: classification code, title."


def test_a_failure_that_crosses_to_another_process_keeps_both_languages() -> None:
    assert pickle.loads(pickle.dumps(MISSING)).sentence("en") == MISSING.sentence("en")


@pytest.mark.parametrize("failure", [NotWhole(), TookTooLong(seconds=3), NothingRead(reason=str(TookTooLong(seconds=3)))])
def test_a_stored_sentence_is_told_in_the_other_language(failure: NotWhole) -> None:
    english = translate_older(str(failure), "en")
    assert english != str(failure)
    assert "File ini" not in english
    assert translate_older(english, "id") == str(failure)
    assert translate_older(str(failure), "id") == str(failure)


def test_a_sentence_that_was_worded_otherwise_when_it_was_stored_is_told_in_english() -> None:
    assert translate_older("Berkas ini kosong (0 bita). Pindai atau salin ulang, lalu masukkan lagi.", "en") == (
        "This file is empty (0 bytes). Scan or copy it again and hand it in once more."
    )
    assert translate_older(f"{reasons.NO_WORD(word='Hal')}; diambil dari nama berkas", "en") == (
        "the word “Hal” is not in the head of the paper; taken from the file's name"
    )


def test_an_earlier_wording_is_never_said_again() -> None:
    assert translate_older("This file is empty (0 bytes). Scan or copy it again and hand it in once more.", "id") == str(Empty())


def test_a_failure_with_a_sentence_of_its_own_and_its_parents_key_is_refused() -> None:
    with pytest.raises(ValueError, match="key of its own"):

        class Special(Empty):
            indonesian = "Khusus sekarang."
            english = "Special."


def test_each_earlier_wording_is_told_as_its_sentence_is_today() -> None:
    known = [phrase for phrase in all_messages() if phrase.key in EARLIER_WORDINGS]
    assert len(known) > 20
    for phrase in known:
        places = {name: f"‹{name}›" for name in phrase.places}
        for earlier in EARLIER_WORDINGS[phrase.key]:
            assert translate_older(earlier.format(**places), "en") == phrase.english.format(**places)


def test_each_earlier_wording_belongs_to_a_message_that_is_there() -> None:
    sources = "".join(file.read_text("utf-8") for file in ROOT.rglob("*.py") if file.name != "earlier_wordings.py")
    assert [key for key in EARLIER_WORDINGS if f'"{key}"' not in sources] == []


def test_what_a_person_wrote_stays_as_it_is() -> None:
    assert translate_older("Tanggalnya keliru", "en") == "Tanggalnya keliru"


def test_a_day_that_a_person_wrote_among_words_stays_as_it_is() -> None:
    assert translate_older("Rapat 14 Maret 2024", "en") == "Rapat 14 Maret 2024"


def test_of_two_phrases_that_fit_the_one_with_more_words_of_its_own_is_meant() -> None:
    Message("{what} disimpan", "{what} was stored", key="test.stored")
    said = Message("naskah {what} dari {who} disimpan", "paper {what} of {who} was stored", key="test.stored_of")
    assert translate_older(str(said(what="12", who="Sari")), "en") == "paper 12 of Sari was stored"


def test_why_not_one_page_was_read_is_told_in_english_down_to_its_parts() -> None:
    page = failed_page(1, TooBig(what=messages.MEMORY).said())
    for failure in (str(NothingRead(reason=page.notes[0])), NothingRead(reason=page.notes[0]).sentence("en")):
        assert translate_older(failure, "en") == (
            "Not one page could be read. Page 1 could not be read. "
            "This file is over a safety limit (memory). Split it into smaller parts and hand it in once more."
        )
