import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageDraw
from reportlab.pdfgen import canvas

from pipeline.document.pages import Cell
from pipeline.reading import Limits, Options, identify, read_page
from pipeline.reading.layout import rulings, table_grid
from pipeline.reading.line_recognition import quad_of
from pipeline.reading.recognition import assembly, missed_cells, second_recognizer, tesseract
from pipeline.reading.sources import image

EDGES = (60, 100, 260, 400, 535)
ROWS = (
    (("No",), ("Uraian",), ("Lokasi",), ("Keterangan",)),
    (("1",), ("Kotak suara besar", "berbahan karton kedap", "air"), ("Kijang",), ("rusak karena", "banjir")),
    (("2",), ("Bilik suara",), ("Toapaya", "Selatan"), ("baik",)),
)
SAID = [
    "No Uraian Lokasi Keterangan",
    "1 Kotak suara besar",
    "berbahan karton kedap",
    "air Kijang rusak karena",
    "banjir",
    "2 Bilik suara Toapaya",
    "Selatan baik",
    "Jumlah keseluruhan 3 buah",
]
GRID = (
    ("No", "Uraian", "Lokasi", "Keterangan"),
    ("1", "Kotak suara besar\nberbahan karton kedap\nair", "Kijang", "rusak karena\nbanjir"),
    ("2", "Bilik suara", "Toapaya\nSelatan", "baik"),
    ("Jumlah keseluruhan", "", "", "3 buah"),
)


@pytest.fixture(scope="module")
def ruled(tmp_path_factory):
    """A typed page: title, a line of text, a ruled table with wrapped and merged cells, a line of text."""
    path = tmp_path_factory.mktemp("tabel") / "tabel.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    pen.setFont("Times-Roman", 12)
    pen.drawCentredString(297, 800, "DAFTAR INVENTARIS LOGISTIK")
    pen.drawString(60, 770, "Berikut disampaikan daftar logistik yang rusak menurut hasil pemeriksaan.")
    top, heights = 740, [740]
    for row in ROWS:
        for x, cell in zip(EDGES, row, strict=False):
            for step, text in enumerate(cell):
                pen.drawString(x + 4, top - 14 - 14 * step, text)
        top -= 14 * max(map(len, row)) + 8
        heights.append(top)
    pen.drawString(64, top - 14, "Jumlah keseluruhan")
    pen.drawString(404, top - 14, "3 buah")
    bottom = top - 22
    for y in (*heights, bottom):
        pen.line(EDGES[0], y, EDGES[-1], y)
    for index, x in enumerate(EDGES):
        pen.line(x, 740, x, bottom if index in (0, 3, 4) else top)
    pen.drawString(60, bottom - 40, "Demikian daftar ini dibuat untuk dipergunakan sebagaimana mestinya.")
    pen.save()
    return identify(path)


@pytest.fixture(scope="module", params=[False, True], ids=["typed", "scanned"])
def page(ruled, request):
    return read_page(ruled, 1, Options(ocr=request.param))


def test_the_cells_of_a_ruled_table_are_known_by_row_and_column(page):
    (table,) = page.tables
    assert (table.rows, table.columns) == (4, 4)
    assert table.grid() == GRID


def test_the_text_goes_row_by_row_and_a_wrapped_cell_stays_together(page):
    lines = page.text.replace("\n\n", "\n").split("\n")
    start = lines.index("No Uraian Lokasi Keterangan")
    assert lines[start : start + len(SAID)] == SAID
    assert "pemeriksaan." in " ".join(lines[:start])
    assert "mestinya." in lines[-1]
    assert page.text.split() == [word.text for word in page.words]


def test_a_merged_cell_says_how_many_columns_it_takes(page):
    (table,) = page.tables
    merged = next(cell for cell in table.cells if cell.text.startswith("Jumlah"))
    assert (merged.row, merged.column, merged.rows, merged.columns) == (3, 0, 1, 3)


def test_a_cells_box_lies_around_its_words(page):
    (table,) = page.tables
    x0, y0, x1, y1 = next(cell.box for cell in table.cells if cell.text == "Bilik suara")
    word = next(word for word in page.words if word.text == "Bilik")
    assert x0 < word.box[0] < word.box[2] < x1
    assert y0 < (word.box[1] + word.box[3]) / 2 < y1
    assert abs(x0 - 100 / 595) < 0.01
    assert abs(x1 - 260 / 595) < 0.01


def scanned(papers, rules, name="garis.png", angle=0.0, words=()):
    sheet = papers.sheet(lines=(), size=(1240, 1754))
    pen = ImageDraw.Draw(sheet)
    for rule in rules:
        pen.line(rule, fill=0, width=3)
    font = papers.font(12, 150)
    for x, y, text in words:
        pen.text((x, y), text, font=font, fill=0)
    sheet.rotate(angle, fillcolor=255).save(papers.folder / name, dpi=(150, 150))
    return identify(papers.folder / name)


def box(x0, y0, x1, y1):
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def boxes(rows, columns, across, down):
    """The rules of a table whose every cell is a box."""
    corners = [(200 + across * column, 300 + down * row) for row in range(rows) for column in range(columns)]
    return [rule for x, y in corners for rule in box(x, y, x + across, y + down)]


def test_a_table_on_a_slanted_scan_is_found_and_led_back(papers):
    words = [(x, 320 + 100 * row, text) for row in range(3) for x, text in ((220, "kecamatan"), (520, "jumlah"))]
    rules = [
        rule
        for row in range(3)
        for column in range(2)
        for rule in box(200 + 300 * column, 300 + 100 * row, 500 + 300 * column, 400 + 100 * row)
    ]
    read = read_page(scanned(papers, rules, "miring.png", 4.0, words), 1)
    (table,) = read.tables
    assert table.grid() == (("kecamatan", "jumlah"),) * 3
    for cell, word in zip(table.cells, read.words, strict=True):
        middle = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
        assert cell.box[0] < middle[0] < cell.box[2]
        assert cell.box[1] < middle[1] < cell.box[3]


