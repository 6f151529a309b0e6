"""Builders of papers: every test makes its own, none comes from a file.

Papers of an office are drawn by ``pipeline.training``. These are test charts: lines of known words at a known place, size and
resolution, so that a test can say where on the picture each word stands.
"""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import img2pdf
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen import canvas

from pipeline.reading import Options, Pool

LETTER = (
    "KOMISI PEMILIHAN UMUM",
    "KABUPATEN BINTAN",
    "",
    "Nomor : 12/PY.01.1-SD/2101/2024",
    "Hal : Undangan Rapat Koordinasi",
    "",
    "Dengan hormat kami sampaikan bahwa rapat koordinasi",
    "penyusunan daftar pemilih berkelanjutan akan dilaksanakan",
    "pada hari Kamis tanggal 14 September 2023 bertempat di",
    "ruang rapat kantor Komisi Pemilihan Umum setempat.",
    "Sehubungan dengan hal tersebut diminta kehadiran Saudara",
    "tepat waktu dan membawa data pendukung yang diperlukan.",
    "",
    "Atas perhatian dan kerja sama Saudara kami ucapkan",
    "terima kasih.",
)
WORDS = tuple(" ".join(LETTER).split())


class Papers:
    """Makes papers in a folder of its own. Pictures are A4 at 150 dots per inch unless said otherwise."""

    letter = LETTER

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def font(self, points, dpi):
        return ImageFont.truetype("LiberationSerif-Regular.ttf", round(points * dpi / 72))

    def sheet(self, lines=LETTER, dpi=150, size=None, points=12, colour=0, paper=255, mode="L", start=1.0):
        """A typed page as a Pillow image."""
        page = Image.new(mode, size or (round(8.27 * dpi), round(11.69 * dpi)), paper)
        pen = ImageDraw.Draw(page)
        font = self.font(points, dpi)
        for row, line in enumerate(lines):
            pen.text((dpi, round(dpi * start) + row * round(points * 1.6 * dpi / 72)), line, fill=colour, font=font)
        return page

    def scan(self, name="surat.jpg", lines=LETTER, dpi=150, **how) -> Path:
        """A picture file; its kind follows the name."""
        path = self.folder / name
        self.sheet(lines, dpi, **how).save(path, dpi=(dpi, dpi))
        return path

    def tiff(self, name="surat.tif", pages=(LETTER,), dpi=150) -> Path:
        path = self.folder / name
        sheets = [self.sheet(lines, dpi) for lines in pages]
        sheets[0].save(path, save_all=True, append_images=sheets[1:], compression="tiff_lzw", dpi=(dpi, dpi))
        return path

    def scanned_pdf(self, name="pindai.pdf", pages=(LETTER,), dpi=150) -> Path:
        """Each page one JPEG, as an office scanner writes it."""
        pictures = []
        for lines in pages:
            out = io.BytesIO()
            self.sheet(lines, dpi).save(out, "JPEG", quality=80, dpi=(dpi, dpi))
            pictures.append(out.getvalue())
        return self.file(name, img2pdf.convert(pictures))

    def typed_pdf(self, name="ketik.pdf", pages=(LETTER,), size=(595, 842)) -> Path:
        """A born-digital PDF."""
        path = self.folder / name
        pen = canvas.Canvas(str(path), pagesize=size)
        for lines in pages:
            text = pen.beginText(72, size[1] - 72)
            text.setFont("Times-Roman", 12)
            text.setLeading(18)
            text.textLines(lines)
            pen.drawText(text)
            pen.showPage()
        pen.save()
        return path

    def table_pdf(self, name="tabel.pdf", rows=(("No", "Uraian", "Lokasi"), ("1", "Kotak suara", "Kijang"))) -> Path:
        """A typed page with a ruled table."""
        path = self.folder / name
        pen = canvas.Canvas(str(path), pagesize=(595, 842))
        pen.drawCentredString(297, 780, "DAFTAR INVENTARIS LOGISTIK")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                pen.rect(72 + 140 * column, 700 - 24 * row, 140, 24)
                pen.drawString(78 + 140 * column, 708 - 24 * row, cell)
        pen.save()
        return path

    def stamped_scan(self, name="tempel.pdf", lines=LETTER, stamp="jdih.contoh.go.id", dpi=150) -> Path:
        """A scan that a download portal has stamped one line of text on."""
        path = self.folder / name
        pen = canvas.Canvas(str(path), pagesize=(595, 842))
        pen.drawImage(str(self.scan("untuk-tempel.jpg", lines, dpi)), 0, 0, 595, 842)
        pen.drawString(430, 30, stamp)
        pen.save()
        return path

    def locked_pdf(self, name="terkunci.pdf", password="rahasia") -> Path:
        path = self.folder / name
        with pikepdf.open(self.typed_pdf("belum-terkunci.pdf")) as pdf:
            pdf.save(path, encryption=pikepdf.Encryption(user=password, owner="pemilik"))
        return path

    def docx(self, name="surat.docx", lines=LETTER, table=(), header="") -> Path:
        path = self.folder / name
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = header
        for line in lines:
            document.add_paragraph(line)
        if table:
            grid = document.add_table(0, len(table[0]))
            for row in table:
                for cell, text in zip(grid.add_row().cells, row, strict=True):
                    cell.text = text
        document.save(str(path))
        return path

    def zip_bomb(self, name="bom.docx", size=64 * 1024 * 1024) -> Path:
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"0" * size)
        return path

    def words(self, count: int, seed: int = 1) -> list[str]:
        """Lines of plain Indonesian, about ``count`` words."""
        chance = random.Random(seed)
        pool = [word for word in WORDS if word.isalpha() and len(word) > 3]
        return [" ".join(chance.choices(pool, k=7)) for _ in range(count // 7)]


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "kertas"
    folder.mkdir()
    return Papers(folder)


@pytest.fixture(scope="session")
def pool():
    with Pool(2) as made:
        yield made


@pytest.fixture
def options():
    return Options()


@pytest.fixture
def missed():
    """The words of the letter that a page does not say."""

    def count(page, words=WORDS):
        said = set(page.text.split())
        return [word for word in words if word not in said]

    return count
