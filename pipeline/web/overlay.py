"""Boxes for the pages: upright, in ten-thousandths of the picture, as the SVG over it needs them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.document.pages import Box

Edges = tuple[int, int, int, int]
WHOLE = 10_000
_SIDE, _ABOVE = 250, 90


def upright_box(box: Box, rotation: int) -> Box:
    """A box on the page as its file holds it → the same box on the page turned ``rotation`` degrees clockwise."""
    x0, y0, x1, y1 = box
    match rotation % 360:
        case 90:
            return (1 - y1, x0, 1 - y0, x1)
        case 180:
            return (1 - x1, 1 - y1, 1 - x0, 1 - y0)
        case 270:
            return (y0, 1 - x1, y1, 1 - x0)
        case _:
            return box


def edges(box: Box, rotation: int = 0) -> Edges:
    """A box in whole ten-thousandths, upright, inside the page."""
    left, top, right, bottom = (round(min(max(edge, 0.0), 1.0) * WHOLE) for edge in upright_box(box, rotation))
    return (left, top, right, bottom)


def rectangles(boxes: Iterable[Box], rotation: int = 0) -> list[dict[str, int]]:
    """Boxes as the attributes of SVG rectangles."""
    return [_rectangle(edges(box, rotation)) for box in boxes]


def _rectangle(found: Edges) -> dict[str, int]:
    left, top, right, bottom = found
    return {"x": left, "y": top, "width": max(right - left, 1), "height": max(bottom - top, 1)}


def excerpt_edges(area: Box, rotation: int) -> Edges:
    """The piece of the page to cut out around ``area``: a little air on every side."""
    left, top, right, bottom = edges(area, rotation)
    return (max(left - _SIDE, 0), max(top - _ABOVE, 0), min(right + _SIDE, WHOLE), min(bottom + _ABOVE, WHOLE))


def excerpt_rectangles(boxes: Iterable[Box], rotation: int, piece: Edges) -> list[dict[str, int]]:
    """Boxes as rectangles on a cut-out piece of the page."""
    left, top, right, bottom = piece
    across, down = max(right - left, 1), max(bottom - top, 1)
    found = []
    for box in boxes:
        x0, y0, x1, y1 = edges(box, rotation)
        x0, x1 = ((x - left) * WHOLE // across for x in (x0, x1))
        y0, y1 = ((y - top) * WHOLE // down for y in (y0, y1))
        found.append(_rectangle((x0, y0, x1, y1)))
    return found
