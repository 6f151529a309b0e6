from dataclasses import replace

import pytest

from pipeline.document.pages import Heading, Page, TextSource, Word
from pipeline.reading import boxes, identify, read, read_page
from pipeline.reading.layout import header_footer, running_headers, text_lines


def line(text, y):
    return [Word(word, (0.1 + 0.05 * n, y, 0.14 + 0.05 * n, y + 0.012), 1.0) for n, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("text", "y", "is_margin"),
    [
        ("- 3 -", 0.04, True),
        ("12", 0.95, True),
        ("Halaman 2 dari 5", 0.96, True),
        ("jdih.kpu.go.id", 0.95, True),
        ("www. jdih kpu.go.id", 0.95, True),
        ("Naskah diunggah pada laman resmi jdih.kpu.go.id setelah ditetapkan", 0.95, False),
        ("https://jdih.kpu.go.id/bintan", 0.95, True),
        ("Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik", 0.86, True),
        ("yang diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), BSSN", 0.88, True),
        ("- Surat ini dapat dibuktikan keasliannya dengan memindai QR pada laman tte.contoh.go.id", 0.9, True),
        ("Sertifikasi Elektronik (BSTE), Badan Siber dan Sandi Negara. Untuk memastikan keaslian", 0.9, True),
        ("Peserta wajib menunjukkan keaslian dokumen kepada panitia", 0.9, False),
        ("jdih.kpu.go.id", 0.5, False),
        ("12", 0.5, False),
        ("KOMISI PEMILIHAN UMUM", 0.04, False),
        ("Surat ini ditandatangani secara elektronik oleh Ketua", 0.5, False),
        ("Tembusan: arsip.", 0.95, False),
    ],
)
def test_header_and_footer_lines_are_told_from_text(text, y, is_margin):
    assert header_footer.is_margin(line(text, y)) is is_margin


def test_a_page_number_and_an_address_far_apart_on_one_line_are_no_text():
    number = [Word(word, (0.8, 0.95, 0.85, 0.96), 1.0) for word in "- 2 -".split()]
    footer = [Word("arsip.contoh.go.id", (0.1, 0.95, 0.3, 0.96), 1.0), *number]
    assert header_footer.is_margin(footer)
    assert not header_footer.is_margin([*footer, Word("Tembusan", (0.95, 0.95, 0.99, 0.96), 1.0)])


def test_a_line_between_two_of_a_signatures_notice_belongs_to_it():
    notice = (
        "Dokumen ini telah ditandatangani secara elektronik menggunakan",
        "segel yang dimiliki oleh pejabat penanda tangan dan diterbitkan",
        "oleh Balai Sertifikasi Elektronik (BSrE), BSSN",
    )
    body = line("Demikian disampaikan.", 0.6)
    kept, apart = header_footer.split_margins([[body], [line(text, 0.88 + 0.02 * n) for n, text in enumerate(notice)]])
    assert (kept[0], apart) == ([body], notice)


def test_a_page_number_on_a_page_on_its_side_is_known_too():
    number = [Word("7", (0.96, 0.5, 0.97, 0.52), 1.0)]
    assert header_footer.is_margin(number, turn=90)
    assert not header_footer.is_margin(number, turn=0)


def test_a_portals_footer_is_kept_out_of_the_text(papers):
    path = papers.folder / "jdih.pdf"
    from reportlab.pdfgen import canvas

    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row, text in enumerate(papers.letter):
        pen.drawString(72, 760 - 18 * row, text)
    pen.drawString(430, 30, "jdih.contoh.go.id")
    pen.save()
    page = read_page(identify(path), 1)
    assert "jdih" not in page.text
    assert page.margins == ("jdih.contoh.go.id",)
    assert page.text.split() == [word.text for word in page.words]


def test_a_page_that_is_hard_to_read_asks_to_be_checked(papers):
    from PIL import ImageFilter

    papers.sheet(dpi=300).filter(ImageFilter.GaussianBlur(6.5)).save(papers.folder / "kabur.png", dpi=(300, 300))
    page = read_page(identify(papers.folder / "kabur.png"), 1)
    assert page.confidence < 0.9
    assert any("periksa" in note for note in page.notes)


def test_an_empty_page_says_that_it_may_be_empty(papers):
    page = read_page(identify(papers.scan("kosong.png", lines=())), 1)
    assert not page.failed
    assert "mungkin kosong" in page.notes[0]


def page_of(number, head, foot, body="isi naskah dinas"):
    lines = [line(head, 0.06), line(f"{body} {number}", 0.5), line(foot, 0.94)]
    text, words = text_lines.compose_text([[one] for one in lines])
    heading = (Heading(head, boxes.bounding_box(lines[0])),) if head else ()
    return Page(number, text, TextSource.OCR, 1.0, words=words, headings=heading)


