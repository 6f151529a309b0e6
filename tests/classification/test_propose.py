import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classification.propose import Office, propose
from pipeline.classification.scheme.scheme import load_default
from pipeline.document import Category
from pipeline.document.facts import Facts
from pipeline.document.pages import Page, Reading, TextSource, Word
from pipeline.language.phrases import translate_older


def a_reading(text: str, source: TextSource = TextSource.TEXT) -> Reading:
    pages = tuple(Page(number, page, source, 0.95) for number, page in enumerate(text.split("\f"), 1))
    return Reading("application/pdf", pages)


def a_reading_with_boxes(lines: list[list[tuple[str, float, float]]], source: TextSource = TextSource.OCR) -> Reading:
    """Lines of (word, x, y) in fractions of the page; letters are 0.01 wide and 0.015 high."""
    words = [[Word(text, (x, y, x + 0.01 * len(text), y + 0.015), 0.95) for text, x, y in line] for line in lines]
    text = "\n".join(" ".join(word.text for word in line) for line in words)
    page = Page(1, text, source, 0.95, words=tuple(word for line in words for word in line), width=595, height=842)
    return Reading("image/png", (page,))


def a_letter(
    number: str = "12/PL.01.4-SD/2101/2024",
    date: str = "Bintan, 14 Maret 2024",
    nature: str = "Segera",
    subject: str = "Penyampaian Daftar Calon Tetap",
    signatory: str = "Ketua,",
) -> Reading:
    return a_reading(f"""                    KOMISI PEMILIHAN UMUM
                      KABUPATEN BINTAN

 Nomor    : {number}           {date}
 Sifat    : {nature}
 Lampiran : 1 (satu) berkas
 Hal      : {subject}

 Yth. Ketua Bawaslu Kabupaten Bintan
 di
    Tempat

      Menindaklanjuti surat KPU Provinsi Nomor 3/PL.01.5-SD/21/2024 tanggal 3 Februari 2024 perihal jadwal,
 bersama ini disampaikan daftar dimaksud. Demikian, atas perhatian diucapkan terima kasih.

                                              {signatory}

                                              BUDI SANTOSO

 Tembusan Yth.:
 1. Ketua KPU Provinsi Kepulauan Riau;
 2. Arsip.
""")


def a_decision(subject: str = "PENETAPAN PASANGAN CALON BUPATI DAN WAKIL BUPATI BINTAN", number: str = "4 TAHUN 2024") -> Reading:
    return a_reading(f"""KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN BINTAN
NOMOR {number}
TENTANG
{subject}

KETUA KOMISI PEMILIHAN UMUM KABUPATEN BINTAN,

Menimbang : a. bahwa berdasarkan Undang-Undang Nomor 7 Tahun 2017 tanggal 15 Agustus 2017;
MEMUTUSKAN:
Menetapkan : KEPUTUSAN
KESATU : satu

Ditetapkan di Kijang
pada tanggal 22 September 2024
KETUA KOMISI PEMILIHAN UMUM KABUPATEN BINTAN,

ttd.

SITI AMINAH
""")


def proposed(reading, **kwargs):
    return propose(reading, load_default(), **kwargs)


def reasons(proposal, field):
    return " ".join(reason.text for reason in proposal.reasons if reason.field == field)


def test_a_letter_says_what_it_is():
    facts = proposed(a_letter()).facts
    assert facts == Facts(
        title="Penyampaian Daftar Calon Tetap",
        number="12/PL.01.4-SD/2101/2024",
        date="2024-03-14",
        document_type="surat dinas",
        document_type_code="SD",
        code_printed="PL.01.4",
        code="PL.01.4",
        scheme_version="KPU 1257/2024",
        category="setiap_saat",
        access_level="terbatas",
        holding_unit="Subbagian Teknis Penyelenggaraan Pemilu dan Hukum",
        issuer="Ketua",
        place_made="Bintan",
        form="elektronik",
    )


def test_every_field_has_a_confidence_and_a_reason():
    for reading in (a_letter(), a_decision(), a_reading("")):
        proposal = proposed(reading)
        assert set(proposal.confidence) == set(Facts.__dataclass_fields__)
        assert all(0 <= value <= 1 for value in proposal.confidence.values())
        assert all(reasons(proposal, field) for field in Facts.__dataclass_fields__)


def test_a_decision_is_signed_where_it_is_set_and_open_by_law():
    proposal = proposed(a_decision())
    facts = proposal.facts
    assert (facts.document_type, facts.number, facts.date, facts.place_made) == (
        "keputusan",
        "4 Tahun 2024",
        "2024-09-22",
        "Kijang",
    )
    assert facts.title == "PENETAPAN PASANGAN CALON BUPATI DAN WAKIL BUPATI BINTAN"
    assert (facts.code_printed, facts.code, facts.category) == ("", "PL.02.3", Category.SETIAP_SAAT)
    assert proposal.confidence["code"] <= 0.6
    assert "UU 14/2008 Pasal 11" in reasons(proposal, "category")


def test_an_unknown_printed_code_is_a_warning_with_the_nearest_codes():
    proposal = proposed(a_letter(number="7/TU.04.2-BA/51/2026", subject="Pemusnahan Arsip"))
    assert proposal.facts.code_printed == "TU.04.2"
    assert proposal.facts.code == "TU.05.2"
    assert proposal.confidence["code"] <= 0.45
    assert "tidak ada dalam skema" in reasons(proposal, "code")
    assert "TU.05.2" in reasons(proposal, "code")


