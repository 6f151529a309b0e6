"""Running headers and footers: lines that repeat over the pages of a paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pipeline.document.pages import Box, Page, Word
from pipeline.reading import boxes as page_boxes
from pipeline.reading.layout import text_lines

EDGE = 0.13
"""Share of the page's height, above and below, in which a running line stands: below a state emblem its two lines reach so far."""
LEAST_PAGES, LEAST_SHARE = 3, 0.5
"""On how many pages, and on what share of them, a line must stand to be a running one."""
ALIKE = 0.85
"""Likeness from which two lines are one that was read differently."""
MOST_LINES = 60
"""Different lines that are compared; a paper has one or two running ones."""
LONGEST = 120

_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True)
class _Line:
    words: tuple[Word, ...]
    top: bool
    """Whether it stands at the upper edge."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def key(self) -> str:
        """Without its figures: page numbers count on."""
        return _FIGURES.sub("#", self.text.casefold())


def split_running_lines(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, their running headers and footers moved from the text to the margins.

    The first page keeps its header: there it is the letterhead.
    """
    if len(pages) < LEAST_PAGES:
        return tuple(pages)
    held = [list(_edge_lines(page)) for page in pages]
    running = _running(held, sum(bool(page.words) for page in pages))
    if not running:
        return tuple(pages)
    begun: set[str] = set()
    said = Counter(text for lines in held for text in {line.text for line in lines})
    drops: list[list[_Line]] = []
    for lines in held:
        drops.append([])
        for line in lines:
            name = _like(line.key, running)
            if name and (not line.top or name in begun):
                drops[-1].append(line)
            elif name:
                begun.add(name)
    alone = [_is_all(page, drop) for page, drop in zip(pages, drops, strict=True) if drop]
    if 2 * sum(alone) > len(alone):
        # What stands alone on most of its pages heads nothing: it is their text.
        said.clear()
    return tuple(_without(page, _lines_to_drop(page, drop, said)) for page, drop in zip(pages, drops, strict=True))


def _is_all(page: Page, lines: Sequence[_Line]) -> bool:
    """Whether nothing stands on the page but these lines."""
    return sum(len(line.words) for line in lines) >= len(page.words)


def _lines_to_drop(page: Page, drop: Sequence[_Line], said: Mapping[str, int]) -> list[_Line]:
    """What to drop of a page. If nothing else stands on it, lines are kept that are not the same to the letter page after page:
    they are its text. ``said``: on how many pages a line stands so.
    """
    if not _is_all(page, drop):
        return list(drop)
    return [line for line in drop if said.get(line.text, 0) >= LEAST_PAGES]


def drop_known_running_lines(page: Page, others: Sequence[Page]) -> Page:
    """A page read again by itself, the running lines that were set apart on the paper's other pages set apart on it, too."""
    keys = Counter(_FIGURES.sub("#", line.casefold()) for other in others for line in set(other.margins))
    running = tuple(key for key, pages in keys.items() if pages >= LEAST_PAGES - 1)
    first = all(page.number < other.number for other in others)
    drop = [line for line in _edge_lines(page) if _like(line.key, running) and not (first and line.top)]
    said = Counter(line for other in others for line in set(other.margins))
    return _without(page, _lines_to_drop(page, drop, {line: pages + 1 for line, pages in said.items()}))


def _edge_lines(page: Page) -> Iterator[_Line]:
    """Short lines of the text at the upper and the lower edge, outside tables."""
    start = 0
    for paragraph in page.text.split("\n\n") if page.words else ():
        for text in paragraph.split("\n"):
            words = page.words[start : start + len(text.split())]
            start += len(words)
            if not words or len(text) > LONGEST or not any(c.isalpha() for c in text):
                continue
            _, y0, _, y1 = page_boxes.rotate_box(page_boxes.bounding_box(words), page.rotation)
            if not (y1 < EDGE or y0 > 1 - EDGE) or any(_within(page_boxes.bounding_box(words), table.box) for table in page.tables):
                continue
            yield _Line(words, y1 < EDGE)


def _within(box: Box, other: Box) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]


def _running(held: Sequence[Sequence[_Line]], pages: int) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for lines in held:
        for name in {_like(line.key, tuple(counts)) or line.key for line in lines}:
            if name in counts or len(counts) < MOST_LINES:
                counts[name] = counts.get(name, 0) + 1
    return tuple(name for name, count in counts.items() if count >= max(LEAST_PAGES, LEAST_SHARE * pages))


def _like(key: str, names: Sequence[str]) -> str:
    if key in names:
        return key
    for name in names:
        if abs(len(name) - len(key)) <= 0.2 * len(key) and SequenceMatcher(None, name, key, autojunk=False).ratio() >= ALIKE:
            return name
    return ""


def _without(page: Page, drop: Sequence[_Line]) -> Page:
    if not drop:
        return page
    gone = {id(word) for line in drop for word in line.words}
    start, paragraphs = 0, []
    for paragraph in page.text.split("\n\n"):
        lines = []
        for text in paragraph.split("\n"):
            words = page.words[start : start + len(text.split())]
            start += len(words)
            lines.append([word for word in words if id(word) not in gone])
        paragraphs.append(lines)
    text, words = text_lines.compose_text(paragraphs)
    boxes = [page_boxes.bounding_box(line.words) for line in drop]
    headings = tuple(one for one in page.headings if not any(_within(one.box, box) for box in boxes))
    return replace(page, text=text, words=words, headings=headings, margins=(*page.margins, *(line.text for line in drop)))
