"""Reads tables from csv and xlsx files. The files are untrusted."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from pipeline import formula_guard
from pipeline.failures import Failure

_MOST_BYTES = 20 * 1024 * 1024
_MOST_UNPACKED = 200 * 1024 * 1024


class InvalidScheme(Failure):
    """A scheme that cannot be taken over as it stands."""

    key = "failure.invalid_scheme"
    indonesian = "Skema klasifikasi ini tidak dapat dipakai: {what}. Perbaiki filenya, lalu impor lagi."
    english = "This classification scheme cannot be used: {what}. Correct the file and import it again."


def read_table(path: Path, most_rows: int) -> list[list[str]]:
    """The cells of a csv (comma, semicolon or tab) or of the first sheet of an xlsx, as text; at most ``most_rows`` rows.

    Raises ``InvalidScheme`` when the file is no such table or too big, OSError when it cannot be opened.
    """
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _xlsx(path, most_rows)
    return _csv(path, most_rows)


def _csv(path: Path, most_rows: int) -> list[list[str]]:
    if path.stat().st_size > _MOST_BYTES:
        raise InvalidScheme(what="filenya terlalu besar")
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[:most_rows]
    except csv.Error as error:
        raise InvalidScheme(what=f"bukan csv yang sah ({error})") from error
    return [[formula_guard.unescape(cell) for cell in row] for row in rows]


def _xlsx(path: Path, most_rows: int) -> list[list[str]]:
    from openpyxl import load_workbook  # slow to import, and seldom needed
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MOST_UNPACKED:
                raise InvalidScheme(what="isinya terlalu besar setelah dibuka")
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True, max_row=most_rows, max_col=40)
        table = [["" if cell is None else _cell(cell) for cell in row] for row in rows]
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise InvalidScheme(what="bukan file xlsx yang sah") from error
    return table


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
