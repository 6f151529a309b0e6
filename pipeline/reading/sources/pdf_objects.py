"""Objects on a page of a PDF: pictures, strokes, glyphs. Nothing is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.document.pages import Box
from pipeline.reading.boxes import clamp, rotate_box

if TYPE_CHECKING:
    import pypdfium2

OBJECTS = 20_000
"""Page objects that are looked at; a map drawn in vectors can have millions."""
GRID = 40
MOST_TILES = 300


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies on one page of a PDF, without reading it."""

    width: float
    height: float
    glyphs: int
    images: tuple[Box, ...]
    """Where pictures lie, in fractions of the page."""
    coverage: float
    """Share of the page that pictures cover."""
    dpi: float
    """Of the densest picture that covers a twentieth of the page or more; 0 without one."""
    paths: int
    texts: int
    largest: tuple[int, int]
    """Width and height in pixels of the picture that has most of them."""
    unit: float = 1.0
    """Points that the page's unit is long."""


def survey(page: pypdfium2.PdfPage, unit: float = 1.0) -> Survey:
    """What lies on the page, whose unit is so many points long. Costs a millisecond or two."""
    width, height = (side * unit for side in page.get_size())
    textpage = page.get_textpage()
    glyphs = textpage.count_chars()
    textpage.close()
    boxes, dpi, paths, texts, largest = [], 0.0, 0, 0, (0, 0)
    for thing, kind, box in objects(page):
        if kind == "image":
            boxes.append(box)
            pixels = _pixels(thing)
            largest = max(largest, pixels, key=lambda size: size[0] * size[1])
            if _area(box) > 0.05:
                across = max(1.0, (box[2] - box[0]) * width)
                down = max(1.0, (box[3] - box[1]) * height)
                # A picture turned on the page has its sides swapped.
                dpi = max(dpi, min(max(pixels) / max(across, down), min(pixels) / min(across, down)) * 72)
        elif kind == "text":
            texts += 1
        else:
            paths += 1
    return Survey(width, height, glyphs, tuple(boxes), _covered(boxes), dpi, paths, texts, largest, unit)


def objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, str, Box]]:
    """The page's objects, their kind (image, text, path), and for images where they lie."""
    import pypdfium2
    from pypdfium2 import raw

    left, bottom, right, top = page.get_bbox()
    across, down = max(right - left, 1e-6), max(top - bottom, 1e-6)
    turn = page.get_rotation()
    for index, thing in enumerate(page.get_objects()):
        if index >= OBJECTS:
            return
        if thing.type == raw.FPDF_PAGEOBJ_FORM:
            continue
        kind = {raw.FPDF_PAGEOBJ_IMAGE: "image", raw.FPDF_PAGEOBJ_TEXT: "text"}.get(thing.type, "path")
        box = (0.0, 0.0, 0.0, 0.0)
        if kind == "image":
            try:
                x0, y0, x1, y1 = _placed(thing)
            except pypdfium2.PdfiumError:
                continue
            box = ((x0 - left) / across, (top - y1) / down, (x1 - left) / across, (top - y0) / down)
        yield thing, kind, clamp(rotate_box(box, turn))


def decodes(page: pypdfium2.PdfPage) -> bool:
    """Whether each picture on the page can be decoded; those that cannot are drawn as white paper, without a word."""
    import pypdfium2

    for thing, kind, _ in objects(page):
        if kind == "image":
            try:
                thing.get_bitmap()
            except pypdfium2.PdfiumError:
                return False
    return True


def _pixels(thing: Any) -> tuple[int, int]:
    import pypdfium2

    try:
        across, down = thing.get_px_size()
    except pypdfium2.PdfiumError:
        return 0, 0
    return across, down


def _placed(thing: Any) -> Box:
    """Bounds on the page; those of a thing inside a form are in the form's own space and must pass through its matrix."""
    x0, y0, x1, y1 = thing.get_bounds()
    corners = [through_forms(thing, corner) for corner in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def through_forms(thing: Any, point: tuple[float, float]) -> tuple[float, float]:
    """Where a point of a thing lies on the page: a form inside the page has a space of its own, and may lie in another form."""
    form = thing.container
    while form is not None:
        point = form.get_matrix().on_point(*point)
        form = form.container
    return point


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _covered(boxes: list[Box]) -> float:
    """Share of the page under at least one box, on a coarse grid: strips and tiles of one scan must not count twice."""
    cells: set[tuple[int, int]] = set()
    for x0, y0, x1, y1 in boxes:
        columns = range(round(x0 * GRID), round(x1 * GRID))
        rows = range(round(y0 * GRID), round(y1 * GRID))
        cells.update((column, row) for column in columns for row in rows)
        if len(cells) == GRID * GRID:
            break
    return len(cells) / (GRID * GRID)


def merge_tiles(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Strips and tiles of one picture as one: boxes that touch and together make a box."""
    rest = sorted(boxes[:MOST_TILES], key=lambda box: (box[1], box[0]))
    whole: list[Box] = []
    while rest:
        box = rest.pop(0)
        touching = next((other for other in rest if _one_box(box, other)), None)
        if touching is None:
            whole.append(box)
            continue
        rest.remove(touching)
        rest.insert(0, _around(box, touching))
    return tuple(whole)


def _one_box(box: Box, other: Box) -> bool:
    return _area(_around(box, other)) <= 1.05 * (_area(box) + _area(other))


def _around(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
