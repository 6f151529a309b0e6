"""A page that Tesseract could read though it lay on its side is turned, whatever the cheap look thought of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from pipeline.reading import Options, glance, look, others, read_page
from pipeline.reading.attempt import Attempt
from pipeline.reading.enhance import Plan
from pipeline.reading.ocr import Token
from pipeline.reading.recognised import Sheet


def attempt(tmp_path, places, turn=90):
    """One line of words whose boxes are so wide and so tall, at these places down the sheet."""
    file = tmp_path / "page.bmp"
    Image.fromarray(np.full((900, 600), 255, np.uint8)).save(file)
    tokens = tuple(Token("pemilihan", (300, y, 320, y + 90), 0.95, 1, 1, 1) for y in places)
    return Attempt(tokens, turn, sheet=Sheet(file, tuple(token.box for token in tokens), lambda box: box))


@pytest.mark.parametrize(("places", "turn"), [((100, 200, 300, 400, 500), 0), ((500, 400, 300, 200, 100), 180)])
def test_lines_that_stand_on_end_are_laid_down_by_the_way_they_run(tmp_path, places, turn):
    lying = attempt(tmp_path, places)
    assert lying.lies
    assert [plan.turn for plan in others.stood_up(Plan(turn=90, skew=1.0), lying)] == [turn]


def test_an_upright_page_taken_for_one_on_its_side_is_read_upright(papers, missed, monkeypatch):
    judged = glance.judge

    def misled(picture):
        seen = judged(picture)
        return replace(seen, lines=replace(seen.lines, upright=False, sure=2.0))

    monkeypatch.setattr(glance, "judge", misled)
    page = read_page(look(papers.scan()), 1, Options())
    assert page.rotation == 0
    assert not missed(page)
