"""Letters in English: what they say of themselves is found like that of Indonesian ones."""

from __future__ import annotations

import pytest

from pipeline.classification.facts import read_letter
from pipeline.classification.fields.dates import find_dates
from pipeline.document.pages import Page, Reading, TextSource
from pipeline.language.phrases import translate_older

LETTER = """INSTITUTE FOR OPEN ELECTIONS
12 Harbour Road, Singapore

{reference}
{date}

To: The Chairperson, KPU Kabupaten Bintan
{subject}

Dear Sir or Madam,
We are pleased to invite your office to a workshop that will be held in Tanjungpinang
on April 18, 2024. Kindly confirm your attendance by April 2, 2024. This refers to the
letter of January 9, 2024 and to the minutes of the meeting with your office.

Yours sincerely,

Rosa Lim
{position}
"""


def a_letter(
    reference="Ref: IOE/115/2024", date="March 5, 2024", subject="Subject: Open election data", position="Executive Director"
):
    text = LETTER.format(reference=reference, date=date, subject=subject, position=position)
    return read_letter(a_reading(text))


def a_reading(text):
    return Reading("application/pdf", (Page(1, text, TextSource.TEXT, 1.0),))


DATES = {
    "March 5, 2024": "2024-03-05",
    "March 5 2024": "2024-03-05",
    "March 5th, 2024": "2024-03-05",
    "5 March 2024": "2024-03-05",
    "5th March 2024": "2024-03-05",
    "2nd May 2024": "2024-05-02",
    "2nd of May, 2024": "2024-05-02",
    "the 21st day of June 2024": "2024-06-21",
    "Sept. 1, 2024": "2024-09-01",
    "Date: 2024-03-05": "2024-03-05",
    "Date: 5 March 2024": "2024-03-05",
    "Thursday, March 5, 2024": "2024-03-05",
    "Jakarta, March 5, 2024": "2024-03-05",
    "03/25/2024": "2024-03-25",
}


@pytest.mark.parametrize("printed", DATES)
def test_a_date_is_read_in_every_form_of_english(printed):
    date = a_letter(date=printed).date
    assert date.value == DATES[printed]
    assert date.confidence >= 0.5


def test_the_date_of_the_letter_is_none_of_those_in_its_text():
    assert a_letter(date="").date.value == ""


def test_figures_that_may_be_read_either_way_are_read_day_first_and_less_surely():
    sure, unsure = a_letter(date="Date: 25/03/2024").date, a_letter(date="Date: 05/03/2024").date
    assert (sure.value, unsure.value) == ("2024-03-25", "2024-03-05")
    assert unsure.confidence < sure.confidence
    assert "hari dianggap tercetak sebelum bulan" in unsure.reason


def test_figures_in_an_indonesian_letter_are_sure():
    text = (
        "KOMISI PEMILIHAN UMUM\nNomor : 12/PL.01.4-SD/2101/2024\nTanggal : 05/03/2024\nHal : Jadwal\nYth. Ketua\nDengan hormat,\n"
    )
    date = read_letter(a_reading(text)).date
    assert date.value == "2024-03-05"
    assert "dianggap" not in date.reason


@pytest.mark.parametrize(
    "printed",
    ["Ref: IOE/115/2024", "Our ref: IOE/115/2024", "Reference No: IOE/115/2024", "Our Ref.: IOE/115/2024   Your ref: 7/B/2023"],
)
def test_the_number_stands_after_ref(printed):
    assert a_letter(reference=printed).number.value == "IOE/115/2024"


def test_the_number_of_the_letter_that_is_answered_is_not_taken():
    assert a_letter(reference="Your ref: 7/PL.01.5-SD/21/2024").number.value == ""


@pytest.mark.parametrize("printed", ["Subject: Open election data", "Re: Open election data", "RE: Open election data"])
def test_the_subject_stands_after_subject_or_re(printed):
    subject = a_letter(subject=printed).subject
    assert subject.value == "Open election data"
    assert subject.confidence > 0.9


def test_a_word_that_begins_a_sentence_is_no_label():
    text = "Dear Sir,\nSubject to approval of the board we will come to you.\nTo whom it concerns in the office of the chair.\n"
    assert read_letter(a_reading(text)).subject.value != "to approval of the board we will come to you"


@pytest.mark.parametrize(
    ("position", "found"),
    [("Executive Director", "Executive Director"), ("Secretary-General", "Secretary-General"), ("Chairperson", "Chairperson")],
)
def test_the_position_of_who_signs_is_found(position, found):
    assert a_letter(position=position).signatory.value == found


def test_an_invitation_and_a_letter_are_told_apart():
    assert a_letter(subject="Subject: Invitation to a workshop").kind.name == "undangan"
    assert a_letter().kind.name == "surat dinas"
    assert "berbahasa Inggris" in a_letter().kind.reason


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("MEMORANDUM", "memorandum"),
        ("MINUTES OF MEETING", "notula"),
        ("DECREE OF THE GENERAL ELECTION COMMISSION", "keputusan"),
        ("REGULATION", "peraturan"),
        ("CIRCULAR LETTER", "surat edaran"),
        ("INVITATION", "undangan"),
        ("PRESS RELEASE", "siaran pers"),
        ("MEMORANDUM OF UNDERSTANDING", "nota kesepahaman"),
        ("ANNOUNCEMENT", "pengumuman"),
        ("TERMS OF REFERENCE", "kerangka acuan kerja"),
        ("LETTER OF ASSIGNMENT", "surat tugas"),
    ],
)
def test_a_heading_in_english_names_the_kind_in_the_words_of_the_office(heading, kind):
    text = f"{heading}\n\nThe meeting was held in the office of the commission on March 5, 2024 and was opened by the chair.\n"
    assert read_letter(a_reading(text)).kind.name == kind


def test_a_memorandum_says_who_when_and_what_about():
    head = "MEMORANDUM\n\nTo: All staff\nFrom: The Secretary\nDate: March 5, 2024\nSubject: Office hours\n\n"
    text = f"{head}Please be advised that the hours change.\n"
    facts = read_letter(a_reading(text))
    assert (facts.kind.name, facts.date.value, facts.subject.value) == ("memorandum", "2024-03-05", "Office hours")


def test_the_place_stands_before_the_date():
    facts = a_letter(date="Jakarta, March 5, 2024")
    assert facts.place.value == "Jakarta"


def test_reasons_are_told_in_both_languages():
    facts = a_letter(date="Date: 05/03/2024")
    for reason in (facts.date.reason, facts.kind.reason, facts.subject.reason, facts.number.reason):
        assert translate_older(reason, "en") != reason


@pytest.mark.parametrize("text", ["Rapat 12 2024", "Pasal 5, 2024", "Nomor 5, 2024", "Tahun 12, 2024", "Lampiran 1, 2024"])
def test_words_that_name_no_month_make_no_date(text):
    assert not list(find_dates(text))
