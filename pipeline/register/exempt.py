"""The list of exempt information (Daftar Informasi yang Dikecualikan, DIK) as files."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import formula_guard
from pipeline.register.entries import long_date
from pipeline.register.exports import BOX, GREY, MIDDLE, TOP, height, set_cell, set_page

FORMAT = "berkas-dik"
FORMAT_VERSION = 1
HEADER = ("No", "Informasi", "Dasar", "Hasil uji konsekuensi", "Jangka waktu", "Keterangan", "ID")
_WIDTHS = (6, 40, 40, 60, 22, 28, 14)


@dataclass(frozen=True, slots=True)
class ExemptEntry:
    """One line of the list."""

    no: int
    id: str
    title: str
    number: str
    basis: str
    harm: str
    benefit: str
    until: str
    """ISO 8601 date on which it is to be reconsidered."""
    decision: str
    """The record that holds the decision."""


@dataclass(frozen=True, slots=True)
class ExemptList:
    """The list as it stands."""

    office: str
    generated_at: str
    entries: tuple[ExemptEntry, ...]
    as_of: str = ""
    """The office's day of that instant, ISO 8601; empty: as the instant is written."""


def export_exempt(of: ExemptList, format_: str) -> bytes:
    """The list as a file of the format ``csv``, ``json`` or ``xlsx``. Raises ``KeyError`` for another."""
    return EXEMPT_FORMATS[format_](of)


def cells(entry: ExemptEntry) -> tuple[str, ...]:
    """What a line says, column by column, without its number."""
    test = f"Bila dibuka: {entry.harm.rstrip('. ')}. Manfaat bila dibuka: {entry.benefit.rstrip('. ')}."
    until = f"sampai {long_date(entry.until)}" if entry.until else ""
    name = ", ".join(part for part in (entry.title, entry.number) if part)
    return name, entry.basis, test, until, f"keputusan: {entry.decision}" if entry.decision else "", entry.id


def _csv(of: ExemptList) -> bytes:
    rows = [(entry.no, *cells(entry)) for entry in of.entries]
    return formula_guard.to_csv([HEADER, *rows]).encode("utf-8-sig", "replace")


def _json(of: ExemptList) -> bytes:
    content = {"format": FORMAT, "version": FORMAT_VERSION, "office": of.office, "generated_at": of.generated_at}
    entries = [asdict(entry) for entry in of.entries]
    return json.dumps(content | {"entries": entries}, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _xlsx(of: ExemptList) -> bytes:
    book = Workbook()
    sheet: Worksheet = book.create_sheet("DIK", 0)
    del book["Sheet"]
    set_cell(sheet, 1, 1, "DAFTAR INFORMASI YANG DIKECUALIKAN").font = Font(bold=True, size=14)
    set_cell(sheet, 2, 1, of.office.upper()).font = Font(bold=True)
    set_cell(sheet, 3, 1, f"Keadaan per {long_date(of.as_of or of.generated_at[:10])}")
    for column, name in enumerate(HEADER, 1):
        cell = set_cell(sheet, 5, column, name)
        cell.font, cell.fill, cell.border, cell.alignment = Font(bold=True), GREY, BOX, MIDDLE
    for row, entry in enumerate(of.entries, 6):
        values = ["", *cells(entry)]
        for column, text in enumerate(values, 1):
            cell = set_cell(sheet, row, column, text)
            cell.border, cell.alignment = BOX, TOP
        sheet.cell(row, 1).value = entry.no
        sheet.row_dimensions[row].height = height(values, _WIDTHS)
    set_page(sheet, _WIDTHS, (5, 5))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


EXEMPT_FORMATS: dict[str, Callable[[ExemptList], bytes]] = {"csv": _csv, "json": _json, "xlsx": _xlsx}
