"""Writes text into table cells so that no spreadsheet runs it as a formula.

What papers say stands in the cells, and anyone may write a paper. A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or
``@``, DDE commands (``=cmd|…``) among them (OWASP, *CSV injection*). Excel takes the full-width forms of these signs for the signs
themselves. Programs differ in what they drop from the front of a cell before they look: blanks, invisible characters, quotes.

All tables are written through this module and nothing else.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST_CELL = 32_767
"""Characters that Excel takes in one cell."""

_SIGN = r"[=+\-@＝＋－＠﹦﹢﹣﹫]"
# Blanks but for those that end a cell, control and invisible characters, and quotes.
_FRONT = r"""(?:[^\S\t\r\n]|[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff'"])*"""
# Excel opens a csv by the separator of its country, which in Indonesia is the semicolon: cells then begin where ours do not.
_START = r"(?:\A|(?<=[;\t\r\n]))"
_ESCAPE = re.compile(rf"{_START}(?={_FRONT}{_SIGN})|\A(?={_FRONT}[\t\r\n])")
_UNESCAPE = re.compile(rf"{_START}'(?={_FRONT}{_SIGN})|\A'(?={_FRONT}[\t\r\n])")
_FORMULA = re.compile(rf"{_FRONT}(?:{_SIGN}|[\t\r\n])")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could run a cell that holds this text."""
    return _FORMULA.match(text) is not None


def escape(text: str) -> str:
    """``text`` for a cell of a csv, with an apostrophe before each place that could begin a formula.

    The apostrophe is what spreadsheets themselves put before text that looks like a formula.
    """
    return _ESCAPE.sub("'", text)


def unescape(text: str) -> str:
    """The text that ``escape`` was given. An apostrophe that a spreadsheet put before a formula goes too."""
    return _UNESCAPE.sub("", text)


def to_csv(rows: Iterable[Iterable[object]]) -> str:
    """Rows as csv (RFC 4180), every text in them escaped."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([escape(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue()


def set_text(cell: Cell, text: str) -> None:
    """Put ``text`` into a cell of an xlsx as text. It stays text when someone edits the cell.

    Characters that XML forbids are left out, and what is longer than Excel takes is cut.
    """
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # slow to import, and seldom needed

    clean = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "replace").decode("utf-8")[:LONGEST_CELL]
    if clean:
        cell.value = clean
        cell.data_type = "s"
        cell.quotePrefix = is_formula(clean)


def append_texts(sheet: WriteOnlyWorksheet, rows: Iterable[Sequence[str]]) -> None:
    """Append rows of texts to a sheet of a write-only workbook, each by ``set_text``."""
    from openpyxl.cell import WriteOnlyCell  # slow to import, and seldom needed

    for row in rows:
        cells = [WriteOnlyCell(sheet) for _ in row]
        for cell, text in zip(cells, row, strict=True):
            set_text(cell, text)
        sheet.append(cells)
