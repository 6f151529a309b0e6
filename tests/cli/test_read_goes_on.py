"""``berkas read`` and ``propose`` over bad files and good ones: each bad one is named in a sentence, nothing else is said."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.builders import write
from tests.builders.command import PROGRAM, Office, wait_until
from tests.builders.word import Package, paragraph


def a_fax() -> bytes:
    page = Image.new("1", (1240, 900), 1)
    ImageDraw.Draw(page).text((100, 100), "Surat", fill=0, font=ImageFont.truetype("LiberationSerif-Regular.ttf", 60))
    out = io.BytesIO()
    page.save(out, "TIFF", compression="group4")
    return out.getvalue()


def broken_word(folder: Path) -> bytes:
    content = bytearray(Package().save(folder / "utuh.docx", paragraph("Isi " * 40)).read_bytes())
    begin = content.index(b"word/document.xml") + len(b"word/document.xml")
    content[begin : begin + 10] = b"\xff" * 10
    return bytes(content)


@pytest.fixture
def bad(tmp_path):
    fax = a_fax()
    return [
        write(tmp_path, "faks-potong.tif", fax[:-60]),
        write(tmp_path, "faks-sisipan.tif", fax[:60] + b"\x07\xff" * 90 + fax[60:]),
        write(tmp_path, "rusak.docx", broken_word(tmp_path)),
        write(tmp_path, "video.mp4", b"\0\0\0\x18ftypmp42" + bytes(500)),
        write(tmp_path, "rusak.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 300),
        write(tmp_path, "rusak.jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + b"\xff" * 300 + b"\xff\xd9"),
        write(tmp_path, "rusak.pdf", b"%PDF-1.7\n" + bytes(range(256)) + b"\n%%EOF\n"),
    ]


@pytest.mark.parametrize("command", ["read", "propose"])
def test_bad_files_are_named_in_one_sentence_each_and_the_others_are_read(tmp_path, bad, command):
    first, last = write(tmp_path, "awal.txt", b"Surat awal"), write(tmp_path, "akhir.txt", b"Surat akhir")
    said = Office(tmp_path)(command, first, *bad, last)
    assert said.code == 1
    assert "awal" in said.out
    assert "akhir" in said.out
    lines = said.err.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [str(path) for path in bad]
    assert all(line.endswith(".") for line in lines)


def test_a_file_that_is_read_says_nothing_on_standard_error(tmp_path):
    said = Office(tmp_path)("read", write(tmp_path, "a.txt", b"Surat"))
    assert (said.code, said.err) == (0, "")


def test_what_a_word_file_holds_and_was_not_read_is_named(tmp_path):
    embedded = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="rId9"/></w:object></w:r>'
    path = Package().save(tmp_path / "surat.docx", paragraph("Isi", inside=embedded))
    said = Office(tmp_path)("read", path)
    assert (said.code, said.out) == (0, "Isi\n")
    assert said.err == f"{path}: Di dalam dokumen ini tertanam lembar kerja Excel, .xlsx; isinya tidak dibaca.\n"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_nothing_stays_in_the_temporary_folder_when_reading_is_killed(tmp_path):
    scan = tmp_path / "pindai.tif"
    pages = [Image.effect_noise((2480, 3508), 90) for _ in range(4)]
    pages[0].save(scan, save_all=True, append_images=pages[1:])
    with tempfile.TemporaryDirectory() as folder:
        environment = Office(tmp_path).environment() | {"TMPDIR": folder}
        reading = subprocess.Popen(
            [PROGRAM, "read", scan, "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        reading.stdin.write(b"surat dari masukan baku")
        reading.stdin.close()
        wait_until(lambda: list(Path(folder).rglob("*.bmp")), 60)
        reading.send_signal(signal.SIGKILL)
        reading.wait()
        wait_until(lambda: not list(Path(folder).iterdir()), 20)
