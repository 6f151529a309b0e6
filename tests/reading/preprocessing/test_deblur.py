"""Pages that were shaken or out of focus: their blur is found by trial."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from PIL import Image

from pipeline.reading import identify, read_page
from pipeline.reading.preprocessing import deblur


def shaken(sheet, right, down):
    """The sheet, moved evenly by so many pixels while it was exposed."""
    pixels = np.asarray(sheet, np.float32)
    steps = [(round(step * down), round(step * right)) for step in np.linspace(-0.5, 0.5, 49)]
    weights = Counter(steps)
    return sum(np.roll(pixels, step, axis=(0, 1)) * weight for step, weight in weights.items()) / len(steps)


def out_of_focus(sheet, radius):
    rows, columns = (np.fft.fftfreq(size)[:, None] * size for size in (sheet.height, sheet.width))
    point = np.clip(radius + 0.5 - np.hypot(rows, columns.T), 0, 1)
    return np.fft.irfft2(np.fft.rfft2(np.asarray(sheet)) * np.fft.rfft2(point / point.sum()), point.shape)


def small(papers):
    """The upper part of a page at 200 dots per inch."""
    return papers.sheet(dpi=200, size=(1100, 760), start=0.3)


def scanned(pixels):
    noise = np.random.default_rng(1).normal(0, 2, pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("right", "down"), [(7.0, 0.0), (0.0, 8.0), (5.5, -4.0)])
def test_a_shake_is_found_with_its_length_and_direction(papers, right, down):
    found = deblur.find_blur(scanned(shaken(small(papers), right, down)))
    assert found
    # There and back is the same.
    back = -1 if found.right * right + found.down * down < 0 else 1
    assert abs(back * found.right - right) < 0.7
    assert abs(back * found.down - down) < 0.7


def test_a_lens_out_of_focus_is_told_from_a_shake(papers):
    found = deblur.find_blur(scanned(out_of_focus(small(papers), 4.5)))
    assert found
    assert abs(found.disc - 4.5) < 0.7
    assert not found.right


def test_sharp_blank_and_tiny_pages_have_no_blur(papers):
    assert deblur.find_blur(scanned(np.asarray(small(papers)))) is None
    assert deblur.find_blur(np.full((900, 900), 255, np.uint8)) is None
    assert deblur.find_blur(np.full((90, 900), 200, np.uint8)) is None


def test_a_blur_that_is_taken_back_leaves_what_was_printed(papers):
    sheet = np.asarray(small(papers), np.float32)
    seen = scanned(out_of_focus(small(papers), 4.0))
    clear = deblur.remove_blur(seen, deblur.Blur(disc=4.0), noise=0.01)
    assert np.abs(clear - sheet).mean() < 0.8 * np.abs(seen - sheet).mean()


def test_a_page_shaken_aslant_is_read(papers, missed):
    pixels = scanned(shaken(papers.sheet(dpi=200), 7.0, 5.0))
    Image.fromarray(pixels).save(papers.folder / "goyang.png", dpi=(200, 200))
    page = read_page(identify(papers.folder / "goyang.png"), 1)
    assert len(missed(page)) <= 2
