import pytest
from PIL import Image

from pipeline.document.pages import TextSource
from pipeline.failures import NothingRead, TooBig
from pipeline.formats.media_types import PDF
from pipeline.reading import Limits, Options, Source, identify, read, read_page, to_reading


def first(path, options=None):
    options = options or Options()
    return read_page(identify(path, options), 1, options)


def test_a_scan_is_read_word_by_word(papers, missed):
    page = first(papers.scan("surat.jpg"))
    assert page.source is TextSource.OCR
    assert len(missed(page)) <= 1
    assert page.confidence > 0.8


def test_the_words_are_the_text(papers):
    for path in (papers.scan(), papers.typed_pdf(), papers.scanned_pdf()):
        page = first(path)
        assert page.words
        assert page.text.split() == [word.text for word in page.words]


def test_boxes_are_fractions_of_the_page_and_lie_on_their_words(papers):
    for path in (papers.scan(), papers.scanned_pdf(), papers.typed_pdf()):
        word = next(word for word in first(path).words if word.text == "KOMISI")
        x0, y0, x1, y1 = word.box
        assert 0.1 < x0 < 0.14, path
        assert 0.07 < y0 < y1 < 0.11, path
        assert 0.05 < x1 - x0 < 0.2, path


def test_born_digital_text_is_taken_and_not_read_off_its_picture(papers, missed):
    page = first(papers.typed_pdf())
    assert page.source is TextSource.TEXT
    assert not missed(page)
    assert (round(page.width), round(page.height)) == (595, 842)


def test_a_scan_with_a_stamped_footer_is_read_off_its_picture(papers, missed):
    page = first(papers.stamped_scan())
    assert page.source is TextSource.OCR
    assert len(missed(page)) <= 1
    assert any("tempelan" in note for note in page.notes)


def test_a_line_pasted_into_a_typed_page_as_a_picture_is_read_where_it_stands(papers):
    from reportlab.pdfgen import canvas

    strip = papers.folder / "sisipan.png"
    papers.sheet(("Baris ini hanya gambar yang ditempel.",), size=(1000, 120), start=0.3).save(strip)
    path = papers.folder / "tempelan.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    pen.drawString(72, 700, "Baris pertama diketik pada halaman ini.")
    pen.drawImage(str(strip), 40, 600, 480, 57.6)
    pen.drawString(72, 500, "Baris terakhir diketik pada halaman ini.")
    pen.save()
    page = first(path)
    assert [line.split()[1] for line in page.text.split("\n") if line] == ["pertama", "ini", "terakhir"]
    assert page.text.split() == [word.text for word in page.words]


def test_text_or_picture_is_decided_page_by_page(papers):
    import pikepdf

    path = papers.folder / "campur.pdf"
    with pikepdf.open(papers.typed_pdf()) as mixed, pikepdf.open(papers.scanned_pdf()) as scan:
        mixed.pages.extend(scan.pages)
        mixed.save(path)
    source = identify(path)
    assert [read_page(source, number).source for number in (1, 2)] == [TextSource.TEXT, TextSource.OCR]


def test_every_frame_of_a_tiff_is_a_page(papers, pool):
    reading = read(papers.tiff(pages=(("halaman pertama saja",), ("halaman kedua saja",))), pool)
    assert [page.text.split()[1] for page in reading.pages] == ["pertama", "kedua"]


@pytest.mark.parametrize(("orientation", "turn"), [(6, Image.Transpose.ROTATE_90), (3, Image.Transpose.ROTATE_180)])
def test_the_turn_in_a_telephone_pictures_exif_is_heeded(papers, orientation, turn, missed):
    sheet = papers.sheet().transpose(turn)
    exif = Image.Exif()
    exif[274] = orientation
    path = papers.folder / "foto.jpg"
    sheet.save(path, exif=exif, dpi=(150, 150))
    page = first(path)
    assert len(missed(page)) <= 1
    assert page.height > page.width


def test_a_transparent_picture_lies_on_white(papers, missed):
    sheet = papers.sheet()
    clear = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=sheet.point(lambda value: 255 - value))
    path = papers.folder / "bening.png"
    clear.save(path)
    assert len(missed(first(path))) <= 1