def test_a_known_code_without_schedule_gets_no_category():
    proposal = proposed(a_letter(number="7/RT.04-SD/2101/2024", subject="Taman kantor"))
    assert (proposal.facts.code, proposal.facts.category) == ("RT.04", "")
    assert "tidak diumumkan" in reasons(proposal, "category")


def test_an_exempt_class_stays_proposed_as_exempt():
    assert proposed(a_letter(number="7/SDM.06.3-SD/2101/2024")).facts.category == Category.DIKECUALIKAN_USUL


def test_nature_raises_the_access_level_and_never_lowers_it():
    assert proposed(a_letter(number="7/HM.02-SD/2101/2024", nature="Rahasia")).facts.access_level == "rahasia"
    assert proposed(a_letter(number="7/SDM.09-SD/2101/2024", nature="Biasa")).facts.access_level == "rahasia"


def test_a_subbagian_in_the_number_names_the_unit():
    facts = proposed(a_letter(number="7/HM.02-SD/2101/3/2024")).facts
    assert facts.holding_unit == Office().units[3]


def test_a_scan_has_paper_behind_it():
    assert proposed(a_reading("Nomor : 1", TextSource.OCR)).facts.form == "cetak dan elektronik"


def test_a_paper_without_text_takes_its_name_from_the_file_and_says_so():
    proposal = proposed(a_reading(""), file_name="scan/Laporan_Kegiatan 2024.pdf")
    assert proposal.facts.title == "Laporan Kegiatan 2024"
    assert proposal.confidence["title"] < 0.1
    assert "nama file" in reasons(proposal, "title")


def test_a_reason_shows_the_words_on_the_page():
    lines = [
        [("Nomor", 0.1, 0.20), (":", 0.20, 0.20), ("12/PL.01.4-SD/2101/2024", 0.22, 0.20)],
        [("Hal", 0.1, 0.24), (":", 0.20, 0.24), ("Undangan", 0.22, 0.24), ("Rapat", 0.32, 0.24)],
        [("Bintan,", 0.7, 0.20), ("14", 0.78, 0.20), ("Maret", 0.81, 0.20), ("2024", 0.87, 0.20)],
        [("Yth.", 0.1, 0.30), ("Camat", 0.15, 0.30)],
    ]
    proposal = proposed(a_reading_with_boxes(lines))
    assert proposal.facts.title == "Undangan Rapat"
    assert proposal.facts.date == "2024-03-14"
    by_field = {reason.field: reason for reason in proposal.reasons}
    assert [box[:2] for box in by_field["number"].boxes] == [(0.22, 0.20)]
    assert by_field["date"].boxes[0][0] == 0.78
    assert by_field["number"].page == 1


def test_a_circular_of_another_body_is_read():
    facts = proposed(
        a_reading("""Yth. Pemohon Izin

SURAT EDARAN KEPALA BADAN URUSAN LAUT
NOMOR : 0842/K/IV/2020
TENTANG
KEBIJAKAN PERIZINAN PADA MASA BENCANA

A. Umum
Bahwa Keputusan Presiden Nomor 12 Tahun 2020 tentang Bencana tanggal 13 April 2020
Ditetapkan di Jakarta
pada tanggal 16 April 2020
KEPALA BADAN URUSAN LAUT,
""")
    ).facts
    assert (facts.document_type, facts.number, facts.date) == ("surat edaran", "0842/K/IV/2020", "2020-04-16")
    assert facts.title == "KEBIJAKAN PERIZINAN PADA MASA BENCANA"


PIECES = st.sampled_from(
    "Nomor : ~12/PL.01.4-SD/2101/2024~Hal :~TENTANG\n~\n~\f~\t~Yth. ~tanggal ~14 Maret 2024~Ketua,\n~LAMPIRAN~a~/~ ".split("~")
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map("".join)))
def test_no_text_breaks_it(text):
    proposal = proposed(a_reading(text))
    assert all(0 <= share <= 1 for share in proposal.confidence.values())


def test_a_megabyte_takes_time_in_proportion():
    for unit in (
        "Nomor : 12/PL.01.4-SD/2101/2024 tanggal 14 Maret 2024\n",
        "a" * 80 + "\n",
        "1/" * 40 + "\n",
        "empat belas bulan ",
        "I1l|" * 20 + " ",
    ):
        reading = a_reading(unit * (1_000_000 // len(unit)))
        started = time.process_time()
        proposed(reading)
        assert time.process_time() - started < 10


@pytest.mark.parametrize(("received", "date"), [("2024-04-01", "2024-03-14"), ("2024-02-20", "2024-03-14"), ("2024-01-02", "")])
def test_a_printed_date_long_after_the_paper_came_in_is_doubted_and_not_filled_in(received: str, date: str) -> None:
    made = propose(a_letter(), load_default(), received=datetime.date.fromisoformat(received))
    assert made.facts.date == date
    if not date:
        assert made.confidence["date"] == 0
        (reason,) = [reason.text for reason in made.reasons if reason.field == "date"]
        assert "14 Maret 2024 tercetak, tetapi masih jauh sesudah naskah ini diterima" in reason
        assert "14 March 2024 is printed, but it is long after this paper came in" in translate_older(reason, "en")
