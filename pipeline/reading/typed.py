"""A page of a PDF with text in it: its words as they are printed, which way they run, and the rules of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pipeline.document import Box, Word
from pipeline.reading import grids, layout
from pipeline.reading.grids import Grid
from pipeline.reading.headings import Printed
from pipeline.reading.layout import clamp, turned
from pipeline.reading.options import Source
from pipeline.reading.pdf import plumbed

DIRECTIONS: dict[int, tuple[str, str]] = {0: ("ttb", "ltr"), 90: ("ltr", "btt"), 180: ("btt", "rtl"), 270: ("rtl", "ttb")}
"""Which way lines and letters follow each other when print must be turned clockwise by so much to stand upright."""
GAP = 0.15
"""White between two letters, by the height of print, from which they are two words."""
TWICE = 0.12
"""Distance, by the size of print, within which a letter is the same one drawn once more: bold print and shadows are made so. Two
letters that follow each other stand further apart, even in the narrowest print.
"""
MOST_STROKES = 6000
MOST_CROSSINGS = 30_000
"""Rules across times rules down; pdfplumber looks for cells at every crossing."""
SAME_EDGE = 3.0
"""Points within which two rules are one."""

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """The text layer of one page. Boxes lie on the page as a viewer shows it."""

    words: tuple[Printed, ...]
    """Those that run the way most of the page runs."""
    turn: int = 0
    """Degrees clockwise that stand them upright."""
    aside: tuple[tuple[int, tuple[Printed, ...]], ...] = ()
    """Words that run another way, with their turn: a stamp along the edge, a column's heading."""
    grids: tuple[Grid, ...] = ()

    @property
    def texts(self) -> list[str]:
        """Every word's text, for judging the layer."""
        return [word.text for word in self.words] + [word.text for _, words in self.aside for word in words]

    def paragraphs(self) -> list[list[list[Word]]]:
        """In reading order, on the page turned upright; what runs another way comes last."""
        paragraphs = layout.arrange([_turned(word, self.turn) for word in self.words])
        for turn, words in self.aside:
            for paragraph in layout.arrange([_turned(word, turn) for word in words]):
                paragraphs += [[[_turned(word, self.turn - turn) for word in line] for line in paragraph]]
        return paragraphs


def _turned(word: Word, turn: int) -> Word:
    return replace(word, box=turned(word.box, turn)) if turn % 360 else word


def read(source: Source, number: int) -> Typed:
    """The words and rules of a page. Confidence 1: the words are what the file says."""
    page = plumbed(source, number)
    try:
        groups: dict[int, list[dict[str, Any]]] = {}
        for char in _once(page.chars):
            groups.setdefault(_turn_of(char), []).append(char)
        words = {turn: tuple(_words(chars, page, turn)) for turn, chars in groups.items()}
        turn = max(words, key=lambda one: sum(len(word.text) for word in words[one]), default=0)
        aside = tuple((other, some) for other, some in sorted(words.items()) if other != turn and some)
        return Typed(words.get(turn, ()), turn, aside, tuple(_grids(page, turn)))
    finally:
        page.close()


def _once(chars: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Without the letters that were drawn a second time in one place; left in, they would spell ``rraappaatt``.

    A tenth of what pdfplumber's own ``dedupe_chars`` costs.
    """
    drawn: set[tuple[str, int, int]] = set()
    for char in chars:
        reach = TWICE * max(1.0, float(char.get("size") or 0.0))
        x, y = int(char["x0"] / reach), int(char["top"] / reach)
        if any((char["text"], x + across, y + down) in drawn for across in (0, -1, 1) for down in (0, -1, 1)):
            continue
        drawn.add((char["text"], x, y))
        yield char


def _turn_of(char: dict[str, Any]) -> int:
    """How far a letter must be turned clockwise to stand upright, to the nearest quarter."""
    a, b, _, d = char["matrix"][:4]
    if abs(b) > abs(a):
        return 90 if b > 0 else 270
    return 180 if a < 0 and d < 0 else 0


def _words(chars: list[dict[str, Any]], page: Any, turn: int) -> Iterable[Printed]:
    from pdfplumber.utils.text import extract_words

    x0, top, _, _ = page.bbox
    width, height = float(page.width), float(page.height)
    line_dir, char_dir = DIRECTIONS[turn]
    across = turn % 180 == 0
    found = extract_words(
        chars,
        x_tolerance=3,
        x_tolerance_ratio=GAP if across else None,
        y_tolerance=3,
        y_tolerance_ratio=None if across else GAP,
        expand_ligatures=True,
        return_chars=True,
        line_dir=line_dir,
        line_dir_rotated=line_dir,
        char_dir=char_dir,
        char_dir_rotated=char_dir,
    )
    for one in found:
        box = (
            (one["x0"] - x0) / width,
            (one["top"] - top) / height,
            (one["x1"] - x0) / width,
            (one["bottom"] - top) / height,
        )
        if not (box[2] > 0 and box[0] < 1 and box[3] > 0 and box[1] < 1):
            continue
        first = one["chars"][0]
        size, bold = float(first.get("size") or 0.0), bool(_BOLD.search(str(first.get("fontname", ""))))
        for word in layout.clean_words(one["text"], clamp(box), 1.0):
            yield Printed(word.text, word.box, word.confidence, size, bold)


def _grids(page: Any, turn: int) -> Iterable[Grid]:
    """The ruled tables, on the page turned upright. A map or a drawing, with thousands of strokes, has none."""
    from pdfplumber.table import TableFinder, TableSettings, merge_edges

    if not 2 <= len(page.lines) + len(page.rects) + len(page.curves) <= MOST_STROKES:
        return
    # Slanted strokes have no orientation, and merge_edges stumbles over them.
    edges = [edge for edge in page.edges if edge.get("orientation") in ("h", "v")]
    if not edges:
        return
    merged = merge_edges(edges, SAME_EDGE, SAME_EDGE, SAME_EDGE, SAME_EDGE)
    lying = sum(edge["orientation"] == "h" for edge in merged)
    standing = sum(edge["orientation"] == "v" for edge in merged)
    if not min(lying, standing) >= 2 or lying * standing > MOST_CROSSINGS:
        return
    x0, top, _, _ = page.bbox
    width, height = float(page.width), float(page.height)
    for table in TableFinder(page, TableSettings.resolve(None)).tables:
        cells: list[Box] = [
            turned(((a - x0) / width, (b - top) / height, (c - x0) / width, (d - top) / height), turn) for a, b, c, d in table.cells
        ]
        grid = grids.from_cells(cells, SAME_EDGE / min(width, height))
        if grid:
            yield grid
