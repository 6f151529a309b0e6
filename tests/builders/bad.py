"""Bad input, one function for each way of being bad. Each returns the file's name and its bytes.

Good papers are drawn by ``pipeline.training`` and damaged here. What is built byte by byte is what no library writes: a few bytes
that a parser stumbles over.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

import pikepdf

from pipeline.training.docx_and_text import as_docx
from pipeline.training.layout import as_pdf
from pipeline.training.letters import a_letter
from pipeline.training.paper import Paper
from pipeline.training.scan import as_jpeg, as_png, as_tiff

MEBIBYTE = 1024 * 1024


def empty_file() -> tuple[str, bytes]:
    return "kosong.pdf", b""


def text_named_pdf() -> tuple[str, bytes]:
    return "bukan-pdf.pdf", b"Ini hanya teks biasa yang diberi nama pdf.\n" * 20


@cache
def truncated_pdf(share: float = 0.6) -> tuple[str, bytes]:
    data = as_pdf(a_letter())
    return "terpotong.pdf", data[: int(len(data) * share)]


def pdf_that_lacks_a_page() -> tuple[str, bytes]:
    """Two pages; the second is a picture of more pixels than any machine holds."""
    with pikepdf.open(io.BytesIO(as_pdf(a_letter()))) as pdf:
        picture = pikepdf.Stream(pdf, b"x", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60_000, Height=60_000)
        picture.BitsPerComponent, picture.ColorSpace, picture.Filter = 8, pikepdf.Name.DeviceGray, pikepdf.Name.FlateDecode
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Gambar=picture))
        page.contents_add(b"q 595 0 0 842 0 0 cm /Gambar Do Q")
        target = io.BytesIO()
        pdf.save(target)
    return "kurang-satu.pdf", target.getvalue()


def broken_pdf() -> tuple[str, bytes]:
    """A PDF's beginning and end, and nothing that makes sense between them."""
    return "rusak.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\nstartxref\n0\n%%EOF\n"


def pdf_without_pages() -> tuple[str, bytes]:
    with pikepdf.new() as pdf:
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return "tanpa-halaman.pdf", target.getvalue()


def locked_pdf(password: str = "rahasia", paper: Paper | None = None) -> tuple[str, bytes]:
    """Cannot be opened without the password."""
    with pikepdf.open(io.BytesIO(as_pdf(paper or a_letter()))) as pdf:
        target = io.BytesIO()
        pdf.save(target, encryption=pikepdf.Encryption(owner=password, user=password))
    return "terkunci.pdf", target.getvalue()


@cache
def huge_image(side: int = 30_000) -> tuple[str, bytes]:
    """A one-bit PNG of ``side`` × ``side`` pixels, all white: 170 kB on disk, 112 MB when decoded."""
    packer = zlib.compressobj(6)
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", pixels) + _png_chunk(b"IEND", b"")
    return "raksasa.png", b"\x89PNG\r\n\x1a\n" + chunks


@cache
def zip_bomb_docx(mebibytes: int = 300) -> tuple[str, bytes]:
    """A Word file whose text is hundreds of megabytes when unpacked."""
    source = zipfile.ZipFile(io.BytesIO(as_docx(a_letter())))
    target = io.BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        for member in source.namelist():
            if member != "word/document.xml":
                bomb.writestr(member, source.read(member))
        with bomb.open("word/document.xml", "w", force_zip64=True) as text:
            text.write(b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">')
            text.write(b"<w:body><w:p><w:r><w:t>")
            for _ in range(mebibytes):
                text.write(b"a" * MEBIBYTE)
            text.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return "bom.docx", target.getvalue()


def entity_bomb_docx() -> tuple[str, bytes]:
    """A Word file whose few entities stand for billions of letters."""
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = (
        f'<?xml version="1.0"?><!DOCTYPE d [{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
    )
    return "entitas.docx", _docx_with(text.encode())


def zip_named_docx() -> tuple[str, bytes]:
    """A sound zip that is no Word file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as other:
        other.writestr("catatan.txt", "bukan dokumen Word")
    return "bukan-word.docx", target.getvalue()


@cache
def truncated_docx() -> tuple[str, bytes]:
    data = as_docx(a_letter())
    return "terpotong.docx", data[: len(data) // 2]


@cache
def truncated_jpeg() -> tuple[str, bytes]:
    data = as_jpeg(a_letter(), dpi=100)
    return "terpotong.jpg", data[: len(data) // 2]


@cache
def truncated_png() -> tuple[str, bytes]:
    data = as_png(a_letter(), dpi=100)
    return "terpotong.png", data[: len(data) // 2]


@cache
def truncated_tiff() -> tuple[str, bytes]:
    data = as_tiff([a_letter(), a_letter()], dpi=100)
    return "terpotong.tif", data[: len(data) // 2]


def looping_tiff() -> tuple[str, bytes]:
    """Its first page says that the next page is the first page."""
    page = struct.pack("<H", 1) + struct.pack("<HHII", 256, 4, 1, 1) + struct.pack("<I", 8)
    return "berputar.tif", b"II*\0" + struct.pack("<I", 8) + page


@cache
def hostile_name() -> tuple[str, bytes]:
    """A sound PDF under a name with newlines, a terminal escape, mirrored text and what looks like a way out of the folder."""
    return "laporan\n..\\..\\%2e%2e%2f\r\x1b[2J\u202efdp.pdf", as_pdf(a_letter(word="Gurindamsari"))


def binary_named_txt() -> tuple[str, bytes]:
    return "bukan-teks.txt", bytes(range(256)) * 64


ALL = (
    empty_file,
    text_named_pdf,
    truncated_pdf,
    broken_pdf,
    pdf_without_pages,
    locked_pdf,
    huge_image,
    zip_bomb_docx,
    entity_bomb_docx,
    zip_named_docx,
    truncated_docx,
    truncated_jpeg,
    truncated_png,
    truncated_tiff,
    looping_tiff,
    binary_named_txt,
)
"""Every file that is bad in its bytes; ``hostile_name`` is bad in its name only and reads well."""


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _docx_with(text: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx(a_letter()))) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.namelist():
            copy.writestr(member, text if member == "word/document.xml" else source.read(member))
    return target.getvalue()
