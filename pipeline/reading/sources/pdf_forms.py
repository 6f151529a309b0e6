"""Form fields, typed annotations and comments over a page of a PDF.

pdfium lays fields and annotations into the page as it would draw them, where there is no picture of theirs it makes one. After that
they are print like any other: read with its boxes, and shown by every picture of the page.
"""

from __future__ import annotations

import ctypes
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.document.pages import Box
from pipeline.reading import messages

if TYPE_CHECKING:
    import pypdfium2

log = logging.getLogger(__name__)

MOST = 5000
"""Annotations of one page that are looked at."""
MOST_COMMENTS, LONGEST_COMMENT = 20, 300
LONGEST = 20_000
"""Letters of one value."""
SPOILT = 0.1
"""Share of a page's letters that are gone once fields were laid into it, from which it is spoilt."""
TICKED, EMPTY, CHOSEN, OPEN = "☑", "☐", "◉", "○"


@dataclass(frozen=True)
class FieldValue:
    """A box to tick, or one of several choices, as a sign that can be read; what was chosen in a list that shows all its choices; a
    value where it cannot be drawn. Print that lies in its box is not read.
    """

    text: str
    box: Box
    """In points of the file."""


@dataclass(frozen=True)
class Overlay:
    """What lay over a page and is not print."""

    marks: tuple[FieldValue, ...] = ()
    notes: tuple[str, ...] = ()


class FlatteningFailed(Exception):
    """Laying fields into a page spoilt its print; the open document is not to be used any more."""


def flatten_fields(document: pypdfium2.PdfDocument, number: int, *, flatten: bool = True) -> Overlay:
    """Lay fields and annotations of page ``number`` into the page, in the open document. Do it once, before the page is used.

    Without ``flatten`` the page stays as it is, and the fields' values are told by the boxes of their fields. Raises
    ``FlatteningFailed``, after which the document must be opened anew; ``pypdfium2.PdfiumError`` where there is no such page.
    """
    marks: list[FieldValue] = []
    comments: list[str] = []
    if not _each(document, number, _undraw):
        return Overlay()
    _each(document, number, lambda page, annotation: _look(page, annotation, marks, comments))
    if flatten:
        before = _said(document, number)
        _flatten(document, number)
        if (before - _said(document, number)).total() > SPOILT * before.total():
            raise FlatteningFailed
    else:
        _each(document, number, lambda page, annotation: marks.extend(_values(page, annotation)))
    return Overlay(tuple(marks), _notes(comments))


def _flatten(document: pypdfium2.PdfDocument, number: int) -> None:
    from pypdfium2 import raw

    page = document[number - 1]
    try:
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
            log.info("page %s: what lies over it could not be laid into it", number)
    finally:
        page.close()


def _said(document: pypdfium2.PdfDocument, number: int) -> Counter[str]:
    """The letters of a page, each as often as it is there."""
    page = document[number - 1]
    textpage = page.get_textpage()
    try:
        return Counter("".join(textpage.get_text_range(0, min(textpage.count_chars(), LONGEST)).split()))
    finally:
        textpage.close()
        page.close()


def _values(page: pypdfium2.PdfPage, annotation: Any) -> Iterator[FieldValue]:
    """The value of a text field or the text of a typed annotation, line by line, in its box."""
    from pypdfium2 import raw

    said = ""
    if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_FREETEXT:
        said = _text(lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size))
    elif page.formenv is not None:
        said = _value(page.formenv, annotation)
    box = _box(annotation)
    if box is not None and said.strip():
        yield from _line_by_line(said.splitlines(), box)


def _line_by_line(lines: list[str], box: Box) -> Iterator[FieldValue]:
    x0, y0, x1, y1 = box
    step = (y1 - y0) / len(lines)
    for row, line in enumerate(lines):
        yield FieldValue(line, (x0, y1 - (row + 1) * step, x1, y1 - row * step))


def _value(form: Any, annotation: Any) -> str:
    """What stands in a text field or a drop-down list."""
    from pypdfium2 import raw

    if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET:
        return ""
    if raw.FPDFAnnot_GetFormFieldType(form, annotation) not in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX):
        return ""
    return _text(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))


def _each(document: pypdfium2.PdfDocument, number: int, act: Callable[[pypdfium2.PdfPage, Any], None]) -> int:
    """Do something with each annotation of a page that is shown; how many annotations it has."""
    from pypdfium2 import raw

    page = document[number - 1]
    try:
        count = min(raw.FPDFPage_GetAnnotCount(page), MOST)
        for index in range(count):
            with _annotation(page, index) as annotation:
                if annotation is not None:
                    act(page, annotation)
        return int(count)
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


def _undraw(page: pypdfium2.PdfPage, annotation: Any) -> None:
    """Take away the picture of a field that has a value and shows none: a program filled it in and drew nothing. pdfium draws the
    value when the page is opened again.
    """
    from pypdfium2 import raw

    if page.formenv is None:
        return
    value = _value(page.formenv, annotation)
    normal = raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL
    drawn = _text(lambda buffer, size: raw.FPDFAnnot_GetAP(annotation, normal, buffer, size))
    # A picture may draw its print by another one inside it.
    if value.strip() and drawn and not any(operator in drawn for operator in ("Tj", "TJ", "Do", "'", '"')):
        raw.FPDFAnnot_SetAP(annotation, normal, None)


def _look(page: pypdfium2.PdfPage, annotation: Any, marks: list[FieldValue], comments: list[str]) -> None:
    """Note a box to tick, what is chosen in a list, or a comment."""
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_WIDGET:
        if page.formenv is not None:
            _look_at_box(page.formenv, annotation, marks)
    elif kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_FILEATTACHMENT):
        said = " ".join(_text(lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)).split())
        if said:
            comments.append(said)


def _look_at_box(form: Any, annotation: Any, marks: list[FieldValue]) -> None:
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind not in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON, raw.FPDF_FORMFIELD_LISTBOX):
        return
    box = _box(annotation)
    if kind == raw.FPDF_FORMFIELD_LISTBOX:
        if box is not None:
            # One without a choice says nothing: its choices are no part of the paper.
            marks.extend(_line_by_line(_chosen(form, annotation) or [""], box))
        return
    on, off = (TICKED, EMPTY) if kind == raw.FPDF_FORMFIELD_CHECKBOX else (CHOSEN, OPEN)
    if box is not None:
        marks.append(FieldValue(on if raw.FPDFAnnot_IsChecked(form, annotation) else off, box))


def _chosen(form: Any, annotation: Any) -> list[str]:
    """What is chosen in a list, as the list shows it."""
    from pypdfium2 import raw

    def label(index: int) -> str:
        return _text(lambda buffer, size: raw.FPDFAnnot_GetOptionLabel(form, annotation, index, buffer, size))

    count = min(raw.FPDFAnnot_GetOptionCount(form, annotation), MOST)
    return [label(index) for index in range(count) if raw.FPDFAnnot_IsOptionSelected(form, annotation, index)]


def _box(annotation: Any) -> Box | None:
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, rect):
        return None
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    return (left, bottom, right, top) if right > left and top > bottom else None


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
    return (messages.COMMENTS(count=len(comments), said=said),)
