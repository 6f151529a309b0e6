"""One coordinate system: a word's box lies where a viewer shows the word, however the page is cut, turned and scaled."""

import io

import numpy as np
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen import canvas

from pipeline.reading import identify, page_picture, read_page

WIDE, HIGH = 595, 842


def sheet(path, x, y, angle, change, inherited=False):
    """A page with one word at a place, cut and turned by ``change``."""
    pen = canvas.Canvas(str(path), pagesize=(WIDE, HIGH))
    pen.translate(x, y)
    pen.rotate(angle)
    pen.setFont("Helvetica-Bold", 20)
    pen.drawString(0, 0, "KEPUTUSAN")
    pen.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        for name, value in change.items():
            page[name] = value
        if inherited:
            for name in ("/MediaBox", "/CropBox", "/Rotate"):
                if name in page:
                    page.Parent[name] = page[name]
                    del page[name]
        pdf.save(path)
    return identify(path)


def ink_of(source, width=900):
    """The box around all that is dark on the page's picture, in fractions of it."""
    pixels = np.asarray(Image.open(io.BytesIO(page_picture(source, 1, width))).convert("L")) < 128
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    height, width = pixels.shape
    return columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    x=st.integers(200, 380),
    y=st.integers(250, 560),
    angle=st.sampled_from([0, 90, 180, 270]),
    rotate=st.sampled_from([0, 90, 180, 270]),
    cut=st.tuples(*[st.integers(0, 40)] * 4),
    shift=st.tuples(st.integers(-300, 300), st.integers(-300, 300)),
    unit=st.sampled_from([1, 2, 10]),
    inherited=st.booleans(),
)
def test_a_words_box_lies_on_its_ink(tmp_path, x, y, angle, rotate, cut, shift, unit, inherited):
    across, down = shift
    change = {
        "/MediaBox": pikepdf.Array([across, down, across + WIDE, down + HIGH]),
        "/CropBox": pikepdf.Array([across + cut[0], down + cut[1], across + WIDE - cut[2], down + HIGH - cut[3]]),
        "/Rotate": rotate,
        "/UserUnit": unit,
    }
    source = sheet(tmp_path / "kata.pdf", across + x, down + y, angle, change, inherited)
    page = read_page(source, 1)
    (word,) = page.words
    assert word.text == "KEPUTUSAN"
    ink = ink_of(source)
    slack = 8 / min(WIDE, HIGH)
    assert all(abs(one - other) < slack for one, other in zip(word.box, ink, strict=True)), (word.box, ink)
    shown = (HIGH - cut[1] - cut[3], WIDE - cut[0] - cut[2])
    assert sorted((page.width, page.height)) == pytest.approx(sorted(unit * side for side in shown), abs=1)


def test_text_outside_the_part_that_is_shown_is_no_text(papers, tmp_path):
    path = papers.typed_pdf(pages=[("KOMISI PEMILIHAN UMUM", *[""] * 20, "RAHASIA PERCETAKAN")])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].CropBox = pikepdf.Array([0, 600, 595, 842])
        pdf.save(path)
    assert read_page(identify(path), 1).text == "KOMISI PEMILIHAN UMUM"


def test_a_rule_of_a_table_is_where_its_words_are_on_a_cut_and_turned_page(papers):
    path = papers.table_pdf()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].CropBox = pikepdf.Array([40, 300, 560, 800])
        pdf.pages[0].Rotate = 90
        pdf.save(path)
    page = read_page(identify(path), 1)
    (table,) = page.tables
    assert table.grid() == (("No", "Uraian", "Lokasi"), ("1", "Kotak suara", "Kijang"))
    cell = next(cell for cell in table.cells if cell.text == "Kijang")
    word = next(word for word in page.words if word.text == "Kijang")
    assert cell.box[0] < word.box[0] < word.box[2] < cell.box[2]
    assert cell.box[1] < word.box[1] < word.box[3] < cell.box[3]


def test_a_page_in_large_units_is_read_off_its_picture_at_its_true_size(papers, missed):
    path = papers.scanned_pdf()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.contents_add(b"q 0.1 0 0 0.1 0 0 cm", prepend=True)
        page.contents_add(b"Q 0 0 m 1 1 l S")
        page.MediaBox = pikepdf.Array([float(side) / 10 for side in page.MediaBox])
        page.UserUnit = 10
        pdf.save(path)
    assert len(missed(read_page(identify(path), 1))) <= 1
