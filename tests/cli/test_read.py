"""``berkas read`` as a tool for itself: many files at once, each page as its user wishes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from pipeline.cli.app import print_row
from tests.builders import write
from tests.builders.command import PROGRAM, Office


def test_files_are_answered_in_their_order_and_a_missing_one_is_named_without_stopping_the_rest(tmp_path: Path) -> None:
    papers = [write(tmp_path, f"{number}.txt", f"surat ke-{number}\n".encode()) for number in range(9)]
    said = Office(tmp_path)("read", *papers[:4], tmp_path / "tiada.pdf", *papers[4:], "--json")
    assert said.code == 1
    assert "tiada.pdf: tidak ditemukan" in said.err
    assert [(reading["file"], reading["pages"][0]["text"].strip()) for reading in said.json] == [
        (str(paper), f"surat ke-{number}") for number, paper in enumerate(papers)
    ]


def test_a_turn_that_no_page_can_have_is_wrong_use(tmp_path: Path) -> None:
    said = Office(tmp_path)("read", write(tmp_path, "a.txt", b"surat"), "--turn", "45")
    assert (said.code, said.out) == (2, "")
    assert "--turn" in said.err


def test_a_page_that_is_missing_is_named_beside_the_text_of_the_others(tmp_path: Path) -> None:
    from PIL import Image

    sheets = [Image.new("1", (400, 300), 1), Image.new("1", (400, 300), 1)]
    sheets[0].save(tmp_path / "dua.tif", save_all=True, append_images=sheets[1:])
    content = bytearray((tmp_path / "dua.tif").read_bytes())
    # The second frame is said to be 40,000 pixels wide and high.
    with Image.open(tmp_path / "dua.tif") as image:
        image.seek(1)
        directory = image.tag_v2._offset  # type: ignore[attr-defined]  # a TIFF's own
    for entry in (0, 1):
        place = directory + 2 + 12 * entry
        content[place + 2 : place + 12] = (4).to_bytes(2, "little") + (1).to_bytes(4, "little") + (40_000).to_bytes(4, "little")
    said = Office(tmp_path)("read", write(tmp_path, "dua.tif", bytes(content)))
    assert said.code == 1
    assert "dua.tif: Halaman 2 tidak terbaca." in said.err
    assert "40000 × 40000 piksel" in said.err


def test_a_page_that_should_be_checked_is_named(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)
    pen.text((150, 150), "surat keterangan", fill=0, font=ImageFont.truetype("LiberationSerif-Regular.ttf", 26))
    for row in range(8):
        pen.text(
            (150, 300 + 60 * row), "xqv ||~ wz#k jj;; qp}{ gggh", fill=0, font=ImageFont.truetype("LiberationSerif-Italic.ttf", 22)
        )
    page.save(tmp_path / "buruk.png", dpi=(150, 150))
    said = Office(tmp_path)("read", tmp_path / "buruk.png")
    assert said.code == 0
    told = re.search(r"buruk.png: Halaman 1 sulit dibaca \(diyakini (\d+) %\)", said.err)
    assert told
    assert int(told[1]) < 97


def test_a_paper_may_come_through_standard_input(tmp_path: Path) -> None:
    said = Office(tmp_path)("read", "-", "--json", given="surat masuk\n")
    assert (said.code, said.json[0]["file"], said.json[0]["pages"][0]["text"].strip()) == (0, "-", "surat masuk")


def test_a_locked_paper_is_read_with_its_password_from_standard_input(tmp_path: Path) -> None:
    import pikepdf
    from reportlab.pdfgen import canvas

    pen = canvas.Canvas(str(tmp_path / "buka.pdf"))
    pen.drawString(72, 700, "Berita acara rahasia")
    pen.save()
    with pikepdf.open(tmp_path / "buka.pdf") as pdf:
        pdf.save(tmp_path / "kunci.pdf", encryption=pikepdf.Encryption(user="melati", owner="x"))
    office = Office(tmp_path)
    assert "terkunci kata sandi" in office("read", tmp_path / "kunci.pdf").err
    assert office("read", tmp_path / "kunci.pdf", "--password-stdin", given="melati\n").out == "Berita acara rahasia\n"


def test_standard_input_is_not_read_twice(tmp_path: Path) -> None:
    assert Office(tmp_path)("read", "-", "--password-stdin", given="x\n").code == 2


def test_one_page_can_be_read_alone(tmp_path: Path) -> None:
    from reportlab.pdfgen import canvas

    pen = canvas.Canvas(str(tmp_path / "tiga.pdf"))
    for number in (1, 2, 3):
        pen.drawString(72, 700, f"lembar {number}")
        pen.showPage()
    pen.save()
    said = Office(tmp_path)("read", tmp_path / "tiga.pdf", "--page", "2")
    assert (said.code, said.out) == (0, "lembar 2\n")
    said = Office(tmp_path)("read", tmp_path / "tiga.pdf", "--page", "4")
    assert (said.code, said.out) == (1, "")
    assert "tidak ada halaman 4; file ini 3 halaman" in said.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk to write to, of Linux")
def test_output_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with Path("/dev/full").open("w") as full:
        command = [PROGRAM, "read", write(tmp_path, "a.txt", b"surat")]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=office.environment(), check=False)  # type: ignore[arg-type]  # words and a path
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == ["keluaran baku: tidak dapat disimpan (No space left on device)"]


def test_a_long_text_goes_on_under_its_own_beginning_in_a_window_of_80_columns(monkeypatch, capsys) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_row("2026-000001  queued  ", "Penetapan Tim Pendokumentasian Informasi Publik Tahun 2026 di Bandar Seri Bentan [x]")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("2026-000001  queued  Penetapan")
    assert second == " " * 21 + second.strip()
    assert second.endswith("[x]")
    assert len(first) <= 80
