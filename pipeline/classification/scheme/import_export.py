"""Import and export of an office's scheme and schedule: csv or xlsx, our columns or SRIKANDI's five.

SRIKANDI's form has *kode, nama, retensi aktif, retensi inaktif, keterangan akhir*: no event that starts the clock, no category, no
access level. What such a file does not say is taken from the scheme that it replaces (``base``); where that says nothing either,
the clock starts when the file is closed (FC), which is the general rule of Permenhub PM 92/2014 Pasal 4, and the category stays
empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from pipeline import formula_guard
from pipeline.classification.scheme.scheme import Scheme, SchemeRow, rows_from, tidy_code
from pipeline.classification.scheme.spreadsheets import InvalidScheme, read_table
from pipeline.document import Disposition, RetentionRule
from pipeline.document.triggers import Trigger
from pipeline.language.indonesian import fold

FIVE_COLUMNS = ("kode", "nama", "retensi aktif", "retensi inaktif", "keterangan akhir")
_ALIASES = {
    "kode": "kode",
    "kode klasifikasi": "kode",
    "nama": "nama",
    "nama klasifikasi": "nama",
    "jenis arsip": "nama",
    "uraian": "nama",
    "retensi aktif": "retensi aktif",
    "aktif": "retensi aktif",
    "retensi inaktif": "retensi inaktif",
    "inaktif": "retensi inaktif",
    "keterangan akhir": "keterangan akhir",
    "keterangan": "keterangan akhir",
    "nasib akhir": "keterangan akhir",
    "penyusutan akhir": "keterangan akhir",
}
_DISPOSITIONS = (
    (r"per[sz]eorangan|perorangan", Disposition.BERKAS_PERSEORANGAN),
    (r"dinilai", Disposition.DINILAI_KEMBALI),
    (r"musnah.*kecuali", Disposition.DINILAI_KEMBALI),
    (r"permanen", Disposition.PERMANEN),
    (r"musnah", Disposition.MUSNAH),
)
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class RowChange:
    """One field of one class that differs between two schemes."""

    code: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SchemeDiff:
    """What a new scheme changes."""

    added: tuple[SchemeRow, ...] = ()
    removed: tuple[SchemeRow, ...] = ()
    changed: tuple[RowChange, ...] = ()
    confirmed: tuple[str, ...] = ()
    """Codes whose retention was unconfirmed and is now the office's own."""

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.added or self.removed or self.changed or self.confirmed)


def read_scheme(path: Path, version: str = "", base: Scheme | None = None) -> Scheme:
    """The scheme in a csv or xlsx of the office; ``version`` is the file's name unless given.

    Rows in the five columns are the office's own schedule and count as confirmed. Rows in our columns are confirmed when
    ``retention_source`` names a source and does not say that it is a default or an analogue.

    Raises ``InvalidScheme`` with the line and what is wrong with it, OSError when the file cannot be opened.
    """
    version = version or path.stem
    table = read_table(path, _MOST_ROWS + 20)
    header, start = _header(table)
    records = [
        (number, dict(zip(header, [*row, *[""] * len(header)], strict=False)))
        for number, row in enumerate(table[start:], start + 1)
        if any(cell.strip() for cell in row)
    ]
    rows = list(_ours(records, version) if "code" in header else _five(records, version, base, path.name))
    _check(rows)
    return Scheme(version, tuple(_with_parents(rows)))


