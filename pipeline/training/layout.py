"""Training papers as born-digital PDF on A4."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black, grey
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from pipeline.training import blocks as b
from pipeline.training.paper import Paper

WIDTH = A4[0] - 5 * cm - 12
"""Text width in points: the page less its margins and the frame's own padding."""
_FONT, _BOLD = "Times-Roman", "Times-Bold"
_INK = Color(0.12, 0.16, 0.5)
_STAMP = Color(0.35, 0.2, 0.55, alpha=0.75)

_BASE = ParagraphStyle("base", fontName=_FONT, fontSize=12, leading=15)
_BODY = ParagraphStyle("body", parent=_BASE, alignment=TA_JUSTIFY, firstLineIndent=1.1 * cm, spaceAfter=6)
_HEADING = ParagraphStyle("heading", parent=_BASE, fontName=_BOLD, spaceBefore=6, spaceAfter=4, keepWithNext=1)
_ITEM = ParagraphStyle("item", parent=_BASE, alignment=TA_JUSTIFY, spaceAfter=3)
_CENTRED = ParagraphStyle("centred", parent=_BASE, fontName=_BOLD, alignment=TA_CENTER)
_SMALL = ParagraphStyle("small", parent=_BASE, fontSize=10.5, leading=13)
_CELL = ParagraphStyle("cell", parent=_BASE, fontSize=11, leading=13.5)
_CELL_HEAD = ParagraphStyle("cell head", parent=_CELL, fontName=_BOLD, alignment=TA_CENTER)
_HEAD = ParagraphStyle("head", parent=_CENTRED, fontSize=14, leading=17)
_HEAD_SMALL = ParagraphStyle("head small", parent=_BASE, fontSize=9.5, leading=12, alignment=TA_CENTER)
_FLUSH = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *[(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "TOP")]])
_RULED = TableStyle([("GRID", (0, 0), (-1, -1), 0.6, black), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def as_pdf(paper: Paper, *, signed_by_hand: bool = False) -> bytes:
    """The paper as a PDF with a text layer, the same bytes each time.

    Signed with ``ttd.`` as born-digital papers are, or with pen and stamp, as they are before they go onto a scanner.
    """
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=2.5 * cm,
        rightMargin=2.5 * cm,
        topMargin=1.6 * cm,
        bottomMargin=1.7 * cm,
        title=paper.subject,
        author="Naskah latihan",
        invariant=True,
    )
    flowables: list[Flowable] = []
    for block in b.blocks(paper):
        if isinstance(block, b.Signatures):
            flowables += _signatures(block, signed_by_hand)
        elif isinstance(block, b.NewPage):
            flowables.append(PageBreak())
        else:
            flowables += _FLOW[type(block)](block)
    document.build(flowables, onFirstPage=_margins, onLaterPages=_margins)
    return target.getvalue()


def _margins(canvas: Canvas, document: Any) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica", 7)
    canvas.setFillColor(grey)
    canvas.drawCentredString(A4[0] / 2, 1.1 * cm, b.NOTICE)
    if document.page > 1:
        canvas.setFont(_FONT, 11)
        canvas.setFillColor(black)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 1.2 * cm, f"- {document.page} -")
    canvas.restoreState()


def _letterhead(block: b.Letterhead) -> list[Flowable]:
    lines = [Paragraph(line, _HEAD) for line in block.lines] + [Paragraph(line, _HEAD_SMALL) for line in block.small]
    head = Table([[_Emblem(1.9 * cm), lines, ""]], colWidths=[2.2 * cm, WIDTH - 4.4 * cm, 2.2 * cm])
    head.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return [head, Spacer(1, 3), _Rule(), Spacer(1, 10)]


def _title(block: b.Title) -> list[Flowable]:
    return [Spacer(1, 2), *[Paragraph(escape(line), _CENTRED) for line in block.lines], Spacer(1, 6)]


def _fields(block: b.Fields) -> list[Flowable]:
    indent = 1.1 * cm if block.indent else 0
    label = 2.4 * cm if max(len(label) for label, _ in block.rows) < 11 else 3.4 * cm
    right = 7 * cm if block.right else 0
    rows: list[list[Any]] = [["", name, ":" if name else "", Paragraph(escape(value), _BASE)] for name, value in block.rows]
    for number, row in enumerate(rows):
        row.append(Paragraph(f'<para align="right">{escape(block.right)}</para>', _BASE) if number == 0 and right else "")
    table = Table(rows, colWidths=[indent, label, 0.35 * cm, WIDTH - indent - label - 0.35 * cm - right, right])
    table.setStyle(
        TableStyle([*_FLUSH.getCommands(), ("FONT", (0, 0), (-1, -1), _FONT, 12, 15), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)])
    )
    return [table, Spacer(1, 8)]


def _lines(block: b.Lines) -> list[Flowable]:
    style = _SMALL if block.small else _BASE
    return [KeepTogether([Paragraph(_spaced(line), style) for line in block.lines]), Spacer(1, 10)]


def _spaced(line: str) -> str:
    """Leading spaces are kept; a paragraph would drop them."""
    text = line.lstrip(" ")
    return "&nbsp;" * (len(line) - len(text)) + escape(text)


def _text(block: b.Text) -> list[Flowable]:
    return [Paragraph(escape(block.text), _HEADING if block.heading else _BODY)]


