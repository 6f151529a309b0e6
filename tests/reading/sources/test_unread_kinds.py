"""A kind that is not read is named in plain words, with what to do: by its bytes, else by its name."""

from __future__ import annotations

import io
import zipfile

import olefile
import pytest

from pipeline.failures import Locked, NotReadYet, WrongKind
from pipeline.formats import unread_kinds
from pipeline.language.phrases import translate_older
from pipeline.reading import identify


def a_zip(*names, first=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for name in names:
            archive.writestr(name, "isi")
    return out.getvalue()


def an_ole(*streams):
    """A compound file of version 3 that holds these streams, each of one sector (MS-CFB)."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    count = len(streams)
    fat = [fat_mark, end, *[end] * count]
    fat += [free] * (128 - len(fat))

    def entry(name, kind, left=free, right=free, child=free, start=0, size=0):
        told = name.encode("utf-16-le") + b"\0\0"
        numbers = b"".join(number.to_bytes(4, "little") for number in (left, right, child))
        begin = told.ljust(64, b"\0") + len(told).to_bytes(2, "little") + bytes([kind, 1]) + numbers
        return begin + bytes(36) + start.to_bytes(4, "little") + size.to_bytes(8, "little")

    order = sorted(range(count), key=lambda place: (len(streams[place]), streams[place].upper()))
    entries = [entry("Root Entry", 5, child=order[0] + 1, start=end)]
    for place, name in enumerate(streams):
        after = order.index(place) + 1
        right = order[after] + 1 if after < count else free
        entries.append(entry(name, 2, right=right, start=place + 2, size=4096))
    entries += [bytes(66) + bytes(62)] * (4 - len(entries))
    header = olefile.MAGIC + bytes(16) + (0x3E).to_bytes(2, "little") + (3).to_bytes(2, "little") + b"\xfe\xff" + b"\x09\0\x06\0"
    header += bytes(6) + bytes(4) + (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4) + (4096).to_bytes(4, "little")
    header += end.to_bytes(4, "little") + bytes(4) + end.to_bytes(4, "little") + bytes(4) + bytes(4)
    header += b"\xff" * (512 - len(header))
    table = b"".join(number.to_bytes(4, "little") for number in fat)
    return header + table + b"".join(entries) + bytes(512 * count)


FILES = {
    "rapat.mp4": (b"\0\0\0\x18ftypmp42" + bytes(200), "video"),
    "rapat.bin": (b"\0\0\0\x18ftypqt  " + bytes(200), "video"),
    "denah.dwg": (b"AC1032" + bytes(200), "gambar teknik"),
    "data.xls": (an_ole("Workbook"), "Excel lama"),
    "surat.doc": (an_ole("WordDocument"), "Word lama"),
    "surat.msg": (an_ole("__properties_version1.0"), "surat elektronik"),
    "data.xlsx": (a_zip("[Content_Types].xml", "xl/workbook.xml"), "lembar kerja Excel"),
    "sosialisasi.pptx": (a_zip("ppt/presentation.xml"), "PowerPoint"),
    "surat.odt": (a_zip("content.xml", first="application/vnd.oasis.opendocument.text"), "LibreOffice"),
    "kumpulan.zip": (a_zip("a.pdf", "b.pdf"), "file terkompresi"),
    "kumpulan.rar": (b"Rar!\x1a\x07\x01\0" + bytes(100), "file terkompresi"),
    "surat.rtf": (b"{\\rtf1 Surat}", "RTF"),
    "foto.heic": (b"\0\0\0\x18ftypheic" + bytes(100), "iPhone"),
    "rekaman.mp3": (b"ID3\x03" + bytes(100), "rekaman suara"),
    "halaman.html": (b"<html><body>Surat</body></html>", "halaman web"),
    "surat.eml": (b"From: a@b.id\nSubject: Surat\n\nisi", "surat elektronik"),
}


def test_slides_that_hold_a_word_document_are_slides(papers):
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    override = f'<Override PartName="/ppt/presentation.xml" ContentType="{slides}"/>'
    types = f'<Types><Default Extension="docx" ContentType="{word}"/>{override}</Types>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relation = f'<Relationship Id="r" Type="{kind}" Target="ppt/presentation.xml"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (
            ("[Content_Types].xml", types),
            ("_rels/.rels", relations),
            ("ppt/presentation.xml", "<p/>"),
            ("ppt/embeddings/a.docx", "PK"),
        ):
            archive.writestr(name, content)
    with pytest.raises(NotReadYet, match="PowerPoint"):
        identify(papers.file("slaid.pptx", out.getvalue()))


@pytest.mark.parametrize("name", FILES)
def test_a_kind_that_is_not_read_is_named_with_what_to_do(papers, name):
    content, called = FILES[name]
    with pytest.raises(NotReadYet, match=called) as caught:
        identify(papers.file(name, content))
    said = str(caught.value)
    assert said.startswith("Jenis file ini (")
    assert said.count(". ") == 1
    english = translate_older(said, "en")
    assert english.startswith("This kind of file (")
    assert "belum" not in english
    assert called not in english or called in ("PowerPoint", "LibreOffice", "RTF", "video", "iPhone")


def test_bytes_say_more_than_a_name(papers):
    with pytest.raises(NotReadYet, match="file terkompresi"):
        identify(papers.file("surat.pdf", a_zip("a.txt")))


def test_a_document_locked_by_word_is_called_locked(papers):
    with pytest.raises(Locked, match="terkunci dengan kata sandi"):
        identify(papers.file("rahasia.docx", an_ole("EncryptedPackage", "EncryptionInfo")))


def test_a_damaged_container_is_still_known(papers):
    with pytest.raises(NotReadYet, match="Excel lama"):
        identify(papers.file("data.xls", unread_kinds.OLE + b"\xff" * 1000))


def test_of_bytes_that_nobody_knows_nothing_is_made_up(papers):
    with pytest.raises(WrongKind) as caught:
        identify(papers.file("apa.xyz", b"\x93\x01\x02\x03" * 100))
    assert type(caught.value) is WrongKind


def test_text_that_the_archive_has_given_an_ending_is_text(papers):
    assert identify(papers.file("original.bin", b"Nomor : 9/HM.02.1-SD/2101/2024\n")).media_type == "text/plain"
