"""The text of a Word document, from its WordprocessingML (ECMA-376 part 1, chapter 17).

python-docx opens the file; its paragraphs and cells leave out what Word wraps in something: content controls, which templates of
offices are made of, tracked insertions, tables in cells, footnotes. A text that is missing without a sign is the worst of readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PARAGRAPH, TABLE, ROW, CELL, TEXT_BOX = W + "p", W + "tbl", W + "tr", W + "tc", W + "txbxContent"
CONTAINERS = frozenset(W + name for name in "sdt sdtContent ins moveTo customXml smartTag hyperlink fldSimple r dir bdo".split())
"""What holds text of the paper in the order in which it stands."""
DRAWN = frozenset({W + "drawing", W + "pict", W + "object", MC + "AlternateContent"})
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
NOTES = ("/footnotes", "/endnotes")


def paragraphs(document: Document) -> Iterator[str]:
    """Headers, body, footnotes, footers; a table is one of them, a row on each line, its cells apart by a tab.

    Text boxes (many letterheads are one) are read before the paragraph that they are anchored in.
    """
    yield from _once(_at_the_edge(document, "header"))
    yield from _blocks(document.element.body)
    yield from _notes(document)
    yield from _once(_at_the_edge(document, "footer"))


def _once(texts: Iterator[str]) -> Iterator[str]:
    yield from dict.fromkeys(text for text in texts if text)


def _at_the_edge(document: Document, name: str) -> Iterator[str]:
    """The header or footer of each section, that of its first and of its even pages where they have their own."""
    for section in document.sections:
        first = [getattr(section, f"first_page_{name}")] if section.different_first_page_header_footer else []
        even = [getattr(section, f"even_page_{name}")] if document.settings.odd_and_even_pages_header_footer else []
        for edge in (*first, getattr(section, name), *even):
            if not edge.is_linked_to_previous:
                yield "\n".join(text for text in _blocks(edge.part.element) if text)


def _notes(document: Document) -> Iterator[str]:
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if not relation.reltype.endswith(NOTES) or relation.is_external:
            continue
        for note in parse_xml(relation.target_part.blob):
            # Those with a type are the rules between text and notes.
            if note.get(W + "type") is None:
                yield "\n".join(text for text in _blocks(note) if text)


def _blocks(container: Any) -> Iterator[str]:
    for item in container:
        if item.tag == PARAGRAPH:
            yield from _paragraph(item)
        elif item.tag == TABLE:
            yield "\n".join(_rows(item))
        elif item.tag in CONTAINERS:
            yield from _blocks(item)


def _paragraph(paragraph: Any) -> Iterator[str]:
    said: list[str] = []
    boxes: list[Any] = []
    _gather(paragraph, said, boxes)
    for box in boxes:
        yield "\n".join(text for text in _blocks(box) if text)
    yield "".join(said).strip()


def _gather(container: Any, said: list[str], boxes: list[Any]) -> None:
    """The text of a paragraph, and the text boxes that are anchored in it."""
    for item in container:
        if item.tag == W + "t":
            said.append(item.text or "")
        elif item.tag in SIGNS:
            said.append(SIGNS[item.tag])
        elif item.tag in CONTAINERS:
            _gather(item, said, boxes)
        elif item.tag in DRAWN:
            boxes += _text_boxes(item)


def _text_boxes(drawn: Any) -> list[Any]:
    """Each box once: Word writes a drawing twice, the second time as a fallback for older readers."""
    return [box for box in drawn.iter(TEXT_BOX) if next(box.iterancestors(MC + "Fallback", TEXT_BOX), None) is None]


def _rows(table: Any) -> Iterator[str]:
    for row in _within(table, ROW):
        yield "\t".join(_cell(cell) for cell in _within(row, CELL)).rstrip()


def _within(container: Any, tag: str) -> Iterator[Any]:
    """Rows of a table, cells of a row, those in content controls too."""
    for item in container:
        if item.tag == tag:
            yield item
        elif item.tag in CONTAINERS:
            yield from _within(item, tag)


def _cell(cell: Any) -> str:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(W + "val", "continue") == "continue":
        # It goes on from the row above, where its text stands.
        return ""
    return " ".join(" ".join(_blocks(cell)).split())
