"""The register as csv, json and xlsx."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import formula_guard
from pipeline.document import Category
from pipeline.register.entries import GROUPS, UNCONFIRMED, Register, RegisterEntry, long_date

FORMAT = "berkas-register"
FORMAT_VERSION = 1
"""Of the json: raised when a key changes its meaning or goes; new keys alone do not raise it."""

CSV_HEADER = (
    "No",
    "Kategori informasi",
    "Ringkasan isi informasi",
    "Pejabat/unit yang menguasai informasi",
    "Penanggung jawab pembuatan/penerbitan",
    "Waktu dan tempat pembuatan",
    "Bentuk: cetak",
    "Bentuk: elektronik",
    "Jangka waktu simpan/retensi",
    "Nomor naskah",
    "Kode klasifikasi",
    "File",
    "ID",
)
CATEGORY_NAMES = {Category.BERKALA: "Berkala", Category.SERTA_MERTA: "Serta-merta", Category.SETIAP_SAAT: "Setiap saat"}

_HEADER = (
    "No",
    "Ringkasan isi informasi",
    "Pejabat/unit yang menguasai informasi",
    "Penanggung jawab pembuatan/penerbitan",
    "Waktu dan tempat pembuatan",
    "Bentuk informasi yang tersedia",
    "",
    "Jangka waktu simpan/retensi arsip",
    "Nomor naskah",
    "Kode",
)
_WIDTHS = (6, 46, 28, 22, 24, 8, 11, 34, 26, 12)
_TICK = "√"
_THIN = Side(style="thin", color="808080")
BOX = Border(_THIN, _THIN, _THIN, _THIN)
GREY = PatternFill("solid", start_color="E7E6E6")
LINE_POINTS = 15.0
_FILLED = 0.95
"""Share of a column's characters that a wrapped line fills, the rest lost at the ends of words."""
MIDDLE = Alignment("center", "center", wrap_text=True)
TOP = Alignment("left", "top", wrap_text=True)


def export(register: Register, format_: str) -> bytes:
    """``register`` as a file of the format ``csv``, ``json`` or ``xlsx``. Raises ``KeyError`` for another."""
    return FORMATS[format_](register)


def to_csv(register: Register) -> bytes:
    """Comma-separated, UTF-8 with its mark at the start (without it Excel reads Latin-1), one line per entry."""
    rows = [
        (
            entry.no,
            CATEGORY_NAMES[entry.category],
            *_columns(entry),
            _yes(entry.printed),
            _yes(entry.electronic),
            *(entry.retention, entry.number, entry.code, entry.file, entry.id),
        )
        for entry in register.entries
    ]
    return formula_guard.to_csv([CSV_HEADER, *rows]).encode("utf-8-sig", "replace")


