"""PDF files: opens (and repairs) them, gives the text and the picture of a page."""

from __future__ import annotations

import atexit
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.failures import Failure, NeedsPassword, NotWhole, TooBig, Unreadable
from pipeline.formats.media_types import JPEG
from pipeline.reading import messages
from pipeline.reading.options import Limits, Options, Source
from pipeline.reading.sources import image, pdf_forms
from pipeline.reading.sources.pdf_forms import Overlay
from pipeline.reading.sources.pdf_objects import Survey, objects

if TYPE_CHECKING:
    import pikepdf
    import pypdfium2
    from PIL import Image

TAIL = 1024
END_MARK = b"%%EOF"
MOST_UNITS = 75_000.0
MOST_POINTS = 14_400.0
"""Of a side of a page, in its own units (ISO 32000-1, Annex C.2): 5 m, or what UserUnit makes of it."""
SCAN_DPI = (150, 300)
"""Scanned pages that must be drawn are drawn as dense as their densest picture, within these."""


def count(path: Path, options: Options) -> int:
    """How many pages. Raises ``NotWhole``, ``NeedsPassword``, ``Unreadable``."""
    try:
        if not _has_end(path):
            _demand_whole(path, options.password)
        return len(_opened(*document_key(path, options.password)).document)
    except (Failure, OSError, MemoryError):
        raise
    except Exception as error:
        # The border to hostile content: whatever a parser stumbles over is a file that cannot be read.
        raise Unreadable from error


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


def document_key(path: Path, password: str | None) -> tuple[Path, int, int, str | None]:
    """What an open file is known by: a file that was replaced is opened anew."""
    status = path.stat()
    return path, status.st_mtime_ns, status.st_size, password


@dataclass
class _Opened:
    """An open document, and what lay over those of its pages that have been opened."""

    open: Callable[[], pypdfium2.PdfDocument]
    document: pypdfium2.PdfDocument
    overlays: dict[int, Overlay] = field(default_factory=dict)
    spoilt: set[int] = field(default_factory=set)
    """Pages whose fields cannot be laid into them."""

    def lay_in(self, number: int) -> None:
        """Lay what lies over a page into it, once."""
        if number in self.overlays:
            return
        try:
            self.overlays[number] = pdf_forms.flatten_fields(self.document, number, flatten=number not in self.spoilt)
        except pdf_forms.FlatteningFailed:
            self.spoilt.add(number)
            self.document.close()
            self.document = self.open()
            self.overlays = {number: pdf_forms.flatten_fields(self.document, number, flatten=False)}


@lru_cache(maxsize=1)
def _opened(path: Path, _mtime: int, _size: int, password: str | None) -> _Opened:
    """The last document stays open, since a child usually reads many pages of one file."""
    _close_at_exit()

    def open_it() -> pypdfium2.PdfDocument:
        return _document(path, password)

    return _Opened(open_it, open_it())


def _document(path: Path, password: str | None) -> pypdfium2.PdfDocument:
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
    try:
        document = pypdfium2.PdfDocument(_mended(path, password))
        if not len(document):
            raise Unreadable
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        raise Unreadable from error
    return document


@cache
def _close_at_exit() -> None:
    """Have the last document closed before pdfium ends, which otherwise complains of it. Handlers run last come, first served: this
    one must be asked for once pypdfium2 has asked for its own.
    """
    import pypdfium2  # noqa: F401  # it asks for its own as it is imported

    atexit.register(_opened.cache_clear)


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
def parse_file(path: Path, _mtime: int, _size: int, password: str | None) -> pikepdf.Pdf | None:
    """The file as qpdf parses it; ``None`` where it cannot."""
    import pikepdf

    try:
        return pikepdf.open(path, password=password or "")
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError):
        return None


def parse_objects(source: Source) -> pikepdf.Pdf | None:
    """The file's objects, for what pdfium does not tell; ``None`` where they cannot be had."""
    return parse_file(*document_key(source.path, source.password))


