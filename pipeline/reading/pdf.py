"""PDF files: opening them (mended where they are broken), their pages' text, their pages' pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.document import Box
from pipeline.failures import NeedsPassword, NotWhole, Unreadable
from pipeline.reading import image
from pipeline.reading.layout import clamp, turned
from pipeline.reading.options import JPEG, Limits, Options, Source

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

TAIL = 1024
END_MARK = b"%%EOF"
OBJECTS = 20_000
"""Page objects that are looked at; a map drawn in vectors can have millions."""
SCAN_DPI = (150, 300)
"""Scanned pages that must be drawn are drawn as dense as their densest picture, within these."""
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


def count(path: Path, options: Options) -> int:
    """How many pages. Raises ``NotWhole``, ``NeedsPassword``, ``Unreadable``."""
    if not _has_end(path):
        _demand_whole(path, options.password)
    return len(_document(*_key(path, options.password)))


def _has_end(path: Path) -> bool:
    """Whether the end mark stands in the last KiB, and a linearized file (ISO 32000-1, Annex F) is as long as it says.

    Measured: pikepdf, pdfplumber and pdfium all open some files of which the end is missing; this rule refused every one of them.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(TAIL)
        file.seek(max(0, size - TAIL))
        tail = file.read()
    length = re.search(rb"/Linearized.{0,200}?/L\s+(\d{1,15})", head, re.DOTALL)
    if length and int(length[1]) > size:
        return False
    return END_MARK in tail


def _demand_whole(path: Path, password: str | None) -> None:
    """Without an end mark near its end a file may still be whole, with junk behind it.

    Then nothing of a PDF stands behind its last end mark, and what stands before it is in strict order.
    """
    import pikepdf

    content = path.read_bytes()
    end = content.rfind(END_MARK)
    if end < 0 or content.find(b"endobj", end) >= 0:
        raise NotWhole
    try:
        with pikepdf.open(io.BytesIO(content[: end + len(END_MARK)]), password=password or "", attempt_recovery=False):
            return
    except pikepdf.PasswordError as error:
        raise NeedsPassword from error
    except (pikepdf.PdfError, OSError, ValueError) as error:
        raise NotWhole from error


def _key(path: Path, password: str | None) -> tuple[Path, int, int, str | None]:
    status = path.stat()
    return path, status.st_mtime_ns, status.st_size, password


@lru_cache(maxsize=1)
def _document(path: Path, _mtime: int, _size: int, password: str | None) -> pypdfium2.PdfDocument:
    """The open document; the last one stays open, since a child usually reads many pages of one file."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(path, password=password)
        if len(document):
            document.init_forms()
            return document
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise NeedsPassword from error
    document = pypdfium2.PdfDocument(_mended(path, password))
    if not len(document):
        raise Unreadable
    document.init_forms()
    return document


def _mended(path: Path, password: str | None) -> bytes:
    """The file rewritten by qpdf, which finds pages behind broken tables and junk."""
    import pikepdf

    try:
        with pikepdf.open(path, password=password or "") as broken:
            out = io.BytesIO()
            broken.save(out)
    except pikepdf.PasswordError as error:
        raise NeedsPassword from error
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError) as error:
        raise Unreadable from error
    return out.getvalue()


@lru_cache(maxsize=1)
def _plumber(path: Path, _mtime: int, _size: int, password: str | None) -> Any:
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        opened = pdfplumber.open(path, password=password, raise_unicode_errors=False)
        if opened.pages:
            return opened
        opened.close()
    except (PdfminerException, PDFException, PSException, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        # Whatever pdfminer stumbles over, qpdf may have mended.
        pass
    return pdfplumber.open(io.BytesIO(_mended(path, password)), raise_unicode_errors=False)


def page_of(source: Source, number: int) -> pypdfium2.PdfPage:
    """The page as pdfium opens it; closed with its document."""
    import pypdfium2

    try:
        return _document(*_key(source.path, source.password))[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise Unreadable from error


def survey(page: pypdfium2.PdfPage) -> Survey:
    """What lies on the page. Costs a millisecond or two."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    glyphs = textpage.count_chars()
    textpage.close()
    boxes, dpi, paths, texts = [], 0.0, 0, 0
    for thing, kind, box in _objects(page):
        if kind == "image":
            boxes.append(box)
            if _area(box) > 0.05:
                across = max(1.0, (box[2] - box[0]) * width)
                down = max(1.0, (box[3] - box[1]) * height)
                pixels = thing.get_px_size()
                # A picture turned on the page has its sides swapped.
                dpi = max(dpi, min(max(pixels) / max(across, down), min(pixels) / min(across, down)) * 72)
        elif kind == "text":
            texts += 1
        else:
            paths += 1
    return Survey(width, height, glyphs, tuple(boxes), _covered(boxes), dpi, paths, texts)


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, str, Box]]:
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
        yield thing, kind, clamp(turned(box, turn))


