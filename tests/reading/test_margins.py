import pytest

from pipeline.document import Word
from pipeline.reading import look, margins, read_page


def line(text, y):
    return [Word(word, (0.1 + 0.05 * n, y, 0.14 + 0.05 * n, y + 0.012), 1.0) for n, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("text", "y", "is_margin"),
    [
        ("- 3 -", 0.04, True),
        ("12", 0.95, True),
        ("Halaman 2 dari 5", 0.96, True),
        ("jdih.kpu.go.id", 0.95, True),
        ("https://jdih.kpu.go.id/bintan", 0.95, True),
        ("Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik", 0.86, True),
        ("yang diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), BSSN", 0.88, True),
        ("jdih.kpu.go.id", 0.5, False),
        ("12", 0.5, False),
        ("KOMISI PEMILIHAN UMUM", 0.04, False),
        ("Surat ini ditandatangani secara elektronik oleh Ketua", 0.5, False),
        ("Tembusan: arsip.", 0.95, False),
    ],
)
def test_header_and_footer_lines_are_told_from_text(text, y, is_margin):
    assert margins.is_margin(line(text, y)) is is_margin


def test_a_page_number_on_a_page_on_its_side_is_known_too():
    number = [Word("7", (0.96, 0.5, 0.97, 0.52), 1.0)]
    assert margins.is_margin(number, turn=90)
    assert not margins.is_margin(number, turn=0)


def test_a_portals_footer_is_kept_out_of_the_text(papers):
    path = papers.folder / "jdih.pdf"
    from reportlab.pdfgen import canvas

    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row, text in enumerate(papers.letter):
        pen.drawString(72, 760 - 18 * row, text)
    pen.drawString(430, 30, "jdih.contoh.go.id")
    pen.save()
    page = read_page(look(path), 1)
    assert "jdih" not in page.text
    assert page.margins == ("jdih.contoh.go.id",)
    assert page.text.split() == [word.text for word in page.words]


def test_a_page_that_is_hard_to_read_asks_to_be_checked(papers):
    from PIL import ImageFilter

    papers.sheet(dpi=300).filter(ImageFilter.GaussianBlur(6.5)).save(papers.folder / "kabur.png", dpi=(300, 300))
    page = read_page(look(papers.folder / "kabur.png"), 1)
    assert page.confidence < 0.9
    assert any("periksa" in note for note in page.notes)


def test_an_empty_page_says_that_it_may_be_empty(papers):
    page = read_page(look(papers.scan("kosong.png", lines=())), 1)
    assert not page.failed
    assert "mungkin kosong" in page.notes[0]
