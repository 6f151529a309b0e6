"""Extracts the text layer of a PDF page: words, direction, table rulings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.document.pages import Box, Word
from pipeline.reading.boxes import clamp, rotate_box
from pipeline.reading.layout import table_grid, text_lines
from pipeline.reading.layout.headings import PrintedWord
from pipeline.reading.layout.table_grid import Grid
from pipeline.reading.sources.pdf_forms import FieldValue
from pipeline.reading.sources.pdf_objects import Survey
from pipeline.reading.text_layer import glyphs, plausibility, strokes, word_spacing
from pipeline.reading.text_layer.glyphs import NO_LETTER, Font, Glyph, VisibleArea

if TYPE_CHECKING:
    import pypdfium2

MOST_STROKES = 6000
MOST_CROSSINGS = 30_000
"""Rules across times rules down; pdfplumber looks for cells at every crossing."""
SAME_EDGE = 3.0
"""Points within which two rules are one."""
SHORTEST = 1.0
LEADERS, MANY_SIGNS = frozenset("._-–—…·•"), 3
"""What rows of are printed, and how many other signs a text has that is none."""
FEW = 0.2
"""Share of a font's glyphs up to which those that its map leaves out are lost, and the others sure."""


@dataclass(frozen=True)
class TextLayer:
    """The text layer of one page. Boxes lie on the page as a viewer shows it."""

    words: tuple[PrintedWord, ...]
    """Those that run the way most of the page runs."""
    turn: int = 0
    """Degrees clockwise that stand them upright."""
    aside: tuple[tuple[int, tuple[PrintedWord, ...]], ...] = ()
    """Words that run another way, with their turn: a stamp along the edge, a column's heading."""
    slanted: tuple[tuple[PrintedWord, ...], ...] = ()
    """What stands aslant, a watermark, line by line."""
    grids: tuple[Grid, ...] = ()

    @property
    def texts(self) -> list[str]:
        """Every word's text, for judging the layer."""
        others = [*(words for _, words in self.aside), *self.slanted]
        return [word.text for word in self.words] + [word.text for words in others for word in words]

    def paragraphs(self) -> list[list[list[Word]]]:
        """In reading order, on the page turned upright; what runs another way comes last."""
        paragraphs = text_lines.reading_order([_turned(word, self.turn) for word in self.words])
        for turn, words in self.aside:
            for paragraph in text_lines.reading_order([_turned(word, turn) for word in words]):
                paragraphs += [[[_turned(word, self.turn - turn) for word in line] for line in paragraph]]
        paragraphs += [[[_turned(word, self.turn) for word in line]] for line in self.slanted]
        return paragraphs


def _turned(word: Word, turn: int) -> Word:
    return replace(word, box=rotate_box(word.box, turn)) if turn % 360 else word


def read_text_layer(
    page: pypdfium2.PdfPage, found: Survey, marks: Sequence[FieldValue] = (), maps: Mapping[str, bool | None] = glyphs.NO_MAPS
) -> TextLayer:
    """The words and rules of a page. Confidence 1: the words are what the file says.

    ``marks`` are its boxes to tick; what is drawn in them is no letter. ``maps`` says of fonts whether the file tells
    what letters their glyphs are: words in those of which it does not have confidence 0.
    """
    sight = VisibleArea.of(page)
    groups: dict[int, list[Glyph]] = {}
    aslant: list[Glyph] = []
    for glyph in glyphs.page_glyphs(page, maps):
        if sight.shows(glyph) and not any(glyph.within(mark.box) for mark in marks):
            (aslant if glyph.slanted else groups.setdefault(glyph.turn, [])).append(glyph)
    lettered = {turn: word_spacing.group_words(some) for turn, some in groups.items()}
    foreign = _without_letters([word for some in lettered.values() for word in some])
    words = {turn: [*_words(some, sight, foreign)] for turn, some in lettered.items()}
    turn = max(words, key=lambda one: sum(len(word.text) for word in words[one]), default=sight.turn)
    if marks:
        words.setdefault(turn, []).extend(_marked(marks, sight))
    aside = tuple(((other - sight.turn) % 360, tuple(some)) for other, some in sorted(words.items()) if other != turn and some)
    slanted = tuple(tuple(_words(line, sight, foreign)) for line in word_spacing.slanted_lines(aslant))
    grids = tuple(_grids(page, found, sight, turn))
    return TextLayer(tuple(words.get(turn, ())), (turn - sight.turn) % 360, aside, slanted, grids)


