import io
import re
import zipfile
from dataclasses import fields
from pathlib import Path, PurePosixPath
from typing import Any

import docx
import pdfplumber
import pytesseract
import pytest
from PIL import Image

from pipeline.training.blocks import blocks
from pipeline.training.papers import (
    TRAINING_SET,
    Kind,
    Paper,
    a_decision,
    a_letter,
    a_memo,
    as_docx,
    as_jpeg,
    as_pdf,
    as_png,
    as_scan_pdf,
    as_tiff,
    as_txt,
    drop,
    training_papers,
)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(training_papers())


def _said(paper: Paper) -> str:
    return " ".join(str(getattr(paper, field.name)) for field in fields(paper) if field.name != "word")


def test_the_set_has_every_format_and_most_kinds(files: dict[str, bytes]) -> None:
    assert len(files) == len(TRAINING_SET) >= 12
    assert {PurePosixPath(name).suffix for name in files} == {".pdf", ".jpg", ".png", ".tif", ".docx", ".txt"}
    assert {sample.paper.kind for sample in TRAINING_SET} == set(Kind)


def test_each_paper_has_a_word_that_stands_in_no_other() -> None:
    for sample in TRAINING_SET:
        having = [other.file for other in TRAINING_SET if sample.paper.word.lower() in _said(other.paper).lower()]
        assert having == [sample.file]


def test_a_paper_is_the_same_bytes_each_time(files: dict[str, bytes]) -> None:
    for sample in TRAINING_SET:
        if sample.file.endswith((".docx", ".txt")) or sample.write is as_pdf:
            assert sample.write(sample.paper) == files[sample.file]
    assert as_scan_pdf(a_letter(), dpi=60, seed=3) == as_scan_pdf(a_letter(), dpi=60, seed=3)
    assert as_scan_pdf(a_letter(), dpi=60, seed=3) != as_scan_pdf(a_letter(), dpi=60, seed=4)


def test_no_paper_holds_an_identity_number() -> None:
    for sample in TRAINING_SET:
        assert not re.search(r"\d{16}", _said(sample.paper))


def test_every_page_says_that_it_is_for_training() -> None:
    with pdfplumber.open(io.BytesIO(as_pdf(a_decision()))) as pdf:
        assert len(pdf.pages) == 2
        assert all("Naskah latihan" in page.extract_text() for page in pdf.pages)


def test_a_born_digital_pdf_carries_its_text() -> None:
    with pdfplumber.open(io.BytesIO(as_pdf(a_letter(word="Kumbarawa")))) as pdf:
        text = pdf.pages[0].extract_text()
    for expected in ("Kumbarawa", "112/PP.06.1-SD/2101/2026", "Bandar Seri Bentan, 12 Maret 2026", "Yth. Camat", "Tembusan"):
        assert expected in text


def test_a_scan_is_a_picture_without_text(files: dict[str, bytes]) -> None:
    with pdfplumber.open(io.BytesIO(files["laporan-triwulan-2.pdf"])) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            assert page.extract_text() == ""
            assert len(page.images) == 1
            assert (round(page.width), round(page.height)) == (595, 842)


def test_a_tiff_holds_all_pages(files: dict[str, bytes]) -> None:
    with Image.open(io.BytesIO(files["berita-acara-pleno.tif"])) as tiff:
        assert (tiff.n_frames, tiff.mode, tuple(map(round, tiff.info["dpi"]))) == (2, "1", (300, 300))  # type: ignore[attr-defined]  # a TIFF's own
    with Image.open(io.BytesIO(as_tiff([a_letter(), a_memo(), a_decision()], dpi=60))) as tiff:
        assert tiff.n_frames == 4  # type: ignore[attr-defined]  # a TIFF's own


def test_a_word_file_says_what_the_paper_says() -> None:
    document = docx.Document(io.BytesIO(as_docx(a_decision(word="Rimbatara"))))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "NOMOR 21 TAHUN 2026" in text
    assert "Menetapkan Tim Pendokumentasian Informasi Publik Rimbatara" in text
    assert document.tables[0].cell(1, 1).text == "Kenanga Laksmi Ayudya"


def test_a_word_file_says_nothing_of_the_day_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(as_docx(a_letter()))) as file:
        assert {member.date_time for member in file.infolist()} == {(2026, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("sample", TRAINING_SET, ids=lambda sample: sample.file)
def test_every_kind_can_be_written_in_every_format(sample: Any) -> None:
    paper = sample.paper
    assert paper.word in as_txt(paper).decode().replace("\n", " ") or paper.word.upper() in as_txt(paper).decode()
    assert as_docx(paper).startswith(b"PK")
    assert as_pdf(paper, signed_by_hand=True).startswith(b"%PDF")
    assert len(blocks(paper)) >= 5


def test_a_text_keeps_to_its_width() -> None:
    lines = as_txt(a_letter()).decode().splitlines()
    assert max(map(len, lines)) <= 78


@pytest.mark.parametrize(("rotate", "upright"), [(0, 0), (90, 90), (180, 180), (270, 270)])
def test_a_turned_scan_is_turned_clockwise(rotate: int, upright: int) -> None:
    straight = Image.open(io.BytesIO(as_png(a_letter(), dpi=50, skew=0)))
    turned = Image.open(io.BytesIO(as_png(a_letter(), dpi=50, skew=0, rotate=rotate))).rotate(upright, expand=True)
    assert turned.size == straight.size
    dark = [sum(picture.crop((0, 0, picture.width, picture.height // 8)).histogram()[:120]) for picture in (straight, turned)]
    assert dark[1] == pytest.approx(dark[0], rel=0.2)


def test_a_number_is_made_of_its_parts() -> None:
    assert a_letter(code="HM.02", sequence="7", date="2024-03-14").number == "7/HM.02-SD/2101/2024"
    assert a_memo(code="KU.03.1", date="2025-02-01").number == "19/KU.03.1-ND/Sek-Kab/Kota/2101/4/2025"
    assert a_letter(number="12.a/Kpts/2013").number == "12.a/Kpts/2013"


def test_the_word_can_be_set_and_stands_in_the_text() -> None:
    assert "Gurindam" in _said(a_letter(word="Gurindam"))
    assert a_letter(word="Gurindam", subject="Hal {word}").subject == "Hal Gurindam"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="tanggal"):
        a_letter(tanggal="2024-03-14")


@pytest.mark.parametrize("write", [as_jpeg, as_png])
def test_a_scan_can_be_read_again(write: Any) -> None:
    picture = Image.open(io.BytesIO(write(a_letter(word="Kumbarawa"), dpi=200, seed=5)))
    text = pytesseract.image_to_string(picture, lang="ind")
    assert "Kumbarawa" in text
    assert "112/PP.06.1-SD/2101/2026" in text


def test_drop_writes_whole_files_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "pipeline.training.papers.TRAINING_SET", tuple(s for s in TRAINING_SET if s.file.endswith((".txt", ".docx")))
    )
    kept = tmp_path / "inbox" / "notula-rapat.txt"
    kept.parent.mkdir()
    kept.write_text("milik orang lain")
    drop(tmp_path / "inbox")
    assert sorted(path.name for path in (tmp_path / "inbox").iterdir()) == ["notula-rapat.txt", "surat-tugas-monitoring.docx"]
    assert kept.read_text() == "milik orang lain"