def test_a_docx_is_read_letterhead_paragraphs_tables_in_order(papers):
    path = papers.docx(header="SEKRETARIAT", table=(("No", "Uraian"), ("1", "Honorarium")))
    text = first(path).text
    places = [text.index(part) for part in ("SEKRETARIAT", "Dengan hormat", "No\tUraian", "1\tHonorarium")]
    assert places == sorted(places)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_files_in_every_usual_encoding(papers, encoding):
    path = papers.file("catatan.txt", "Rapat – “daftar pemilih” — selesai\r\nBaris kedua".encode(encoding))
    assert first(path).text == "Rapat – “daftar pemilih” — selesai\nBaris kedua"


def test_a_locked_pdf_is_read_with_its_password(papers, missed):
    assert not missed(first(papers.locked_pdf(), Options(password="rahasia")))


def test_a_page_that_fails_says_so_and_the_rest_is_read(papers, pool):
    import pikepdf

    path = papers.folder / "cacat.pdf"
    with pikepdf.open(papers.scanned_pdf(pages=(papers.letter, papers.letter))) as pdf:
        picture = next(iter(pdf.pages[0].get_images().values()))
        picture.Width, picture.Height = 30_000, 30_000
        pdf.save(path)
    reading = read(path, pool)
    assert [page.failed for page in reading.pages] == [True, False]
    assert reading.pages[0].notes[0].startswith("Halaman 1 tidak terbaca")
    assert reading.pages[1].text.startswith("KOMISI")


def test_a_page_with_two_hundred_thousand_glyphs_does_not_stall(papers):
    import time

    path = papers.typed_pdf(pages=[["daftar pemilih sementara " * 80] * 100])
    started = time.process_time()
    page = first(path)
    assert time.process_time() - started < 10
    assert "pemilih" in page.text
    assert not page.words
    assert page.notes


def test_pages_come_back_in_order_and_are_counted_as_they_come(papers, pool):
    seen = []
    reading = read(papers.typed_pdf(pages=[(f"halaman {n}",) for n in range(1, 8)]), pool, progress=lambda *p: seen.append(p))
    assert [page.number for page in reading.pages] == list(range(1, 8))
    assert seen == [(n, 7) for n in range(8)]
    assert reading.seconds > 0


def test_a_file_of_which_no_page_could_be_read_is_a_failure(papers):
    source = Source(papers.folder / "tiada.pdf", PDF, 2)
    with pytest.raises(NothingRead):
        to_reading(source, [read_page(source, n) for n in (2, 1)], 1.0)


def test_read_refuses_what_look_refuses(papers, pool):
    with pytest.raises(TooBig):
        read(papers.typed_pdf(), pool, Options(limits=Limits(file_bytes=10)))


def test_a_blank_page_is_read_as_nothing_and_is_no_failure(papers):
    page = first(papers.scan("kosong.png", lines=()))
    assert (page.text, page.failed) == ("", False)


def test_a_scan_whose_exif_header_is_damaged_is_read(papers, missed):
    import io

    import pikepdf

    sheet = io.BytesIO()
    papers.sheet().save(sheet, "JPEG", quality=80, dpi=(150, 150))
    damaged = b"\xff\xe1\x00\x16Exif\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\0\0\0"
    jpeg = sheet.getvalue()[:2] + damaged + sheet.getvalue()[2:]
    path = papers.folder / "exif-rusak.pdf"
    with pikepdf.open(papers.scanned_pdf()) as pdf:
        next(iter(pdf.pages[0].get_images().values())).write(jpeg, filter=pikepdf.Name.DCTDecode)
        pdf.save(path)
    assert len(missed(first(path))) <= 1


def test_a_parser_that_stumbles_over_a_file_leaves_one_sentence(papers, monkeypatch):
    from pipeline.failures import Unreadable
    from pipeline.reading.sources import pdf

    def stumble(*_):
        raise RecursionError("deep inside a library")

    monkeypatch.setattr(pdf, "_opened", stumble)
    with pytest.raises(Unreadable, match="tidak dapat dibaca"):
        identify(papers.typed_pdf())