def _items(block: b.Items) -> list[Flowable]:
    label = 2.4 * cm if block.label else 0
    colon = 0.35 * cm if block.label else 0
    rows: list[list[Any]] = [["", "", mark, Paragraph(escape(item), _ITEM)] for mark, item in block.items]
    if block.label:
        rows[0][:2] = [block.label, ":"]
    table = Table(rows, colWidths=[label, colon, 0.7 * cm, WIDTH - label - colon - 0.7 * cm])
    table.setStyle(TableStyle([*_FLUSH.getCommands(), ("FONT", (0, 0), (-1, -1), _FONT, 12, 15)]))
    return [table, Spacer(1, 6)]


def _grid(block: b.Grid) -> list[Flowable]:
    columns = len(block.rows[0])
    widths = [share * WIDTH for share in block.widths or (1 / columns,) * columns]
    if not block.widths and len(block.rows[0][0]) <= 3 and columns > 1:  # a column of numbers needs little room
        widths = [1.2 * cm] + [(WIDTH - 1.2 * cm) / (columns - 1)] * (columns - 1)
    rows = [[_cell(cell, block.heading and number == 0) for cell in row] for number, row in enumerate(block.rows)]
    table = Table(rows, colWidths=widths, repeatRows=int(block.heading))
    table.setStyle(_RULED)
    return [table, Spacer(1, 10)]


def _cell(text: str, heading: bool) -> Flowable:
    return Paragraph(escape(text).replace("\n", "<br/>"), _CELL_HEAD if heading else _CELL)


def _signatures(block: b.Signatures, by_hand: bool) -> list[Flowable]:
    columns = max(2, len(block.signers))
    cells: list[Any] = [""] * (columns - len(block.signers))
    for number, (above, name, below) in enumerate(block.signers):
        hand = _Hand(f"{name}{number}", stamped=number == 0) if by_hand else Paragraph("ttd.", _CENTRED)
        ahead = [Paragraph(escape(line), _BASE) for line in above]
        cells.append(
            [*ahead, Spacer(1, 4), hand, Spacer(1, 4), Paragraph(f"<b>{escape(name)}</b>", _BASE), Paragraph(below, _BASE)]
        )
    # One signer stands in the right half; several share the width.
    widths = [WIDTH * 0.48, WIDTH * 0.52] if len(block.signers) == 1 else [WIDTH / columns] * columns
    table = Table([cells], colWidths=widths)
    table.setStyle(_FLUSH)
    return [Spacer(1, 8), KeepTogether([table]), Spacer(1, 10)]


_FLOW: dict[type, Callable[[Any], Iterable[Flowable]]] = {
    b.Letterhead: _letterhead,
    b.Title: _title,
    b.Fields: _fields,
    b.Lines: _lines,
    b.Text: _text,
    b.Items: _items,
    b.Grid: _grid,
}


class _Rule(Flowable):
    """The thick and the thin line under a letterhead."""

    width, height = WIDTH, 5

    def draw(self) -> None:
        self.canv.setLineWidth(2)
        self.canv.line(0, 3, WIDTH, 3)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, 0, WIDTH, 0)


class _Emblem(Flowable):
    """A ballot box in a ring: nobody's emblem, drawn so that the letterhead looks like one."""

    def __init__(self, size: float) -> None:
        super().__init__()
        self.width = self.height = size

    def draw(self) -> None:
        canvas, middle = self.canv, self.width / 2
        canvas.setLineWidth(1.6)
        canvas.circle(middle, middle, middle * 0.95)
        canvas.setLineWidth(0.8)
        canvas.circle(middle, middle, middle * 0.82)
        canvas.rect(middle * 0.55, middle * 0.5, middle * 0.9, middle * 0.65)
        canvas.line(middle * 0.75, middle * 1.15, middle * 1.25, middle * 1.15)
        canvas.saveState()
        canvas.translate(middle, middle * 1.1)
        canvas.rotate(12)
        canvas.rect(-middle * 0.2, 0, middle * 0.4, middle * 0.42)
        canvas.restoreState()


class _Hand(Flowable):
    """A signature by pen, and the office's stamp half over it."""

    def __init__(self, seed: str, stamped: bool) -> None:
        super().__init__()
        self._seed, self._stamped = seed, stamped
        self.width, self.height = 5 * cm, 2.1 * cm

    def draw(self) -> None:
        canvas, chance = self.canv, random.Random(self._seed)
        if self._stamped:
            self._draw_stamp(canvas)
        canvas.setStrokeColor(_INK)
        canvas.setLineWidth(1.3)
        path = canvas.beginPath()
        x, middle = 0.4 * cm, self.height / 2
        path.moveTo(x, middle)
        for _ in range(chance.randint(4, 6)):
            ahead = x + chance.uniform(0.4, 0.8) * cm
            path.curveTo(x, middle + chance.uniform(0.2, 0.9) * cm, ahead, middle - chance.uniform(0.2, 0.8) * cm, ahead, middle)
            x = ahead
        path.curveTo(x, middle, x + cm, middle + 0.2 * cm, x + 1.2 * cm, middle - 0.3 * cm)
        canvas.drawPath(path)

    def _draw_stamp(self, canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setStrokeColor(_STAMP)
        canvas.setFillColor(_STAMP)
        canvas.translate(0.3 * cm, self.height / 2)
        canvas.rotate(-8)
        canvas.setLineWidth(1.8)
        canvas.circle(0, 0, 1.1 * cm)
        canvas.setLineWidth(0.8)
        canvas.circle(0, 0, 0.95 * cm)
        canvas.setFont("Helvetica-Bold", 8)
        canvas.drawCentredString(0, -3, "LATIHAN")
        canvas.restoreState()