def open_page(source: Source, number: int) -> pypdfium2.PdfPage:
    """The page as pdfium opens it, its fields and annotations laid in; closed with its document."""
    import pypdfium2

    opened = _opened(*document_key(source.path, source.password))
    try:
        opened.lay_in(number)
        page = opened.document[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise Unreadable from error
    if max(page.get_size()) > MOST_POINTS:
        raise TooBig(what=messages.POINTS(side=round(max(page.get_size())), most=round(MOST_POINTS)))
    return page


def overlay(source: Source, number: int) -> Overlay:
    """What lay over a page that has been opened."""
    return _opened(*document_key(source.path, source.password)).overlays.get(number, Overlay())


def user_unit(source: Source, number: int) -> float:
    """How many points the page's unit is long (UserUnit): large plans are told in large units."""
    import pikepdf

    file = parse_objects(source)
    try:
        said = float(file.pages[number - 1].obj.get("/UserUnit", 1)) if file is not None else 1.0
    except (pikepdf.PdfError, ValueError, TypeError, IndexError):
        return 1.0
    return said if 0 < said <= MOST_UNITS else 1.0


def is_form_program(source: Source) -> bool:
    """Whether a program would draw the form, and the page only asks for a viewer that runs it."""
    from pypdfium2 import raw

    if _opened(*document_key(source.path, source.password)).document.get_formtype() != raw.FORMTYPE_XFA_FULL:
        return False
    file = parse_objects(source)
    return file is not None and bool(file.Root.get("/NeedsRendering", False))


def plain_text(page: pypdfium2.PdfPage, limit: int) -> str:
    """The page's text as pdfium reads it, without boxes: for pages with more glyphs than can be laid out in time."""
    textpage = page.get_textpage()
    text = str(textpage.get_text_range(0, min(limit, textpage.count_chars())))
    textpage.close()
    lines = ("".join(c if c.isprintable() else " " for c in line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def page_picture(page: pypdfium2.PdfPage, found: Survey, limits: Limits, folder: Path) -> image.Picture:
    """The page as a picture for Tesseract: a scan's own JPEG where it is the page, else the page drawn in grey.

    The JPEG as it is costs nothing and loses nothing; drawing an A4 page at 300 dpi takes 0.1 s and writes 9 MB.
    """
    return _own_jpeg(page, found, limits, folder) or image.from_pixels(*render_page(page, _dpi_for(found), limits, found.unit))


def _dpi_for(found: Survey) -> float:
    if not found.dpi:
        return SCAN_DPI[1]
    # Several pictures on one page are layers (a 1-bit mask of the print over a coarse background): draw as fine as print needs.
    if len(found.images) > 1:
        return SCAN_DPI[1]
    return min(max(found.dpi, SCAN_DPI[0]), SCAN_DPI[1])


def render_page(page: pypdfium2.PdfPage, dpi: float, limits: Limits, unit: float = 1.0) -> tuple[Image.Image, float]:
    """The page drawn in grey, and the dots per inch it was drawn at: fewer where the page is large. ``unit``: see ``user_unit``."""
    width, height = page.get_size()
    scale = dpi / 72 * unit
    fits = (limits.pixels / 3 / max(1.0, width * height)) ** 0.5
    scale = min(scale, fits)
    return page.render(scale=scale, grayscale=True).to_pil(), scale * 72 / unit


def _own_jpeg(page: pypdfium2.PdfPage, found: Survey, limits: Limits, folder: Path) -> image.Picture | None:
    """The JPEG of a page that is one upright JPEG in grey or RGB and, at most, text; ``None`` for any other."""
    if len(found.images) != 1 or found.paths or found.coverage < 0.9 or page.get_rotation():
        return None
    thing = next(thing for thing, kind, _ in objects(page) if kind == "image")
    matrix = thing.get_matrix()
    if thing.container is not None or thing.get_filters() != ["DCTDecode"]:
        return None
    if matrix.a <= 0 or matrix.d <= 0 or abs(matrix.b) > 1e-3 * matrix.a or abs(matrix.c) > 1e-3 * matrix.d:
        return None
    across, down = thing.get_px_size()
    image.check_size(across, down, limits)
    path = folder / "scan.jpg"
    path.write_bytes(bytes(thing.get_data()))
    try:
        with image.open_image(path, JPEG) as header:
            # A PDF does not heed the turn that a JPEG's EXIF asks for.
            if header.mode not in ("L", "RGB") or header.getexif().get(image.ORIENTATION, 1) not in (0, 1):
                return None
    except NotWhole:
        raise
    except Unreadable:
        # Its EXIF is damaged; drawing the page does not look at it.
        return None
    return replace(image.load_page(path, JPEG, 1, limits), dpi=found.dpi, part=found.images[0])