def test_a_line_on_page_after_page_is_no_text_but_stays_on_the_first():
    pages = running_headers.split_running_lines(
        [page_of(n, "PRESIDEN REPUBLIK INDONESIA", f"Lembar {n} naskah") for n in range(1, 5)]
    )
    assert pages[0].text == "PRESIDEN REPUBLIK INDONESIA\n\nisi naskah dinas 1"
    assert [page.text for page in pages[1:]] == [f"isi naskah dinas {n}" for n in (2, 3, 4)]
    assert pages[2].margins == ("PRESIDEN REPUBLIK INDONESIA", "Lembar 3 naskah")
    assert [len(page.headings) for page in pages] == [1, 0, 0, 0]
    assert all(page.text.split() == [word.text for word in page.words] for page in pages)


def test_a_line_that_stands_alone_on_most_pages_is_their_text():
    bare = [page_of(n, "Lembar pemisah berkas", "", body="") for n in range(1, 6)]
    pages = [replace(page, text="Lembar pemisah berkas", words=page.words[:3], headings=()) for page in bare]
    assert running_headers.split_running_lines(pages) == tuple(pages)


def test_of_a_page_that_holds_only_the_header_of_the_others_the_header_is_no_text():
    full = [page_of(n, "PRESIDEN REPUBLIK INDONESIA", "") for n in range(1, 6)]
    pages = [*full, replace(full[0], number=6, text="PRESIDEN REPUBLIK INDONESIA", words=full[0].words[:3])]
    assert running_headers.split_running_lines(pages)[5].text == ""


def test_a_running_line_that_was_misread_once_is_known_all_the_same():
    heads = (
        "PRESIDEN REPUBLIK INDONESIA",
        "PRESIDEN REPUBLIK INDONESIA",
        "PRESIDEN REPUDLIK INDOMESIA",
        "PRESIDEN REPUBLIK INDONESIA",
    )
    pages = running_headers.split_running_lines(
        [page_of(n, head, f"tembusan {'abc'[n % 3] * 9}") for n, head in enumerate(heads, 1)]
    )
    assert pages[2].margins == ("PRESIDEN REPUDLIK INDOMESIA",)


def test_lines_that_differ_and_lines_of_two_pages_stay():
    unlike = [page_of(n, head, "") for n, head in enumerate(("BAB KETENTUAN UMUM", "PENUTUP", "LAMPIRAN DAFTAR HADIR"), 1)]
    two = [page_of(n, "KOMISI PEMILIHAN UMUM", "") for n in (1, 2)]
    assert running_headers.split_running_lines(unlike) == tuple(unlike)
    assert running_headers.split_running_lines(two) == tuple(two)


def test_the_head_of_a_table_that_goes_on_is_no_running_line():
    from pipeline.document.pages import Table

    pages = [page_of(n, "No Nama Jabatan", "") for n in range(1, 5)]
    pages = [replace(page, tables=(Table((0.05, 0.02, 0.95, 0.7), 2, 2, ()),)) for page in pages]
    assert running_headers.split_running_lines(pages) == tuple(pages)


def test_a_page_read_again_by_itself_loses_the_running_lines_of_the_others():
    raw = [page_of(n, "PRESIDEN REPUBLIK INDONESIA", f"Lembar {n} naskah") for n in range(1, 5)]
    pages = running_headers.split_running_lines(raw)
    for number, page in enumerate(raw):
        others = [other for other in pages if other.number != page.number]
        assert running_headers.drop_known_running_lines(page, others) == pages[number]
    assert running_headers.drop_known_running_lines(raw[1], pages[:1]) == raw[1]


def test_a_page_whose_only_line_differs_from_the_others_keeps_it(papers, pool):
    said = [f"This is page {number}." for number in range(1, 7)]
    reading = read(papers.typed_pdf(pages=[(line,) for line in said]), pool)
    assert [page.text for page in reading.pages] == said


def test_a_page_with_nothing_but_the_running_line_has_no_text():
    pages = [page_of(number, "PRESIDEN REPUBLIK INDONESIA", f"Lembar {number} naskah") for number in range(1, 5)]
    head, words = text_lines.compose_text([[line("PRESIDEN REPUBLIK INDONESIA", 0.05)]])
    pages.append(Page(5, head, TextSource.TEXT, 1.0, words=words))
    last = running_headers.split_running_lines(pages)[-1]
    assert (last.text, last.margins) == ("", ("PRESIDEN REPUBLIK INDONESIA",))


def test_a_page_of_one_line_read_again_by_itself_keeps_it():
    raw = [page_of(n, "PRESIDEN REPUBLIK INDONESIA", f"Lembar {n} naskah") for n in range(1, 5)]
    text, words = text_lines.compose_text([[line("Lembar 5 naskah", 0.95)]])
    page = Page(5, text, TextSource.TEXT, 1.0, words=words)
    assert running_headers.drop_known_running_lines(page, running_headers.split_running_lines(raw)) == page
