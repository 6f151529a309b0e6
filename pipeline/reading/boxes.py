"""Boxes on a page, in fractions of its width and height: clamp, rotate, bounding box."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.pages import Box, Word


def clamp(box: Box) -> Box:
    """The box, kept on the page and the right way round."""
    x0, y0, x1, y1 = (min(1.0, max(0.0, value)) for value in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def rotate_box(box: Box, turn: int) -> Box:
    """A box on the page, on the page turned clockwise by that many degrees (a multiple of 90)."""
    x0, y0, x1, y1 = box
    if turn % 360 == 90:
        return 1 - y1, x0, 1 - y0, x1
    if turn % 360 == 180:
        return 1 - x1, 1 - y1, 1 - x0, 1 - y0
    if turn % 360 == 270:
        return y0, 1 - x1, y1, 1 - x0
    return box


def bounding_box(words: Sequence[Word]) -> Box:
    """The box around words; there is at least one."""
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )
