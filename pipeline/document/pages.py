"""What was read of a paper: pages, their words, tables and headings.

A page child loads only this and the reading room. Units, everywhere: confidences run from 0 (no idea) to 1 (certain). A box is
``(x0, y0, x1, y1)`` in fractions of the page's width and height, from its top left corner, on the page as its file holds it
(before ``Page.rotation`` is applied).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

Box = tuple[float, float, float, float]


class KeptText:
    """Marks a ``str`` field whose texts pydantic hands on as they are: by itself it makes plain strings of them."""

    @staticmethod
    def __get_pydantic_core_schema__(_source: object, _handler: object) -> Any:
        """A string of any class; in JSON a plain one."""
        from pydantic_core import core_schema

        return core_schema.json_or_python_schema(core_schema.str_schema(), core_schema.is_instance_schema(str))


class TextSource(StrEnum):
    """Whether a page's text was in the file or was read off its picture."""

    TEXT = "text"
    OCR = "ocr"


class Doubt(StrEnum):
    """Why a person should look at a page that was read."""

    HARD = "hard"
    """It was hard to read: words of its text are likely wrong."""
    PARTLY = "partly"
    """Something on it could not be read."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as printed, with its box on the page."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table. A merged cell stands in its first row and column and says how many it takes."""

    row: int
    """From 0."""
    column: int
    text: str
    """Its lines parted by newlines."""
    box: Box
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table on a page. Its words are part of the page's text too, row by row."""

    box: Box
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    """Row by row, left to right."""

    def grid(self) -> tuple[tuple[str, ...], ...]:
        """The cells' text, row by row; a merged cell's text stands in its first field, its other fields are empty."""
        rows = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row][cell.column] = cell.text
        return tuple(map(tuple, rows))


@dataclass(frozen=True, slots=True)
class Heading:
    """A line, or lines that belong together, that head what follows: a letterhead, a title, BAB, Pasal."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says.

    Lines end with one newline, paragraphs with two. Where there are words, ``text.split() == [w.text for w in words]``, so a place
    in the text is a place on the page. Papers without fixed pages (docx, txt) have text and no words.
    """

    number: int
    """From 1."""
    text: str
    source: TextSource
    confidence: float
    rotation: int = 0
    """Degrees clockwise (0, 90, 180, 270) by which the page must be turned to stand upright."""
    words: tuple[Word, ...] = ()
    width: float = 0.0
    """Points (1/72 inch), or 0 where the paper has no fixed pages."""
    height: float = 0.0
    notes: tuple[Annotated[str, KeptText()], ...] = ()
    """Why the page was read the way it was, and what went wrong, as sentences a clerk understands."""
    failed: bool = False
    """The page could not be read; the notes say why. The document goes on without it."""
    margins: tuple[str, ...] = ()
    """Header and footer lines (page numbers, a portal's address, the notice under an electronic signature), and what a Word file
    holds and does not show: no part of the text.
    """
    tables: tuple[Table, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a whole file says."""

    media_type: str
    pages: tuple[Page, ...]
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The pages' text, one form feed between pages."""
        return "\f".join(page.text for page in self.pages)

    @property
    def confidence(self) -> float:
        """The pages' mean confidence, each weighted by its number of words; 0 when nothing was read.

        A page that failed weighs as much as the others do on average: a paper that lacks a page is not known for sure.
        """
        read = [(page.confidence, len(page.text.split())) for page in self.pages if not page.failed]
        words = sum(weight for _, weight in read)
        if not words:
            return 0.0
        return sum(confidence * weight for confidence, weight in read) / words * len(read) / len(self.pages)
