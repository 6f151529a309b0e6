"""Letters → words: which gaps separate words.

A file says it by printed spaces, by moving the pen, or by both; letters moved closer or apart by a little (kerning, letterspaced
headings, figures set in columns) are still one word.
"""

from __future__ import annotations

import math
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from pipeline.reading.text_layer import plausibility
from pipeline.reading.text_layer.glyphs import Glyph

TWICE, OVER = 0.12, 0.7
"""By the size of print, and of a letter's own width: how near to a letter the same one is that one drawn once more, for bold print
and shadows. Genuine doubles, even in the narrowest print, stand nearly a whole width apart."""
SAME_LINE = 0.35
"""By the size of print: letters raised or lowered by no more stand on the same line."""
GAP, GAP_BESIDE_SPACES, GAP_IN_FIGURES = 0.15, 0.2, 0.25
"""White, by the size of print, from which letters are two words; the same where words are parted by printed spaces already; and
there between figures, which are set in columns."""
JUMP = 2.0
"""White beyond which letters are no longer one stretch of print."""
FAR = 2.5
"""By the size of print: letters aslant that stand further apart are no line."""
BACK = 0.6
"""How far a letter may reach back over the one before it."""
SPACED = 0.12
"""White between all letters of a stretch from which it is letterspaced; ``SPACED_LETTERS`` or more of them."""
SPACED_LETTERS = 4
WIDER = 1.6
"""Of the usual white of a letterspaced stretch: what parts its words."""
LEADERS = frozenset(".·…_․‥")
LEAST_LEADERS = 4
EVEN = 0.12
"""By the size of print: whites that differ by less are the same white."""
MOST_OF = 0.8
MOST_SPACED = 1.0
LEVEL, ALIKE = 0.1, 0.8
"""How level, and how alike in size, the print of two stretches must be that are one."""
CELL = 8.0
"""Points of a coarse net in which neighbours are looked for."""
RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(slots=True)
class _Stretch:
    """Letters that the file draws one after the other along a line."""

    glyphs: list[Glyph] = field(default_factory=list)
    parted: list[bool] = field(default_factory=list)
    """For each letter whether a printed space stands before it."""
    ends_in_space: bool = False