def _placed(thing: Any) -> Box:
    """Bounds on the page; those of a thing inside a form are in the form's own space and must pass through its matrix."""
    x0, y0, x1, y1 = thing.get_bounds()
    corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)]
    form = thing.container
    while form is not None:
        matrix = form.get_matrix()
        corners = [matrix.on_point(x, y) for x, y in corners]
        form = form.container
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


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


def put_together(boxes: Sequence[Box]) -> tuple[Box, ...]:
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


def plumbed(source: Source, number: int) -> Any:
    """The page as pdfplumber opens it. Close it: pdfplumber keeps every glyph of every page it has parsed."""
    return _plumber(*_key(source.path, source.password)).pages[number - 1]


def plain_text(page: pypdfium2.PdfPage, limit: int) -> str:
    """The page's text as pdfium reads it, without boxes: for pages with more glyphs than can be laid out in time."""
    textpage = page.get_textpage()
    text = str(textpage.get_text_range(0, min(limit, textpage.count_chars())))
    textpage.close()
    lines = ("".join(c if c.isprintable() else " " for c in line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def picture(page: pypdfium2.PdfPage, found: Survey, limits: Limits, folder: Path) -> image.Picture:
    """The page as a picture for Tesseract: a scan's own JPEG where it is the page, else the page drawn in grey.

    The JPEG as it is costs nothing and loses nothing; drawing an A4 page at 300 dpi takes 0.1 s and writes 9 MB.
    """
    return _own_jpeg(page, found, limits, folder) or image.of_pixels(*draw(page, _dpi_for(found), limits))


def _dpi_for(found: Survey) -> float:
    if not found.dpi:
        return SCAN_DPI[1]
    # Several pictures on one page are layers (a 1-bit mask of the print over a coarse background): draw as fine as print needs.
    if len(found.images) > 1:
        return SCAN_DPI[1]
    return min(max(found.dpi, SCAN_DPI[0]), SCAN_DPI[1])


def draw(page: pypdfium2.PdfPage, dpi: float, limits: Limits) -> tuple[Image.Image, float]:
    """The page drawn in grey, and the dots per inch it was drawn at: fewer where the page is monstrous."""
    width, height = page.get_size()
    scale = dpi / 72
    fits = (limits.pixels / 3 / max(1.0, width * height)) ** 0.5
    scale = min(scale, fits)
    return page.render(scale=scale, grayscale=True).to_pil(), scale * 72


def _own_jpeg(page: pypdfium2.PdfPage, found: Survey, limits: Limits, folder: Path) -> image.Picture | None:
    """The JPEG of a page that is one upright JPEG in grey or RGB and, at most, text; ``None`` for any other."""
    if len(found.images) != 1 or found.paths or found.coverage < 0.9 or page.get_rotation():
        return None
    thing = next(thing for thing, kind, _ in _objects(page) if kind == "image")
    matrix = thing.get_matrix()
    if thing.container is not None or thing.get_filters() != ["DCTDecode"]:
        return None
    if matrix.a <= 0 or matrix.d <= 0 or abs(matrix.b) > 1e-3 * matrix.a or abs(matrix.c) > 1e-3 * matrix.d:
        return None
    across, down = thing.get_px_size()
    image.check_size(across, down, limits)
    path = folder / "scan.jpg"
    path.write_bytes(bytes(thing.get_data()))
    with image.opened(path, "JPEG") as header:
        if header.mode not in ("L", "RGB"):
            return None
    taken = image.take(path, JPEG, 1, limits)
    if taken.file is None:
        # A PDF does not heed the turn that a JPEG's EXIF asks for.
        return None
    return replace(taken, dpi=found.dpi, part=found.images[0])
