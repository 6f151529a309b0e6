"""The second recogniser finds lines and reads them, each word with its place."""

from __future__ import annotations

import socket
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from pipeline.reading import Options, identify, read_page
from pipeline.reading.line_recognition import quad_bounds, rotate_quad
from pipeline.reading.recognition import second_recognizer

LINES = ("Sehubungan dengan kegiatan tersebut", "diminta menugaskan 10 orang staf")


@pytest.fixture(scope="module")
def second():
    return second_recognizer.second_recognizer()


@pytest.fixture
def sheet(papers):
    return papers.sheet(LINES, dpi=200, size=(1400, 600))


def in_order(quads):
    return sorted(quads, key=lambda quad: quad_bounds(quad)[1])


def test_lines_are_found_and_read(second, sheet):
    quads = in_order(second.find(sheet))
    assert tuple(line.text for line in second.read(sheet, quads, "ind")) == LINES


def test_each_words_box_lies_on_its_ink(second, sheet, papers):
    (line,) = second.read(sheet, in_order(second.find(sheet))[:1], "ind")
    pen, font = ImageDraw.Draw(sheet), papers.font(12, 200)
    at = 200.0
    for word in line.words:
        width = pen.textlength(word.text, font=font)
        x0, _, x1, _ = line.box_of(word)
        assert abs(x0 - at) < 14
        assert abs(x1 - at - width) < 14
        at += pen.textlength(word.text + " ", font=font)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_line_is_read_the_way_it_is_said_to_lie(second, sheet, turn):
    lying = sheet.rotate(turn, expand=True, fillcolor=255)
    read = [line.text for line in second.read(lying, [rotate_quad(quad, turn) for quad in second.find(lying)], "ind")]
    assert sorted(read) == sorted(LINES)


def test_a_large_picture_is_read_where_its_lines_lie(second, papers):
    large = papers.sheet(LINES, dpi=600, size=(4000, 3000))
    (first, _) = in_order(second.find(large))
    x0, y0, _, y1 = quad_bounds(first)
    assert abs(x0 - 600) < 30
    assert 560 < y0 < y1 < 740
    assert second.read(large, [first], "ind")[0].text == LINES[0]


def test_only_plain_letters_are_read_where_the_language_has_no_others(second):
    page = Image.new("RGB", (700, 160), "white")
    from tests.reading.conftest import Papers

    ImageDraw.Draw(page).text((40, 50), "Curaçao façade déjà", font=Papers(None).font(28, 72), fill="black")  # type: ignore[arg-type]  # fonts only
    quads = second.find(page)
    plain, free = (" ".join(line.text for line in second.read(page, quads, language)) for language in ("ind", "fra"))
    assert plain.isascii()
    assert not free.isascii()


def test_a_blank_sheet_has_no_lines(second):
    assert second.find(Image.new("L", (800, 1100), 255)) == []


def test_nothing_is_fetched(monkeypatch, sheet):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the recogniser asked the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    fresh = second_recognizer._RapidOcr()
    assert len(fresh.read(sheet, fresh.find(sheet), "ind")) == 2


@pytest.mark.parametrize(
    ("said", "parts"),
    [("Nomor:12/PY", ["Nomor:", "12/PY"]), ("08:30", ["08:30"]), ("https://kpu.go.id", ["https://kpu.go.id"]), ("a;", ["a;"])],
)
def test_a_dropped_space_after_a_colon_is_put_back(said, parts):
    assert second_recognizer._parts(said) == parts


@pytest.fixture
def blurred(papers):
    papers.sheet(dpi=200).filter(ImageFilter.GaussianBlur(3.2)).save(papers.folder / "kabur.png", dpi=(200, 200))
    return identify(papers.folder / "kabur.png")


def test_a_page_too_blurred_for_tesseract_is_read(blurred, missed):
    few = len(missed(read_page(blurred, 1)))
    assert few <= 8
    assert len(missed(read_page(blurred, 1, Options(effort="plain")))) > few


def test_without_the_recogniser_a_bad_page_is_marked(blurred, monkeypatch):
    monkeypatch.setattr(second_recognizer, "second_recognizer", lambda: None)
    page = read_page(blurred, 1)
    assert not page.failed
    assert page.confidence < 0.97
    assert any("sulit dibaca" in note for note in page.notes)


def test_boxes_of_words_lie_on_a_skewed_page(papers, missed):
    page = papers.sheet(dpi=200).rotate(6, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(3))
    page.save(papers.folder / "miring.png", dpi=(200, 200))
    read = read_page(identify(papers.folder / "miring.png"), 1)
    assert len(missed(read)) <= 3
    pixels = np.asarray(page)
    for word in read.words:
        x0, y0, x1, y1 = (round(side * size) for side, size in zip(word.box, page.size * 2, strict=True))
        assert word.text == ":" or pixels[y0:y1, x0:x1].min() < 200, word


def test_a_clean_page_loads_no_models(papers):
    papers.sheet(dpi=200).save(papers.folder / "surat.png", dpi=(200, 200))
    code = f"""
import sys
from pathlib import Path
from pipeline.reading import identify, read_page
assert read_page(identify(Path({str(papers.folder / "surat.png")!r})), 1).text
assert "rapidocr" not in sys.modules and "onnxruntime" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
