"""Paragraphs and rulings → reading order: text, tables row by row, headings, margins.

Everything here happens on the page as it stands upright; ``PageLayout.map_boxes`` takes it back to the page as the file holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.document.pages import Box, Cell, Heading, Table, Word
from pipeline.reading import boxes
from pipeline.reading.layout import header_footer, headings, text_lines
from pipeline.reading.layout.table_grid import NOWHERE, Grid
from pipeline.reading.layout.text_lines import Line, Paragraph

LEAST_FILLED = 4
"""Cells with words in them from which rules that meet are a table."""
MUCH = 60
"""Words in one cell from which it is arranged like a page of its own."""
RULE_MARKS = frozenset("|[](){}_‗—–-=~'‘’`\"“”.,:;!/\\iIlJjL1")
"""What Tesseract makes of a rule."""
BARS = frozenset("|[]{}")
UNSURE = 0.8
NEAR = 0.006


@dataclass(frozen=True)
class PageLayout:
    """A page in reading order."""

    text: str
    words: tuple[Word, ...]
    margins: tuple[str, ...]
    tables: tuple[Table, ...]
    headings: tuple[Heading, ...]

    def map_boxes(self, back: Callable[[Box], Box]) -> PageLayout:
        """The same with every box led somewhere else."""
        return replace(
            self,
            words=tuple(Word(word.text, back(word.box), word.confidence) for word in self.words),
            tables=tuple(
                replace(table, box=back(table.box), cells=tuple(replace(cell, box=back(cell.box)) for cell in table.cells))
                for table in self.tables
            ),
            headings=tuple(replace(heading, box=back(heading.box)) for heading in self.headings),
        )


@dataclass(frozen=True)
class _Filled:
    """A table with its words, cell by cell."""

    grid: Grid
    cells: dict[int, list[Line]]

    def table(self) -> Table:
        cells = tuple(
            Cell(
                place.row,
                place.column,
                "\n".join(" ".join(word.text for word in line) for line in self.cells.get(owner, ())),
                boxes.clamp(place.box),
                place.rows,
                place.columns,
            )
            for owner, place in self.grid.places.items()
        )
        return Table(boxes.clamp(self.grid.box), self.grid.rows, self.grid.columns, cells)

    def paragraph(self) -> list[list[Word]]:
        """Row by row: the cells of a row on one line; where a cell is wrapped, its further lines follow before the next cell."""
        lines: list[list[Word]] = []
        row = -1
        for owner, place in self.grid.places.items():
            if place.row != row or not lines:
                lines.append([])
                row = place.row
            for index, line in enumerate(self.cells.get(owner, ())):
                if index:
                    lines.append([])
                lines[-1].extend(line)
        return [line for line in lines if line]


def lay_out(
    paragraphs: Sequence[Paragraph], grids: Sequence[Grid] = (), *, scanned: bool = False, edges: bool = True
) -> PageLayout:
    """A page from its paragraphs, in reading order, and the grids of its tables.

    ``scanned``: the words were read off a picture, on which rules are taken for letters. ``edges``: this is a whole page, whose
    header and footer lines are no text; a picture pasted on a page has none.
    """
    body: list[list[list[Word]]] = [[list(line) for line in paragraph] for paragraph in paragraphs]
    tables = []
    for grid in _without_nested(grids):
        filled = _fill(grid, body, scanned=scanned)
        if filled is None:
            continue
        inside = {id(word) for paragraph in body for line in paragraph for word in line if grid.cell_at(word.box) != NOWHERE}
        body = [[[word for word in line if id(word) not in inside] for line in paragraph] for paragraph in body]
        body = [[line for line in paragraph if line] for paragraph in body]
        tables.append(filled)
    apart: tuple[str, ...] = ()
    if edges:
        body, apart = header_footer.split_margins(body)
    body = [paragraph for paragraph in ([line for line in paragraph if line] for paragraph in body) if paragraph]
    reach = [filled.grid.box for filled in tables]
    sides = min([box[0] for box in reach], default=0.5), max([box[2] for box in reach], default=0.5)
    headed = headings.find_headings(body, sides)
    for filled in tables:
        body = _inserted(body, filled)
    text, words = text_lines.compose_text(body)
    ordered = sorted((filled.table() for filled in tables), key=lambda table: (table.box[1], table.box[0]))
    return PageLayout(text, words, apart, tuple(ordered), tuple(Heading(one.text, one.box) for one in headed))


def _without_nested(grids: Sequence[Grid]) -> list[Grid]:
    """Without tables inside tables: of two, the one with more cells is kept, a frame around a table is none."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda one: -len(one.places)):
        if not any(_overlap(grid.box, other.box) for other in kept):
            kept.append(grid)
    return sorted(kept, key=lambda one: one.box[1])


def _overlap(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > NEAR and min(one[3], other[3]) - max(one[1], other[1]) > NEAR


def _fill(grid: Grid, body: Sequence[Sequence[Line]], *, scanned: bool) -> _Filled | None:
    held: dict[int, list[Word]] = {}
    for paragraph in body:
        for line in paragraph:
            for word in line:
                owner = grid.cell_at(word.box)
                if owner != NOWHERE and not (scanned and _is_rule(word, grid, owner)):
                    held.setdefault(owner, []).append(replace(word, text=word.text.strip("|")) if scanned else word)
    columns = {grid.places[owner].column for owner in held}
    if len(held) < LEAST_FILLED or len(columns) < 2:
        return None
    return _Filled(grid, {owner: _cell_lines(words) for owner, words in held.items()})


def _cell_lines(words: Sequence[Word]) -> list[Line]:
    if len(words) < MUCH:
        return list(text_lines.lines_of(words))
    return [line for paragraph in text_lines.reading_order(words) for line in paragraph]


def _is_rule(word: Word, grid: Grid, owner: int) -> bool:
    """Whether a word is a piece of its cell's own border, taken for letters."""
    if BARS.issuperset(word.text):
        return True
    if word.confidence > UNSURE or not RULE_MARKS.issuperset(word.text):
        return False
    x0, y0, x1, y1 = grid.places[owner].box
    return word.box[0] < x0 + NEAR or word.box[2] > x1 - NEAR or word.box[1] < y0 + NEAR / 2 or word.box[3] > y1 - NEAR / 2


def _inserted(body: Sequence[Sequence[Line]], filled: _Filled) -> list[list[list[Word]]]:
    """The table where it stands in the text: after the last line above it in its own column, else before the first below."""
    x0, y0, x1, y1 = filled.grid.box
    after: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    for index, paragraph in enumerate(body):
        for number, line in enumerate(paragraph):
            left, top, right, bottom = boxes.bounding_box(line)
            middle = (top + bottom) / 2
            beside = min(right, x1) - max(left, x0) <= 0
            if not beside and middle <= y0:
                after = index, number + 1
            if before is None and middle >= (y0 if beside else y1):
                before = index, number
    at = after or before or (len(body), 0)
    mutable = [[list(line) for line in paragraph] for paragraph in body]
    if at[0] == len(mutable):
        return [*mutable, filled.paragraph()]
    paragraph = mutable[at[0]]
    halves = [paragraph[: at[1]], filled.paragraph(), paragraph[at[1] :]]
    return [*mutable[: at[0]], *(half for half in halves if half), *mutable[at[0] + 1 :]]