def to_json(register: Register) -> bytes:
    """The open machine-readable form (UTF-8); its keys stay what they are."""
    content = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "office": register.office,
        "generated_at": register.generated_at,
        "register_version": register.version,
        "entries": [_plain(entry) for entry in register.entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _plain(entry: RegisterEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "category": entry.category.value,
        "no": entry.no,
        "summary": entry.summary,
        "holding_unit": entry.holding_unit,
        "issuer": entry.issuer,
        "date": entry.date or None,
        "place": entry.place,
        "form": {"printed": entry.printed, "electronic": entry.electronic},
        "retention": {
            "text": entry.retention,
            "ends": entry.retention_end or None,
            "confirmed": entry.retention_confirmed,
        },
        "number": entry.number,
        "code": entry.code,
        "document_type": entry.document_type,
        "access_level": entry.access_level,
        "file": entry.file or None,
    }


def to_xlsx(register: Register) -> bytes:
    """The register as it is hung out: title, two header rows, the three groups, printed on A4 across."""
    book = Workbook()
    sheet: Worksheet = book.create_sheet("DIP", 0)
    del book["Sheet"]
    _title(sheet, register)
    header_end = _header(sheet, 5)
    row = header_end + 1
    for category, name in GROUPS.items():
        row = _group(sheet, row, name, [entry for entry in register.entries if entry.category == category])
    if any(not entry.retention_confirmed for entry in register.entries):
        set_cell(
            sheet, row + 1, 1, f"{UNCONFIRMED}: jangka waktu bawaan yang belum dicocokkan kantor dengan jadwal retensi arsipnya."
        )
    set_page(sheet, _WIDTHS, (header_end - 1, header_end))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _title(sheet: Worksheet, register: Register) -> None:
    version = f", versi {register.version}" if register.version is not None else ""
    for row, text in enumerate(
        ("DAFTAR INFORMASI PUBLIK", register.office.upper(), f"Keadaan per {long_date(register.day)}{version}"), 1
    ):
        cell = set_cell(sheet, row, 1, text)
        cell.font = Font(bold=row < 3, size=14 if row == 1 else 11)
        sheet.row_dimensions[row].height = 1.4 * LINE_POINTS if row == 1 else LINE_POINTS
        cell.alignment = Alignment("center", "center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))


def _header(sheet: Worksheet, first: int) -> int:
    """Two rows, because ``Bentuk informasi`` is split; the last of them."""
    for column, name in enumerate(_HEADER, 1):
        set_cell(sheet, first, column, name)
        set_cell(sheet, first + 1, column, {6: "Cetak", 7: "Elektronik"}.get(column, ""))
        for row in (first, first + 1):
            cell = sheet.cell(row, column)
            cell.font, cell.fill, cell.border, cell.alignment = Font(bold=True), GREY, BOX, MIDDLE
        if column not in (6, 7):
            sheet.merge_cells(start_row=first, end_row=first + 1, start_column=column, end_column=column)
    sheet.merge_cells(start_row=first, end_row=first, start_column=6, end_column=7)
    for row in (first, first + 1):
        sheet.row_dimensions[row].height = 2 * LINE_POINTS
    return first + 1


def _group(sheet: Worksheet, row: int, name: str, lines: list[RegisterEntry]) -> int:
    """The group's name and its lines from ``row`` on; the row after them."""
    cell = set_cell(sheet, row, 1, name)
    cell.font, cell.fill, cell.alignment = Font(bold=True), GREY, Alignment("left", "center")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
    dressed: dict[tuple[bool, bool], StyleArray] = {}
    for entry in lines:
        row += 1
        ticks = [_TICK if there else "" for there in (entry.printed, entry.electronic)]
        values = ["", *_columns(entry), *ticks, entry.retention, entry.number, entry.code]
        for column, value in enumerate(values, 1):
            _style_cell(set_cell(sheet, row, column, value), MIDDLE if column in (6, 7) else TOP, dressed)
        sheet.cell(row, 1).value = entry.no
        sheet.row_dimensions[row].height = height(values, _WIDTHS)
    if not lines:
        row += 1
        set_cell(sheet, row, 2, "(belum ada)").font = Font(italic=True)
    return row + 1


def height(values: Sequence[str], widths: Sequence[int]) -> float:
    """Points that a line of a list needs, its longest cell wrapped: not every program works that out by itself."""
    lines = (-(-len(value) // int(_FILLED * width)) for value, width in zip(values, widths, strict=True))
    return LINE_POINTS * max(1, *lines)


def _style_cell(cell: Any, alignment: Alignment, dressed: dict[tuple[bool, bool], StyleArray]) -> None:
    """A cell in its box. openpyxl looks a style up by all its parts, 50 µs each time: 16,000 lines took ten seconds for it; so the
    first cell of each look lends the others its own.
    """
    look = (alignment is MIDDLE, bool(cell.quotePrefix))
    if look in dressed:
        cell._style = copy(dressed[look])
        return
    cell.border, cell.alignment = BOX, alignment
    dressed[look] = cell._style


def set_cell(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Put ``text`` into a cell by ``formula_guard.set_text``."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(cell)
    formula_guard.set_text(cell, text)
    return cell


def set_page(sheet: Worksheet, widths: Sequence[int], header: tuple[int, int]) -> None:
    """A4 across, as wide as the page; the rows of the header (first, last) stay in sight and on each sheet."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{header[1] + 1}"
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header[0]}:{header[1]}"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(right=_HeaderFooterPart("Halaman &P dari &N"))


def _columns(entry: RegisterEntry) -> tuple[str, str, str, str]:
    return entry.summary, entry.holding_unit, entry.issuer, entry.time_and_place


def _yes(there: bool) -> str:
    return "ya" if there else "tidak"


FORMATS: dict[str, Callable[[Register], bytes]] = {"csv": to_csv, "json": to_json, "xlsx": to_xlsx}
"""Name of a format → what writes it."""
