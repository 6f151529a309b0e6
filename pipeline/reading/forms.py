"""What lies over a page of a PDF: filled form fields, typed annotations, comments.

pdfium lays fields and annotations into the page as it would draw them, where there is no picture of theirs it makes one. After that
they are print like any other: read with its boxes, and shown by every picture of the page.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.document import Box
from pipeline.reading import wording

if TYPE_CHECKING:
    import pypdfium2

log = logging.getLogger(__name__)

MOST = 5000
"""Annotations of one page that are looked at."""
MOST_COMMENTS, LONGEST_COMMENT = 20, 300
LONGEST = 20_000
"""Letters of one value."""
TICKED, EMPTY, CHOSEN, OPEN = "☑", "☐", "◉", "○"
TALLEST = 12.0
"""Points of print in a field whose value the file does not draw."""


@dataclass(frozen=True)
class Mark:
    """A box to tick, or one of several choices, as a sign that can be read."""

    text: str
    box: Box
    """In points of the file."""


@dataclass(frozen=True)
class Overlay:
    """What lay over a page and is not print."""

    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()


def laid_in(document: pypdfium2.PdfDocument, number: int) -> Overlay:
    """Lay fields and annotations of page ``number`` into the page, in the open document. Do it once, before the page is used.

    Raises ``pypdfium2.PdfiumError`` where there is no such page.
    """
    from pypdfium2 import raw

    page = document[number - 1]
    try:
        count = min(raw.FPDFPage_GetAnnotCount(page), MOST)
        if count <= 0:
            return Overlay()
        marks: list[Mark] = []
        comments: list[str] = []
        undrawn: list[tuple[str, Box]] = []
        for index in range(count):
            with _annotation(page, index) as annotation:
                if annotation is not None:
                    _look(page, annotation, marks, comments, undrawn)
        for text, box in undrawn:
            _draw(document, page, text, box)
        if undrawn:
            raw.FPDFPage_GenerateContent(page)
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
            log.info("page %s: what lies over it could not be laid into it", number)
        return Overlay(tuple(marks), _notes(comments))
    finally:
        page.close()


@contextmanager
def _annotation(page: pypdfium2.PdfPage, index: int) -> Iterator[Any]:
    """One that is shown; ``None`` for a hidden one."""
    from pypdfium2 import raw

    annotation = raw.FPDFPage_GetAnnot(page, index)
    if not annotation:
        yield None
        return
    hidden = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
    try:
        yield None if raw.FPDFAnnot_GetFlags(annotation) & hidden else annotation
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _look(page: pypdfium2.PdfPage, annotation: Any, marks: list[Mark], comments: list[str], undrawn: list[tuple[str, Box]]) -> None:
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_WIDGET:
        if page.formenv is not None:
            _look_at_field(page.formenv, annotation, marks, undrawn)
    elif kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_FILEATTACHMENT):
        said = " ".join(_string(annotation, b"Contents").split())
        if said:
            comments.append(said)


def _look_at_field(form: Any, annotation: Any, marks: list[Mark], undrawn: list[tuple[str, Box]]) -> None:
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    box = _box(annotation)
    if box is None:
        return
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        on, off = (TICKED, EMPTY) if kind == raw.FPDF_FORMFIELD_CHECKBOX else (CHOSEN, OPEN)
        marks.append(Mark(on if raw.FPDFAnnot_IsChecked(form, annotation) else off, box))
    elif kind in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX):
        value = _text(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
        if value.strip() and not _shows_text(annotation):
            undrawn.append((value, box))


def _shows_text(annotation: Any) -> bool:
    """Whether the picture of a field, if it has one, holds print; those that only have a border are left by programs that fill in
    values and draw nothing.
    """
    from pypdfium2 import raw

    normal = raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL
    drawn = _text(lambda buffer, size: raw.FPDFAnnot_GetAP(annotation, normal, buffer, size))
    # A picture may draw its print by another one inside it.
    return any(operator in drawn for operator in ("Tj", "TJ", "Do", "'", '"'))


def _draw(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, text: str, box: Box) -> None:
    """Print a value into its field, line by line."""
    from pypdfium2 import raw

    x0, y0, _, y1 = box
    lines = [line for line in text[:LONGEST].splitlines() if line.strip()]
    size = min(TALLEST, 0.75 * (y1 - y0) / max(1, len(lines)))
    for row, line in enumerate(lines):
        thing = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", size)
        data = (line + "\0").encode("utf-16-le", "ignore")
        units = (ctypes.c_ushort * (len(data) // 2)).from_buffer_copy(data)
        if not thing or not raw.FPDFText_SetText(thing, units):
            continue
        raw.FPDFPageObj_Transform(thing, 1, 0, 0, 1, x0 + 2, y1 - (row + 1) * size * 1.15)
        raw.FPDFPage_InsertObject(page, thing)


def _box(annotation: Any) -> Box | None:
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, rect):
        return None
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    return (left, bottom, right, top) if right > left and top > bottom else None


def _string(annotation: Any, key: bytes) -> str:
    from pypdfium2 import raw

    return _text(lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size))


def _text(ask: Any) -> str:
    """What pdfium writes as UTF-16 into a buffer that it is given, having told how long it must be."""
    length = min(ask(None, 0), 2 * LONGEST)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace").split("\0")[0]


def _notes(comments: list[str]) -> tuple[str, ...]:
    if not comments:
        return ()
    said = "; ".join(f"“{comment[:LONGEST_COMMENT]}”" for comment in comments[:MOST_COMMENTS])
    return (wording.COMMENTS(count=len(comments), said=said),)
