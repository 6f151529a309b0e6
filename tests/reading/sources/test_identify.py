import pytest

from pipeline.failures import Empty, NeedsPassword, NotAFile, NotWhole, TooBig, Unreadable, WrongKind
from pipeline.formats.media_types import DOCX, JPEG, PDF, PNG, TEXT, TIFF
from pipeline.reading import Limits, Options, identify


def test_it_knows_a_paper_by_its_bytes_and_not_by_its_name(papers):
    assert identify(papers.scan("surat.png").rename(papers.folder / "surat.pdf")).media_type == PNG


@pytest.mark.parametrize(
    ("make", "media_type", "pages"),
    [
        (lambda p: p.typed_pdf(pages=(("satu",), ("dua",), ("tiga",))), PDF, 3),
        (lambda p: p.scan("a.jpg"), JPEG, 1),
        (lambda p: p.scan("a.png"), PNG, 1),
        (lambda p: p.tiff(pages=(("satu",), ("dua",))), TIFF, 2),
        (lambda p: p.docx(), DOCX, 1),
        (lambda p: p.file("a.txt", b"halo dunia"), TEXT, 1),
    ],
)
def test_it_counts_the_pages_of_every_kind(papers, make, media_type, pages):
    source = identify(make(papers))
    assert (source.media_type, source.pages) == (media_type, pages)


def test_an_empty_file_is_empty(papers):
    with pytest.raises(Empty):
        identify(papers.file("kosong.pdf", b""))


def test_text_renamed_pdf_is_of_the_wrong_kind(papers):
    with pytest.raises(WrongKind, match="PDF"):
        identify(papers.file("bukan.pdf", b"ini hanya teks biasa"))


def test_a_folder_of_zeros_is_not_whole(papers):
    with pytest.raises(NotWhole):
        identify(papers.file("nol.pdf", bytes(5000)))


def test_a_pipe_is_never_opened(papers):
    import os

    path = papers.folder / "pipa.pdf"
    os.mkfifo(path)
    with pytest.raises(NotAFile):
        identify(path)


@pytest.mark.parametrize("share", [0.99, 0.9, 0.5, 0.1])
@pytest.mark.parametrize("make", [lambda p: p.typed_pdf(pages=[p.words(200)] * 6), lambda p: p.scanned_pdf()])
def test_a_cut_off_pdf_is_not_whole(papers, make, share):
    whole = make(papers).read_bytes()
    with pytest.raises(NotWhole):
        identify(papers.file("potong.pdf", whole[: int(len(whole) * share)]))


def test_a_cut_off_jpeg_is_not_whole(papers):
    whole = papers.scan("utuh.jpg").read_bytes()
    with pytest.raises(NotWhole):
        identify(papers.file("potong.jpg", whole[: len(whole) // 2]))


PICTURES = (lambda p: p.scan("surat.png"), lambda p: p.tiff(), lambda p: p.scan("surat.webp"))


@pytest.mark.parametrize("make", PICTURES)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_cut_off_picture_is_not_whole(papers, make, share):
    path = make(papers)
    assert identify(path).pages == 1
    whole = path.read_bytes()
    with pytest.raises(NotWhole):
        identify(papers.file(path.name, whole[: int(share * len(whole))]))


@pytest.mark.parametrize("make", PICTURES)
def test_a_picture_with_a_trailer_is_whole(papers, make):
    path = make(papers)
    assert identify(papers.file(path.name, path.read_bytes() + b"\0" * 10_000)).pages == 1


def test_a_jpeg_with_a_trailer_is_whole(papers):
    whole = papers.scan("utuh.jpg").read_bytes()
    assert identify(papers.file("telepon.jpg", whole + b"\0" * 10_000)).pages == 1


def test_a_cut_off_docx_is_not_whole(papers):
    whole = papers.docx().read_bytes()
    with pytest.raises(NotWhole):
        identify(papers.file("potong.docx", whole[: len(whole) // 2]))


def test_a_whole_pdf_with_junk_at_both_ends_is_read(papers):
    whole = papers.typed_pdf().read_bytes()
    assert identify(papers.file("sampah.pdf", b"HTTP/1.1 200 OK\r\n\r\n" + whole)).pages == 1
    assert identify(papers.file("ekor.pdf", whole + b"\n" * 3000)).pages == 1


def test_a_pdf_with_broken_tables_is_mended(papers):
    whole = papers.typed_pdf(pages=(("satu",), ("dua",))).read_bytes()
    broken = whole.replace(b"startxref\n", b"startxref\n9")
    assert identify(papers.file("rusak.pdf", broken)).pages == 2


def test_a_fake_pdf_with_an_end_mark_is_unreadable(papers):
    with pytest.raises(Unreadable):
        identify(papers.file("palsu.pdf", b"%PDF-1.4\nbukan apa-apa\n%%EOF\n"))


def test_a_locked_pdf_asks_for_its_password(papers):
    path = papers.locked_pdf()
    with pytest.raises(NeedsPassword):
        identify(path)
    with pytest.raises(NeedsPassword):
        identify(path, Options(password="salah"))
    assert identify(path, Options(password="rahasia")).pages == 1


def test_a_monstrous_picture_is_refused_from_its_header(papers):
    import struct
    import time
    import zlib

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 90_001)) + chunk(b"IEND", b"")
    started = time.process_time()
    with pytest.raises(TooBig, match="30000"):
        identify(papers.file("raksasa.png", content))
    assert time.process_time() - started < 2


def test_a_forty_megapixel_scan_passes(papers):
    assert identify(papers.scan("besar.png", lines=(), size=(7400, 5500), mode="1", paper=1)).pages == 1


def test_a_zip_bomb_is_refused_before_it_is_unfolded(papers):
    with pytest.raises(TooBig):
        identify(papers.zip_bomb())


def test_a_zip_that_is_no_document_is_of_the_wrong_kind(papers):
    import zipfile

    path = papers.folder / "arsip.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "halo")
    with pytest.raises(WrongKind):
        identify(path)


def test_more_pages_or_bytes_than_allowed_are_too_big(papers):
    path = papers.typed_pdf(pages=(("satu",), ("dua",), ("tiga",)))
    with pytest.raises(TooBig, match="3 halaman"):
        identify(path, Options(limits=Limits(pages=2)))
    with pytest.raises(TooBig):
        identify(path, Options(limits=Limits(file_bytes=100)))