def test_a_frame_around_a_page_is_no_table(papers):
    words = [(250, 300 + 60 * row, line) for row, line in enumerate(line for line in papers.letter if line)]
    assert read_page(scanned(papers, box(100, 100, 1140, 1650), "bingkai.png", words=words), 1).tables == ()


def test_a_table_without_words_in_it_is_none(papers):
    rules = [
        rule
        for column in range(3)
        for row in range(3)
        for rule in box(200 + 200 * column, 300 + 90 * row, 400 + 200 * column, 390 + 90 * row)
    ]
    words = [(220, 900 + 60 * row, line) for row, line in enumerate(papers.letter[:6]) if line]
    assert read_page(scanned(papers, rules, "kosong.png", words=words), 1).tables == ()


def test_a_drawing_with_thousands_of_strokes_is_no_table_and_stalls_nothing(papers):
    import time

    path = papers.folder / "peta.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    pen.drawString(60, 800, "Peta daerah pemilihan dalam wilayah kabupaten setempat")
    for step in range(3500):
        pen.line(50 + step % 490, 50, 50 + step % 490, 60 + step % 700)
        pen.line(50, 50 + step % 700, 540, 50 + step % 700)
    pen.save()
    started = time.process_time()
    read = read_page(identify(path), 1, Options(ocr=False))
    assert read.text.startswith("Peta")
    assert read.tables == ()
    assert time.process_time() - started < 8


def test_text_beside_a_table_is_not_woven_into_it(papers):
    path = papers.folder / "samping.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row in range(5):
        for column in range(2):
            pen.rect(60 + 100 * column, 700 - 30 * row, 100, 30)
            pen.drawString(66 + 100 * column, 710 - 30 * row, f"sel {row} {column}")
        pen.drawString(300, 708 - 30 * row, f"keterangan baris {row} di samping tabel")
    pen.save()
    lines = read_page(identify(path), 1).text.replace("\n\n", "\n").split("\n")
    assert [line for line in lines if line.startswith("sel")] == [f"sel {row} 0 sel {row} 1" for row in range(5)]
    assert [line for line in lines if "samping" in line] == [f"keterangan baris {row} di samping tabel" for row in range(5)]


def test_a_table_gives_its_merged_cells_text_once():
    from pipeline.document.pages import Table

    table = Table((0, 0, 1, 1), 2, 2, (Cell(0, 0, "Jumlah", (0, 0, 1, 0.5), columns=2), Cell(1, 1, "3", (0.5, 0.5, 1, 1))))
    assert table.grid() == (("Jumlah", ""), ("", "3"))


def test_figures_that_were_overlooked_in_a_narrow_column_are_read_once_more(papers):
    """Tesseract's reading is given without them, as it often comes; the second recogniser reads them."""
    words, rules = [], []
    for row in range(4):
        y = 300 + 100 * row
        words += [(220, y + 20, str(row + 1)), (300, y + 20, "tahapan kegiatan"), (620, y + 20, "terlaksana")]
        rules += [rule for x0, x1 in ((200, 280), (280, 600), (600, 900)) for rule in box(x0, y, x1, y + 100)]
    source = scanned(papers, rules, "nomor.png", words=words)
    seen = tesseract.recognise(source.path, "ind", 150, 30)
    first = [token for token in seen if token.text.isalpha() and token.box[0] > 285]
    picture = image.load_page(source.path, source.media_type, 1, Limits())
    picture.load_grey().save(papers.folder / "nomor.bmp")
    sheet = assembly.OcrSheet(papers.folder / "nomor.bmp", tuple(token.box for token in first), lambda box: box, 150)

    def again(sheet, boxes):
        return second_recognizer.second_recognizer().read(sheet.pixels, [quad_of(box) for box in boxes], "ind")

    def column(reader):
        (table,) = assembly.assemble_page(picture, 1, first, 0, (), 150, sheet, reader).tables
        return [row[0] for row in table.grid()]

    assert column(None) == [""] * 4
    assert column(again) == ["1", "2", "3", "4"]


def test_cells_that_hold_ink_and_no_words_are_found_where_they_are():
    pixels = np.full((600, 400), 255, np.uint8)
    pixels[130:160, 60:70] = 0
    pixels[430:460, 260:275] = 0
    grid = table_grid.from_cells([(0.1, 0.1, 0.5, 0.5), (0.5, 0.1, 0.9, 0.5), (0.1, 0.5, 0.5, 0.9), (0.5, 0.5, 0.9, 0.9)], 0.01)
    found = missed_cells.find_missed_cells(pixels, [grid], [(0.6, 0.2, 0.7, 0.3)], 200)  # type: ignore[list-item]  # there is a grid
    assert len(found) == 2
    for (x0, y0, x1, y1), (left, top, right, bottom) in zip(found, ((60, 130, 70, 160), (260, 430, 275, 460)), strict=True):
        assert left - 6 < x0 < left
        assert top - 6 < y0 < top
        assert right < x1 < right + 6
        assert bottom < y1 < bottom + 6
    assert missed_cells.find_missed_cells(pixels, [grid], [], 200) == []  # type: ignore[list-item]  # there is a grid


@given(start=st.integers(0, 60), length=st.integers(rulings.SHORTEST, 40), gap=st.integers(0, 39))
def test_a_row_with_a_run_is_never_passed_over(start, length, gap):
    row = np.zeros((1, 101), np.bool_)
    row[0, start : start + length] = True
    row[0, start + min(gap, length - 1)] = False
    assert list(rulings._with_runs(row)) == [0]
