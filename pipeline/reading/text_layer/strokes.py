"""Straight strokes of a typed page: lines, sides of boxes, thin bars."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.document.pages import Box
from pipeline.reading.sources.pdf_objects import objects, through_forms
from pipeline.reading.text_layer.glyphs import to_line_space

if TYPE_CHECKING:
    import pypdfium2

MOST_SEGMENTS = 400
"""Of one path; a drawn curve, a map's coast or a letter drawn as an outline has more."""
LEVEL = 0.05
"""Points by which the ends of a level stroke may differ."""

Point = tuple[float, float]


def stroke_edges(page: pypdfium2.PdfPage, turn: int) -> list[dict[str, Any]]:
    """The strokes that run level or upright on the page turned by ``turn``, as pdfplumber's table finder takes them; in the points
    that ``Glyph`` tells places in.
    """
    found = []
    for thing, kind, _ in objects(page):
        if kind == "path" and _painted(thing):
            for start, end in _segments(thing):
                edge = _edge(to_line_space((*start, *start), turn), to_line_space((*end, *end), turn))
                if edge:
                    found.append(edge)
    return found


def _edge(start: Box, end: Box) -> dict[str, Any] | None:
    x0, x1 = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    width, height = x1 - x0, bottom - top
    if min(width, height) > LEVEL or max(width, height) <= LEVEL:
        return None
    if height <= LEVEL:
        return {"orientation": "h", "x0": x0, "x1": x1, "top": top, "bottom": top, "width": width, "height": 0.0, "doctop": top}
    return {"orientation": "v", "x0": x0, "x1": x0, "top": top, "bottom": bottom, "width": 0.0, "height": height, "doctop": top}


def _painted(thing: Any) -> bool:
    """Whether anything of a path is drawn; clips and hidden paths are not."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(thing, fill, stroke)) and bool(fill.value or stroke.value)


def _segments(thing: Any) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path, from point to point on the page."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(thing)
    if not 2 <= count <= MOST_SEGMENTS:
        return
    matrix = thing.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[Point, int]] = []
    begun: Point = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = through_forms(thing, matrix.on_point(x.value, y.value))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        points.append((point, kind))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append((begun, raw.FPDF_SEGMENT_LINETO))
    for (start, _), (end, kind) in pairwise(points):
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield start, end