def _header(table: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """The column names and the row after them; a title above the table is passed over."""
    for index, row in enumerate(table[:20]):
        names = [" ".join(fold(cell).replace("_", " ").split()) for cell in row]
        if "code" in names and "name id" in names:
            return [name.replace(" ", "_") for name in names], index + 1
        known = [_ALIASES.get(name, name) for name in names]
        if set(FIVE_COLUMNS) <= set(known):
            return known, index + 1
    raise InvalidScheme(what=f"kolom {', '.join(FIVE_COLUMNS)} tidak ditemukan")


_Numbered = Iterable[tuple[int, dict[str, str]]]


def _ours(records: _Numbered, version: str) -> Iterator[SchemeRow]:
    for number, record in records:
        try:
            yield from rows_from([record], version)
        except (ValueError, KeyError) as error:
            raise InvalidScheme(what=f"baris {number}: {error}") from error


def _five(records: _Numbered, version: str, base: Scheme | None, name: str) -> Iterator[SchemeRow]:
    for number, record in records:
        code = tidy_code(record["kode"])
        if not code:
            raise InvalidScheme(what=f"baris {number}: kode kosong")
        known = base.row(code) if base else None
        row = known or SchemeRow(code=code, parent="", kind="", name="")
        rule = _rule_from(number, code, record, known, version, name)
        yield replace(
            row, code=code, parent="", name=" ".join(record["nama"].split()) or row.name, rule=rule, code_source=f"impor: {name}"
        )


def _rule_from(
    number: int, code: str, record: dict[str, str], known: SchemeRow | None, version: str, name: str
) -> RetentionRule | None:
    active, inactive, final = (record[column].strip() for column in FIVE_COLUMNS[2:])
    if not (active or inactive or final):
        return None
    disposition = next((kind for pattern, kind in _DISPOSITIONS if re.search(pattern, fold(final))), None)
    if disposition is None:
        raise InvalidScheme(what=f"baris {number} ({code}): keterangan akhir “{final}” tidak dikenal")
    before = known.rule if known else None
    trigger, words = _trigger(f"{active} {inactive}", before)
    return RetentionRule(
        code=code,
        active_years=_years(number, code, active),
        inactive_years=_years(number, code, inactive),
        trigger=trigger,
        trigger_text=words,
        disposition=disposition,
        confirmed=True,
        source=f"jadwal kantor: {name}",
        scheme_version=version,
    )


def _years(number: int, code: str, text: str) -> int:
    if text in ("", "-", "–"):
        return 0
    match = re.search(r"\d+", text)
    if match is None or int(match[0]) > 100:
        raise InvalidScheme(what=f"baris {number} ({code}): “{text}” bukan jumlah tahun")
    return int(match[0])


def _trigger(text: str, before: RetentionRule | None) -> tuple[Trigger, str]:
    match = re.search(r"(?i)\b(setelah|sejak)\b.+", text)
    if match:
        words = " ".join(match[0].split()).strip(" .;")
        found = next((trigger for trigger in Trigger if re.search(trigger.wording, fold(words))), Trigger.FC)
        return found, words
    if before is not None:
        return before.trigger, before.trigger_text
    return Trigger.FC, "setelah berkas ditutup / kegiatan selesai"


def _check(rows: Sequence[SchemeRow]) -> None:
    if not rows:
        raise InvalidScheme(what="tidak ada satu baris pun")
    if len(rows) > _MOST_ROWS:
        raise InvalidScheme(what=f"lebih dari {_MOST_ROWS} baris")
    seen: set[str] = set()
    for row in rows:
        if row.code.upper() in seen:
            raise InvalidScheme(what=f"kode {row.code} ada dua kali")
        seen.add(row.code.upper())
        if not row.name:
            raise InvalidScheme(what=f"kode {row.code} tidak bernama")


def _with_parents(rows: Iterable[SchemeRow]) -> Iterator[SchemeRow]:
    """Where the file names no parent, the parent is the longest other code that this one begins with."""
    rows = list(rows)
    codes = {row.code for row in rows}
    for row in rows:
        parts = row.code.split(".")
        above = (".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
        yield row if row.parent else replace(row, parent=next((code for code in above if code in codes), ""))


_COMPARED_OF_RULE = ("active_years", "inactive_years", "trigger", "disposition")
_COMPARED = tuple(field.name for field in fields(SchemeRow) if field.name in {"name", "category", "personal_data", "access_level"})


def diff(old: Scheme, new: Scheme) -> SchemeDiff:
    """What ``new`` changes: rows added, gone and confirmed; names, years, events, dispositions, categories and levels."""
    added = tuple(row for row in new.rows if old.row(row.code) is None)
    removed = tuple(row for row in old.rows if new.row(row.code) is None)
    changed: list[RowChange] = []
    confirmed: list[str] = []
    for row in new.rows:
        before = old.row(row.code)
        if before is None:
            continue
        changed += [change for change in _changes(before, row) if change.before != change.after]
        if row.rule and row.rule.confirmed and not (before.rule and before.rule.confirmed):
            confirmed.append(row.code)
    return SchemeDiff(added, removed, tuple(changed), tuple(confirmed))


def _changes(before: SchemeRow, after: SchemeRow) -> Iterator[RowChange]:
    for name in _COMPARED:
        yield RowChange(after.code, name, str(getattr(before, name) or ""), str(getattr(after, name) or ""))
    for name in _COMPARED_OF_RULE:
        values = [str(getattr(row.rule, name)) if row.rule else "" for row in (before, after)]
        yield RowChange(after.code, name, *values)


def five_columns(scheme: Scheme) -> Iterator[tuple[str, ...]]:
    """The scheme in SRIKANDI's five columns, header first. Local splits are left out: SRIKANDI knows official codes only."""
    yield FIVE_COLUMNS
    for row in scheme.rows:
        if not row.official:
            continue
        rule = row.rule
        final = rule.disposition.replace("_", " ").capitalize() if rule else ""
        years = (str(rule.active_years), str(rule.inactive_years)) if rule else ("", "")
        yield (row.code, row.name, *years, final)


def write_five_columns(scheme: Scheme, path: Path) -> None:
    """Write ``five_columns`` as csv, or as xlsx when the path ends so. Raises OSError."""
    if path.suffix.lower() != ".xlsx":
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(formula_guard.to_csv(five_columns(scheme)))
        return
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("klasifikasi")
    formula_guard.append_texts(sheet, five_columns(scheme))
    book.save(path)