def _marked(marks: Sequence[FieldValue], sight: VisibleArea) -> Iterable[PrintedWord]:
    for mark in marks:
        x0, y0, x1, y1 = sight.shown(mark.box)
        if 0 <= x0 + x1 <= 2 and 0 <= y0 + y1 <= 2:
            for word in text_lines.clean_words(mark.text, clamp((x0, y0, x1, y1)), 1.0):
                yield PrintedWord(word.text, word.box, 1.0, mark.box[3] - mark.box[1], False)


def _without_letters(words: Sequence[Sequence[Glyph]]) -> Mapping[Font, bool]:
    """The fonts whose glyphs are not surely letters; the value says whether none is: the file says so, or it does not say and what
    they spell are no words. In others single glyphs were left out of the map.
    """
    said: dict[Font, list[str]] = {}
    guessed: Counter[Font] = Counter()
    for word in words:
        font = word[0].font
        said.setdefault(font, []).append("".join(glyph.text for glyph in word))
        guessed[font] += sum(glyph.guessed for glyph in word)
    found = {}
    for font, texts in said.items():
        letters = sum(map(len, texts))
        if font.mapped is False:
            found[font] = True
        elif font.mapped is None or guessed[font] > FEW * letters:
            found[font] = not font.signs and (_are_signs("".join(texts)) or not plausibility.assess_text(texts).sound())
    return found


def _are_signs(text: str) -> bool:
    """Whether a text is made of all kinds of signs and hardly of letters, as codes counted from 33 are: ``"7+%-`` for ``Phone``."""
    signs = [letter for letter in text if not letter.isalnum() and letter not in LEADERS]
    return 2 * len(signs) > len(text) and len(set(signs)) >= MANY_SIGNS


def _words(words: Sequence[Sequence[Glyph]], sight: VisibleArea, foreign: Mapping[Font, bool]) -> Iterable[PrintedWord]:
    for letters in words:
        box = (
            min(glyph.x0 for glyph in letters),
            min(glyph.y0 for glyph in letters),
            max(glyph.x1 for glyph in letters),
            max(glyph.y1 for glyph in letters),
        )
        first = letters[0]
        text = "".join(glyph.text for glyph in letters)
        lost = foreign.get(first.font, any(glyph.guessed for glyph in letters)) or NO_LETTER in text
        for word in text_lines.clean_words(text, clamp(sight.upright(box, first.turn)), float(not lost)):
            yield PrintedWord(word.text, word.box, word.confidence, first.size, first.font.bold)


def _grids(page: pypdfium2.PdfPage, found: Survey, sight: VisibleArea, turn: int) -> Iterable[Grid]:
    """The ruled tables, on the page turned upright. A map or a drawing, with thousands of strokes, has none."""
    if not 2 <= found.paths <= MOST_STROKES:
        return
    edges = [edge for edge in strokes.stroke_edges(page, turn) if edge["width"] >= SHORTEST or edge["height"] >= SHORTEST]
    if not edges:
        return
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    merged = merge_edges(edges, SAME_EDGE, SAME_EDGE, SAME_EDGE, SAME_EDGE)
    merged = [edge for edge in merged if edge["width"] >= SAME_EDGE or edge["height"] >= SAME_EDGE]
    lying = sum(edge["orientation"] == "h" for edge in merged)
    standing = len(merged) - lying
    if not min(lying, standing) >= 2 or lying * standing > MOST_CROSSINGS:
        return
    slack = SAME_EDGE / min(sight.right - sight.left, sight.top - sight.bottom)
    for table in cells_to_tables(intersections_to_cells(edges_to_intersections(merged, SAME_EDGE, SAME_EDGE))):
        cells: list[Box] = [rotate_box(sight.upright(cell, turn), turn - sight.turn) for cell in table]
        grid = table_grid.from_cells(cells, slack)
        if grid:
            yield grid
