"""Training papers as docx and plain text."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from pipeline.training import blocks as b
from pipeline.training.paper import Paper

WIDTH = 78
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def as_txt(paper: Paper) -> bytes:
    """The paper as UTF-8 text, 78 columns wide."""
    lines: list[str] = []
    for block in b.blocks(paper):
        lines += [*_LINES[type(block)](block), ""]
    return ("\n".join(line.rstrip() for line in lines) + f"\n{b.NOTICE}\n").encode()


def as_docx(paper: Paper) -> bytes:
    """The paper as a Word file, the same bytes each time."""
    document = docx.Document()
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(12)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = paper.subject, "Naskah latihan", ""
    properties.created = properties.modified = _EPOCH
    for block in b.blocks(paper):
        _write(document, block)
    document.sections[0].footer.paragraphs[0].text = b.NOTICE
    target = io.BytesIO()
    document.save(target)
    return _dated(target.getvalue())


def _dated(data: bytes) -> bytes:
    """The same zip with one fixed date on every member: python-docx writes the present."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.infolist():
            dated = zipfile.ZipInfo(member.filename, _EPOCH.timetuple()[:6])
            dated.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(dated, source.read(member))
    return target.getvalue()


def _write(document: Any, block: b.Block) -> None:
    """One block as Word's own paragraphs and tables."""
    if isinstance(block, b.NewPage):
        document.add_page_break()
    elif isinstance(block, b.Letterhead | b.Title):
        lines = (*block.lines, *block.small) if isinstance(block, b.Letterhead) else block.lines
        for line in lines:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.add_run(line).bold = line in block.lines
        document.add_paragraph()
    elif isinstance(block, b.Grid):
        _write_table(document, block)
    elif isinstance(block, b.Text):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.add_run(block.text).bold = block.heading
    else:
        for line in _LINES[type(block)](block):
            document.add_paragraph(line.strip("\n")).paragraph_format.space_after = Pt(2)


def _write_table(document: Any, block: b.Grid) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    document.add_paragraph()


def _heading_lines(block: b.Letterhead | b.Title) -> Iterator[str]:
    for line in block.lines:
        yield from (part.center(WIDTH) for part in textwrap.wrap(line, WIDTH))
    if isinstance(block, b.Letterhead):
        yield from (line.center(WIDTH) for line in block.small)
        yield "=" * WIDTH


def _field_lines(block: b.Fields) -> Iterator[str]:
    if block.right:
        yield block.right.rjust(WIDTH)
    room = max(11, *(len(label) + 1 for label, _ in block.rows))
    for label, value in block.rows:
        if label:
            yield from _hanging(f"{label:<{room}}: ", value)


def _item_lines(block: b.Items) -> Iterator[str]:
    for number, (mark, item) in enumerate(block.items):
        label = f"{block.label if number == 0 else '':<11}{':' if number == 0 else ' '} " if block.label else ""
        yield from _hanging(f"{label}{mark} ", item)


def _grid_lines(block: b.Grid) -> Iterator[str]:
    for row in block.rows:
        yield " | ".join(cell.replace("\n", " ") for cell in row)


def _signature_lines(block: b.Signatures) -> Iterator[str]:
    for above, name, below in block.signers:
        for line in (*above, "", "ttd.", "", name, below):
            yield " " * (WIDTH // 2) + line


def _hanging(mark: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))


_LINES: dict[type, Callable[[Any], Iterable[str]]] = {
    b.Letterhead: _heading_lines,
    b.Title: _heading_lines,
    b.Fields: _field_lines,
    b.Lines: lambda block: block.lines,
    b.Text: lambda block: textwrap.wrap(block.text, WIDTH),
    b.Items: _item_lines,
    b.Grid: _grid_lines,
    b.Signatures: _signature_lines,
    b.NewPage: lambda _: ("\f",),
}
