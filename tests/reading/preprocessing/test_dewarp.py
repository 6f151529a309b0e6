import numpy as np
import pytest
from PIL import Image

from pipeline.reading import identify, read_page
from pipeline.reading.preprocessing import assessment, dewarp
from pipeline.reading.sources import image


def sunk(sheet, drop):
    """The sheet with each column moved down by so many pixels."""
    pixels = np.asarray(sheet)
    moved = [np.roll(pixels[:, x], round(drop(x / sheet.width))) for x in range(sheet.width)]
    return Image.fromarray(np.stack(moved, axis=1))


def curled(sheet, deep=60):
    """As a book that curls into the spine at its left."""
    return sunk(sheet, lambda x: deep * max(0.0, 1 - x / 0.4) ** 2)


def full(papers):
    return papers.sheet(lines=papers.words(300), points=11)


def test_lines_that_curl_into_the_spine_are_read_where_they_lie(papers):
    path, sheet = papers.folder / "buku.png", curled(full(papers))
    sheet.save(path, dpi=(150, 150))
    page = read_page(identify(path), 1)
    printed = " ".join(papers.words(300)).split()
    assert len(set(printed) - set(page.text.split())) == 0
    assert len(page.words) > 0.97 * len(printed)
    assert "baris melengkung" in page.notes[0]
    dark = np.asarray(sheet) < 128
    for word in page.words:
        x0, y0, x1, y1 = (round(v * s) for v, s in zip(word.box, (sheet.width, sheet.height) * 2, strict=True))
        assert dark[y0:y1, x0:x1].mean() > 0.05


@pytest.mark.parametrize("make", [lambda sheet: sheet, lambda sheet: sheet.rotate(3, Image.Resampling.BICUBIC, fillcolor=255)])
def test_straight_lines_are_not_called_bent(papers, make):
    assert not assessment.assess(image.from_pixels(make(full(papers)), 150)).lines.bent


def test_straight_lines_are_left_alone(papers):
    assert dewarp.find_bend(full(papers)) is None


def test_the_bend_is_measured_where_there_is_print(papers):
    sheet = sunk(full(papers), lambda x: 20 * np.sin(6.28 * x))
    found = dewarp.find_bend(sheet)
    xs = np.linspace(0.2, 0.62, 25)
    drops = found.drop(xs, np.full(25, 0.3)) * sheet.height
    true = 20 * np.sin(6.28 * xs)
    assert np.abs((drops - drops.mean()) - (true - true.mean())).max() < 5


def test_a_line_bends_back_to_where_it_was(papers):
    sheet = sunk(full(papers), lambda x: 20 * np.sin(6.28 * x))
    flat = dewarp.dewarp(sheet, dewarp.find_bend(sheet))  # type: ignore[arg-type]  # it bends
    rows = (np.asarray(flat) < 128).sum(axis=1)
    crooked = (np.asarray(sheet) < 128).sum(axis=1)
    assert np.abs(np.diff(rows)).sum() > 1.5 * np.abs(np.diff(crooked)).sum()