def group_words(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The letters of one direction, gathered into words; stretches that touch on one line are put together first."""
    found = [word for stretch in _joined(list(_stretches(_once(glyphs)))) for word in _split(stretch)]
    return _with_leaders_joined(found)


def slanted_lines(glyphs: Iterable[Glyph]) -> list[list[list[Glyph]]]:
    """Letters that stand aslant as lines of words, in the order of the file. One that stands far from the last begins a line."""
    lines: list[list[list[Glyph]]] = []
    space, last = True, None
    for glyph in _once(glyphs):
        if glyph.text.isspace():
            space = True
            continue
        if last is None or math.hypot(glyph.x0 - last.x0, glyph.line - last.line) > FAR * glyph.size:
            lines.append([])
            space = True
        if space:
            lines[-1].append([])
        lines[-1][-1].append(glyph)
        space, last = False, glyph
    return lines


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Without the letters that were drawn a second time in one place; left in, they would spell ``rraappaatt``."""
    drawn: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text.isspace():
            yield glyph
            continue
        column, row = int(glyph.x0 // glyph.size), int(glyph.line // glyph.size)
        near = (
            other
            for across in (0, -1, 1)
            for down in (0, -1, 1)
            for other in drawn.get((glyph.text, column + across, row + down), ())
        )
        if not any(_same(glyph, other) for other in near):
            drawn.setdefault((glyph.text, column, row), []).append(glyph)
            yield glyph


def _same(glyph: Glyph, other: Glyph) -> bool:
    reach = TWICE * glyph.size
    across = abs(glyph.x0 - other.x0)
    return across < min(reach, OVER * max(glyph.width, 0.1 * glyph.size)) and abs(glyph.line - other.line) < reach


def _stretches(glyphs: Iterable[Glyph]) -> Iterator[_Stretch]:
    now, space = _Stretch(), False
    for glyph in glyphs:
        if glyph.text.isspace():
            space = True
            continue
        if now.glyphs and not _follows(now.glyphs[-1], glyph):
            now.ends_in_space = space
            yield now
            now, space = _Stretch(), False
        now.glyphs.append(glyph)
        now.parted.append(space and len(now.glyphs) > 1)
        space = False
    if now.glyphs:
        now.ends_in_space = space
        yield now


def _follows(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size)
    if abs(glyph.line - before.line) > SAME_LINE * size:
        return False
    return -BACK * size <= _white(before, glyph) <= JUMP * size


def _white(before: Glyph, glyph: Glyph) -> float:
    """Between two letters that follow each other; Arabic and Hebrew run to the left."""
    if unicodedata.bidirectional(glyph.text[0]) in RIGHT_TO_LEFT:
        return before.x0 - glyph.x1
    return glyph.x0 - before.x1


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Stretches that were drawn apart and touch: a word whose letters come from two fonts, or in another order."""
    starts: dict[tuple[int, int], list[_Stretch]] = {}
    for stretch in stretches:
        starts.setdefault(_cell(stretch.glyphs[0].x0, stretch.glyphs[0].line), []).append(stretch)
    taken: set[int] = set()
    done = []
    for stretch in stretches:
        if id(stretch) in taken:
            continue
        while (after := _next(stretch, starts, taken)) is not None:
            taken.add(id(after))
            stretch.glyphs += after.glyphs
            stretch.parted += after.parted
            stretch.ends_in_space = after.ends_in_space
        done.append(stretch)
    return [stretch for stretch in done if id(stretch) not in taken]


def _cell(x: float, line: float) -> tuple[int, int]:
    return int(x // CELL), int(line // CELL)


def _next(stretch: _Stretch, starts: dict[tuple[int, int], list[_Stretch]], taken: set[int]) -> _Stretch | None:
    """The stretch that begins where this one ends."""
    if stretch.ends_in_space:
        return None
    last = stretch.glyphs[-1]
    near = min(GAP * last.size, CELL)
    column, row = _cell(last.x1, last.line)
    for place in ((column + across, row + down) for across in (0, -1, 1) for down in (0, -1, 1)):
        for other in starts.get(place, ()):
            first = other.glyphs[0]
            if other is stretch or id(other) in taken or abs(first.line - last.line) > LEVEL * last.size:
                continue
            if abs(first.x0 - last.x1) <= near and ALIKE < first.size / last.size < 1 / ALIKE:
                return other
    return None


def _split(stretch: _Stretch) -> list[list[Glyph]]:
    """A stretch at its spaces and wide whites."""
    glyphs, parted = stretch.glyphs, stretch.parted
    whites = [0.0, *(_white(before, glyph) for before, glyph in pairwise(glyphs))]
    spaced = _spaced_by_spaces(glyphs, parted, whites)
    if spaced:
        return spaced
    tracking = _tracking(glyphs, parted, whites)
    gap = GAP_BESIDE_SPACES if any(parted) else GAP
    leads = _leaders(glyphs)
    found = [[glyphs[0]]]
    for index in range(1, len(glyphs)):
        glyph = glyphs[index]
        least = GAP_IN_FIGURES if gap > GAP and _are_figures(glyphs[index - 1], glyph) else gap
        wide = whites[index] > tracking * WIDER + least * glyph.size
        if parted[index] or wide or leads[index] != leads[index - 1]:
            found.append([])
        found[-1].append(glyph)
    return found


def _are_figures(*glyphs: Glyph) -> bool:
    return all(glyph.text.isdigit() or glyph.text in ".," for glyph in glyphs)


def _tracking(glyphs: Sequence[Glyph], parted: Sequence[bool], whites: Sequence[float]) -> float:
    """The white that stands between all letters of a letterspaced stretch; 0 for any other."""
    within = [
        white / glyph.size
        for before, glyph, space, white in zip(glyphs, glyphs[1:], parted[1:], whites[1:], strict=False)
        if not space and before.text.isalpha() and glyph.text.isalpha()
    ]
    if len(within) < SPACED_LETTERS:
        return 0.0
    usual = statistics.median(within)
    even = sum(abs(white - usual) < EVEN for white in within)
    return usual * glyphs[0].size if SPACED < usual < MOST_SPACED and even >= MOST_OF * len(within) else 0.0


def _spaced_by_spaces(glyphs: Sequence[Glyph], parted: Sequence[bool], whites: Sequence[float]) -> list[list[Glyph]]:
    """The words of ``K O M I S I   P E M I L I H A N``, whose letters are parted by printed spaces; empty for any other print."""
    if len(glyphs) <= SPACED_LETTERS or not all(parted[1:]) or not all(glyph.text.isalpha() for glyph in glyphs):
        return []
    usual = statistics.median(whites[1:])
    if not 0 < usual < MOST_SPACED * glyphs[0].size:
        return []
    found = [[glyphs[0]]]
    for glyph, white in zip(glyphs[1:], whites[1:], strict=True):
        if white > usual + EVEN * glyph.size:
            found.append([])
        found[-1].append(glyph)
    said = ["".join(glyph.text for glyph in word) for word in found]
    return found if all(len(word) > 1 and plausibility.is_plausible(word) for word in said) else []


def _leaders(glyphs: Sequence[Glyph]) -> list[bool]:
    """For each letter whether it is a dot of a row that leads the eye to a page number."""
    leads = []
    for text, row in groupby(glyphs, key=lambda glyph: glyph.text):
        count = sum(1 for _ in row)
        leads += [text in LEADERS and count >= LEAST_LEADERS] * count
    return leads


def _with_leaders_joined(found: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Dots that stand apart are one row of dots."""
    done: list[list[Glyph]] = []
    for word in found:
        if done and _dots(word) and _dots(done[-1]) and _follows(done[-1][-1], word[0]):
            done[-1] = done[-1] + word
        else:
            done.append(word)
    return done


def _dots(word: Sequence[Glyph]) -> bool:
    return all(glyph.text in LEADERS for glyph in word)
