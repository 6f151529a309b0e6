"""The content of a Word document in reading order (WordprocessingML, ECMA-376 part 1, chapter 17).

python-docx's paragraphs and cells leave out what Word wraps in something: content controls, which templates of offices are made
of, tracked insertions, tables in cells, footnotes, pictures. A text that is missing without a sign is the worst of readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from pipeline.failures import Damaged, Failure, Locked
from pipeline.reading import messages
from pipeline.reading.sources.docx import chunks, drawings
from pipeline.reading.sources.docx.drawings import EmbeddedPicture, UnreadPart, choose_alternate
from pipeline.reading.sources.docx.formulas import FORMULA, on_one_line
from pipeline.reading.sources.docx.hidden_text import HiddenRuns, HiddenText
from pipeline.reading.sources.docx.numbering import Numbering
from pipeline.reading.sources.docx.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PARAGRAPH, RUN, TABLE, ROW, CELL, RUBY, CHUNK = W + "p", W + "r", W + "tbl", W + "tr", W + "tc", W + "ruby", W + "altChunk"
ALTERNATE = MC + "AlternateContent"
CONTAINERS = frozenset(
    W + name for name in "sdt sdtContent ins moveTo customXml smartTag hyperlink fldSimple r dir bdo rubyBase".split()
)
"""What holds text of the paper in the order in which it stands."""
DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})
SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
SYMBOLS = {"F0FC": "✓", "F0FE": "☑", "F0A8": "☐", "F06F": "☐", "F078": "☒", "F0FD": "☒", "F0FB": "✗", "F0B7": "•", "F0A7": "▪"}
"""Letters of the fonts Wingdings and Symbol that forms and lists are ticked and dotted with."""
DEEPEST = 3
"""Documents within documents."""

Block = str | HiddenText | EmbeddedPicture | UnreadPart
"""A paragraph or table, text that Word does not show, a picture that is to be read, or what is left unread."""


def blocks(package: Package) -> Iterator[Block]:
    """Headers, body, notes, footers; a table is one of them, a row on each line, its cells apart by a tab.

    Text boxes (many letterheads are one) come before the paragraph that they are anchored in; pictures where they stand in it, or
    behind their table. Raises ``Damaged`` where the document itself is broken; an aside that is broken is said to be unread.
    """
    yield from _unrepeated(_Story(package, package.main).all())


def _unrepeated(found: Iterable[Block]) -> Iterator[Block]:
    """The same picture, and the same thing unread, once."""
    seen: set[Block] = set()
    for block in found:
        if isinstance(block, (str, HiddenText)):
            yield block
        elif block not in seen:
            seen.add(block)
            yield block


class _Story:
    """One part of the package that holds text: the document, a header, the notes."""

    def __init__(
        self,
        package: Package,
        part: str,
        numbering: Numbering | None = None,
        vanishing: HiddenRuns | None = None,
        depth: int = 0,
    ) -> None:
        self.package = package
        self.part = part
        self.relations = package.relations(part)
        self.numbering = numbering or Numbering()
        self.vanishing = vanishing or HiddenRuns()
        self.depth = depth

    def all(self) -> Iterator[Block]:
        """Everything that the document says."""
        root = self.package.xml(self.part)
        body = root.find(W + "body")
        if body is None:
            raise Damaged
        styles = self._aside("styles")
        self.numbering, self.vanishing = Numbering(self._aside("numbering"), styles), HiddenRuns(styles)
        settings = self._aside("settings")
        yield from self._at_the_edge(root, settings, "header")
        yield from self._blocks(body)
        yield from self._notes()
        yield from self._at_the_edge(root, settings, "footer")

    def _aside(self, kind: str) -> Any:
        """The root of a part that the paper can be read without."""
        found = self.package.related(self.part, kind)
        try:
            return self.package.xml(found[0]) if found else None
        except (Damaged, Locked):
            return None

    def _beside(self, part: str) -> tuple[_Story, Any] | None:
        try:
            return _Story(self.package, part, self.numbering, self.vanishing, self.depth), self.package.xml(part)
        except (Damaged, Locked):
            return None

    def _at_the_edge(self, root: Any, settings: Any, name: str) -> Iterator[Block]:
        """The headers or footers of all sections: those of first and of even pages where they are in use. The same is said once."""
        even = settings is not None and settings.find(W + "evenAndOddHeaders") is not None
        parts: dict[str, None] = {}
        for section in root.iter(W + "sectPr"):
            wanted = ["first"] * (section.find(W + "titlePg") is not None) + ["default"] + ["even"] * even
            told = {one.get(W + "type", "default"): one.get(R + "id", "") for one in section.iter(f"{W}{name}Reference")}
            parts |= dict.fromkeys(self.relations[told[kind]].target for kind in wanted if told.get(kind) in self.relations)
        said: set[Block] = set()
        for part in parts:
            if part not in self.package:
                continue
            opened = self._beside(part)
            if opened is None:
                yield UnreadPart(messages.PART_DAMAGED)
                continue
            story, edge = opened
            for block in _joined(story._blocks(edge)):
                if block not in said:
                    said.add(block)
                    yield block

    def _notes(self) -> Iterator[Block]:
        for kind in ("footnotes", "endnotes"):
            for part in self.package.related(self.part, kind):
                opened = self._beside(part)
                if opened is None:
                    yield UnreadPart(messages.PART_DAMAGED)
                    continue
                story, notes = opened
                for note in notes:
                    # Those with a type are the rules between text and notes.
                    if note.get(W + "type") is None:
                        yield from _joined(story._blocks(note))
        comments = self._aside("comments")
        count = 0 if comments is None else len(comments)
        if count:
            yield UnreadPart(messages.WORD_COMMENTS(count=count))

    def _blocks(self, container: Any) -> Iterator[Block]:
        for item in container:
            if item.tag == PARAGRAPH:
                yield from self._paragraph(item)
            elif item.tag == TABLE:
                yield from self._table(item)
            elif item.tag in CONTAINERS:
                yield from self._blocks(item)
            elif item.tag == ALTERNATE:
                yield from self._blocks(choose_alternate(item))
            elif item.tag == CHUNK:
                yield from self._chunk(item)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        said: list[Block] = []
        boxes: list[Block] = []
        self._gather(paragraph, said, boxes)
        yield from boxes
        hidden = "".join(piece.text for piece in said if isinstance(piece, HiddenText)).strip()
        if hidden:
            yield HiddenText(hidden)
        said = [piece for piece in said if not isinstance(piece, HiddenText)]
        if hidden and not said:
            # Word leaves the whole paragraph out, and does not count it either.
            return
        number = self.numbering.before(paragraph)
        text = ""
        for piece in said:
            if isinstance(piece, str):
                text += piece
                continue
            yield _numbered(number, text)
            number, text = "" if text.strip() else number, ""
            yield piece
        yield _numbered(number, text)

    def _gather(self, container: Any, said: list[Block], boxes: list[Block]) -> None:
        """The text of a paragraph with what stands in it, and the text boxes that are anchored there."""
        for item in container:
            if item.tag == W + "t":
                said.append(item.text or "")
            elif item.tag in SIGNS:
                said.append(SIGNS[item.tag])
            elif item.tag == W + "sym":
                said.append(SYMBOLS.get(item.get(W + "char", "").upper(), ""))
            elif item.tag in FORMULA:
                said.append(on_one_line(item))
            elif item.tag == RUBY:
                # Above the base stands how it is spoken.
                self._gather(item.findall(W + "rubyBase"), said, boxes)
            elif item.tag == RUN and self.vanishing.hides(item):
                said.extend(self._hidden(item))
            elif item.tag in CONTAINERS:
                self._gather(item, said, boxes)
            elif item.tag == ALTERNATE:
                self._gather(choose_alternate(item), said, boxes)
            elif item.tag in DRAWN or item.tag in drawings.ALONE:
                self._gather_drawn(item, said, boxes)

    def _hidden(self, run: Any) -> Iterator[Block]:
        """What a run holds that is not shown."""
        said: list[Block] = []
        boxes: list[Block] = []
        self._gather(run, said, boxes)
        for piece in (*said, *boxes):
            if isinstance(piece, str):
                yield HiddenText(piece)
            else:
                yield UnreadPart(messages.PICTURE_HIDDEN) if isinstance(piece, EmbeddedPicture) else piece

    def _gather_drawn(self, item: Any, said: list[Block], boxes: list[Block]) -> None:
        for thing in drawings.drawn_items(item, self.package, self.relations):
            if isinstance(thing, (EmbeddedPicture, UnreadPart)):
                said.append(thing)
            elif isinstance(thing, str):
                boxes.append(thing)
            else:
                boxes.extend(_joined(self._blocks(thing)))

    def _table(self, table: Any) -> Iterator[Block]:
        """Its text, and then what its cells hold beside."""
        beside: list[Block] = []
        yield "\n".join(self._rows(table, beside))
        yield from beside

    def _rows(self, table: Any, beside: list[Block]) -> Iterator[str]:
        for row in _within(table, ROW):
            yield "\t".join(self._cell(cell, beside) for cell in _within(row, CELL)).rstrip()

    def _cell(self, cell: Any, beside: list[Block]) -> str:
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(W + "val", "continue") == "continue":
            # It goes on from the row above, where its text stands.
            return ""
        found = list(self._blocks(cell))
        beside += [block for block in found if not isinstance(block, str)]
        return " ".join(" ".join(block for block in found if isinstance(block, str)).split())

    def _chunk(self, item: Any) -> Iterator[Block]:
        relation = self.relations.get(item.get(R + "id", ""))
        if relation is None or relation.outside or relation.target not in self.package:
            yield UnreadPart(messages.PART_MISSING)
            return
        try:
            content = self.package.read(relation.target)
            yield from self._inner(content) if content.startswith(b"PK") else [chunks.text_of(content)]
        except Failure:
            yield UnreadPart(messages.PART_DAMAGED)

    def _inner(self, content: bytes) -> Iterator[Block]:
        """A whole document within this one. Its pictures lie in a package of their own, so they are taken along."""
        import io

        from pipeline.reading.options import Limits
        from pipeline.reading.sources.docx.limits import check_entries

        if self.depth >= DEEPEST:
            yield UnreadPart(messages.PART_DAMAGED)
            return
        with Package(io.BytesIO(content)) as package:
            check_entries(package, Limits())
            yield from _Story(package, package.main, depth=self.depth + 1).all()


def _numbered(number: str, text: str) -> str:
    text = text.strip()
    return f"{number} {text}" if number and text else text


def _joined(found: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs that follow each other as one, line by line."""
    lines: list[str] = []
    for block in chain(found, [None]):
        if isinstance(block, str):
            lines += [block] if block else []
            continue
        if lines:
            yield "\n".join(lines)
            lines = []
        if block is not None:
            yield block


def _within(container: Any, tag: str) -> Iterator[Any]:
    """Rows of a table, cells of a row, those in content controls too."""
    for item in container:
        if item.tag == tag:
            yield item
        elif item.tag in CONTAINERS:
            yield from _within(item, tag)
