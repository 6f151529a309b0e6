"""Every limit of ``Limits`` that a paper can meet, each with a paper that meets it."""

import io
import time
import zipfile

import pikepdf
import pytest

from pipeline.failures import NothingRead, TooBig
from pipeline.reading import Limits, Options, identify, read, read_page
from pipeline.reading.options import MIB


def within(**limits):
    return Options(limits=Limits(**limits))


def archive(papers, entries, name="arsip.docx"):
    path = papers.folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        for entry, content in entries.items():
            made.writestr(entry, content)
    return path


def test_a_docx_of_too_many_parts_is_refused(papers):
    path = archive(papers, {"word/document.xml": "", **{f"word/media/{n}": "" for n in range(20)}})
    with pytest.raises(TooBig, match="21 bagian"):
        identify(path, within(zip_entries=20))


def test_a_docx_that_unfolds_into_too_much_is_refused(papers):
    path = archive(papers, {"word/document.xml": "", "word/media/a.bin": bytes(MIB), "word/media/b.bin": bytes(MIB)})
    with pytest.raises(TooBig, match="1 MiB"):
        identify(path, within(zip_bytes=MIB))


def test_what_is_packed_inside_a_docx_is_never_opened(papers):
    """A document in a document, and so on down: only the outer one's own text is read."""
    path = papers.docx(lines=("surat luar",))
    for depth in range(5):
        inner = path.read_bytes()
        path = papers.docx(f"lapis-{depth}.docx", lines=(f"surat lapis {depth}",))
        with zipfile.ZipFile(path, "a") as outer:
            outer.writestr("word/embeddings/isi.docx", inner)
    assert read_page(identify(path), 1).text == "surat lapis 4"


def test_a_text_longer_than_allowed_fails_its_page(papers):
    path = papers.file("panjang.txt", b"kata " * 100)
    page = read_page(identify(path), 1, within(text_characters=400))
    assert page.failed
    assert "400 huruf" in page.notes[0]


def test_a_tiff_of_too_many_frames_is_refused(papers):
    path = papers.tiff(pages=(("satu",), ("dua",), ("tiga",)), dpi=40)
    with pytest.raises(TooBig, match="3 halaman"):
        identify(path, within(pages=2))


def test_a_picture_over_the_pixels_costs_its_page_only(papers):
    page = read_page(identify(papers.scanned_pdf(dpi=50)), 1, within(pixels=1000))
    assert page.failed
    assert "piksel" in page.notes[0]


def test_a_page_drawn_from_nothing_but_size_stays_small(papers):
    """A PDF page may be five metres wide."""
    path = papers.typed_pdf(pages=(("besar",),), size=(14_400, 14_400))
    started = time.process_time()
    page = read_page(identify(path), 1, Options(ocr=True, effort="plain", limits=Limits(pixels=6_000_000)))
    assert not page.failed
    assert time.process_time() - started < 20


def pdf_with_picture(papers, content, width, height, filter_name, text=""):
    """A page that is one picture of the given pixels, as it is stored."""
    path = papers.folder / "gambar.pdf"
    with pikepdf.open(papers.typed_pdf("alas.pdf", pages=((text,),))) as pdf:
        picture = pikepdf.Stream(pdf, b"")
        picture.write(content, filter=pikepdf.Name(f"/{filter_name}"))
        for name, value in {"Subtype": pikepdf.Name.Image, "Width": width, "Height": height, "BitsPerComponent": 8}.items():
            picture[f"/{name}"] = value
        picture.Type, picture.ColorSpace = pikepdf.Name.XObject, pikepdf.Name.DeviceGray
        page = pdf.pages[0]
        page.Resources["/XObject"] = pikepdf.Dictionary(Gambar=picture)
        page.contents_add(b"q 595 0 0 842 0 0 cm /Gambar Do Q", prepend=True)
        pdf.save(path)
    return path


def test_a_page_whose_picture_has_too_many_pixels_fails_before_it_is_decoded(papers):
    page = read_page(identify(pdf_with_picture(papers, b"x", 60_000, 60_000, "FlateDecode")), 1)
    assert page.failed
    assert "60000 × 60000 piksel" in page.notes[0]


def test_typed_text_beside_a_picture_of_too_many_pixels_is_read(papers):
    page = read_page(identify(pdf_with_picture(papers, b"x", 60_000, 60_000, "FlateDecode", "Berita acara pemungutan suara")), 1)
    assert (page.failed, page.text) == (False, "Berita acara pemungutan suara")
    assert "terlalu besar" in page.notes[0]


def test_a_page_whose_picture_cannot_be_decoded_fails_and_is_not_called_empty(papers):
    out = io.BytesIO()
    papers.sheet(dpi=100).save(out, "JPEG2000")
    page = read_page(identify(pdf_with_picture(papers, out.getvalue()[:200], 827, 1169, "JPXDecode")), 1)
    assert page.failed
    assert "tidak dapat dibaca" in page.notes[0]


def test_a_page_of_two_hundred_thousand_points_is_refused_with_its_side(papers, pool):
    path = papers.typed_pdf("denah.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        file.pages[0].MediaBox = [0, 0, 200_000, 200_000]
        file.save(path)
    with pytest.raises(NothingRead, match="200000 titik"):
        read(path, pool, Options())


def test_the_largest_page_that_a_pdf_may_have_is_read(papers, pool):
    assert read(papers.typed_pdf("denah.pdf", size=(14_400, 842)), pool, Options()).pages[0].text
