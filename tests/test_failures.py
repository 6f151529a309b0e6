"""Every sentence exists in both languages, whatever is said inside it, and wherever it was stored."""

from __future__ import annotations

import pickle

import pytest

from pipeline import approval
from pipeline.failures import Clause, NothingRead, NotWhole, TookTooLong, in_language

MISSING = approval.Missing(missing=Clause.joined(approval.LABELS[name] for name in ("code", "title")))


def test_what_is_said_inside_a_sentence_follows_its_language() -> None:
    assert MISSING.sentence("id") == "Belum dapat diperiksa: kode klasifikasi, judul belum diisi."
    assert MISSING.sentence("en") == "Cannot be verified yet: classification code, title is missing."


def test_a_failure_that_crosses_to_another_process_keeps_both_languages() -> None:
    assert pickle.loads(pickle.dumps(MISSING)).sentence("en") == MISSING.sentence("en")


@pytest.mark.parametrize("failure", [NotWhole(), TookTooLong(seconds=3), NothingRead(reason=str(TookTooLong(seconds=3)))])
def test_a_stored_sentence_is_told_in_the_other_language(failure: NotWhole) -> None:
    english = in_language(str(failure), "en")
    assert english != str(failure)
    assert "Berkas ini" not in english
    assert in_language(english, "id") == str(failure)
    assert in_language(str(failure), "id") == str(failure)


def test_what_a_person_wrote_stays_as_it_is() -> None:
    assert in_language("Tanggalnya keliru", "en") == "Tanggalnya keliru"
