"""The classification scheme: codes, names and retention rules.

A scheme is data (``schemes/*.csv``); this file reads it and answers questions about it. Nothing here knows a letter.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path

from pipeline import formula_guard
from pipeline.classification.scheme.bm25 import WordIndex
from pipeline.document import AccessLevel, Category, Disposition, RetentionRule
from pipeline.document.triggers import Trigger
from pipeline.language.indonesian import as_digits, skeleton, within_edits

DEFAULT_VERSION = "KPU 1257/2024"
_DEFAULT_FILES = ("kpu-1257-2024.csv", "kpu-1257-2024-names.csv")


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One class: its code and name, and what the schedule says about it, if it says anything."""

    code: str
    parent: str
    kind: str
    """``substantif`` or ``fasilitatif``."""
    name: str
    name_en: str = ""
    rule: RetentionRule | None = None
    """None where no schedule row is known: then no clock starts."""
    category: Category | None = None
    personal_data: bool = False
    access_level: AccessLevel = AccessLevel.BIASA
    code_source: str = ""

    @property
    def official(self) -> bool:
        """Whether the code stands in the decree and so may be printed on a paper; local splits may not."""
        return not self.code_source.startswith("local")


@dataclass(frozen=True)
class Scheme:
    """One version of the scheme. Rows are in the order of their file."""

    version: str
    rows: tuple[SchemeRow, ...]
    _by_code: dict[str, SchemeRow] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {row.code.upper(): row for row in self.rows})

    def row(self, code: str) -> SchemeRow | None:
        """The row of this code, however it is written (``hm.02``, ``HM 02``, ``HM.02,1``); None when the scheme has none."""
        return self._by_code.get(tidy_code(code))

    def path(self, code: str) -> tuple[SchemeRow, ...]:
        """The rows from the function down to this code: PL, PL.01, PL.01.8."""
        found: list[SchemeRow] = []
        row = self.row(code)
        while row is not None and row not in found:
            found.append(row)
            row = self.row(row.parent) if row.parent else None
        return tuple(reversed(found))

    def children(self, code: str) -> tuple[SchemeRow, ...]:
        """The rows right below ``code``; the functions when it is empty."""
        return tuple(row for row in self.rows if row.parent == code)

    def nearest(self, code: str, n: int = 3) -> tuple[SchemeRow, ...]:
        """The ``n`` codes that a misprint or misreading of ``code`` may have meant, nearest first.

        Look-alike letters count least, then one differing place in the code, then kinship (same parent, same function).
        """
        head, *rest = tidy_code(code).split(".")
        wanted = ".".join([head, *map(as_digits, rest)])
        ranked = sorted((_distance(wanted, row.code.upper()), index) for index, row in enumerate(self.rows) if row.official)
        return tuple(self.rows[index] for distance, index in ranked[:n] if distance < _STRANGER)

    def search(self, words: str, n: int = 10) -> tuple[tuple[SchemeRow, float], ...]:
        """The rows whose names share most with ``words``, best first, each with a score from 0 up to 1.

        The general election (*Pemilu*) and the regional one (*Pemilihan*) have twin classes with nearly the same names; the twin of
        the election that the words do not speak of counts half.
        """
        about = which_election(words)
        found = [(self.rows[index], score) for index, score in self._index.best(words, 4 * n)]
        weighed = [(row, score / 2 if about and {about} ^ self._elections(row) == _BOTH else score) for row, score in found]
        return tuple(sorted(weighed, key=lambda pair: -pair[1])[:n])

    def _elections(self, row: SchemeRow) -> set[str]:
        names = " ".join(ancestor.name for ancestor in self.path(row.code)[1:])
        return {which_election(names)} - {""}

    @cached_property
    def _index(self) -> WordIndex:
        return WordIndex([self._described(row) for row in self.rows])

    def _described(self, row: SchemeRow) -> tuple[tuple[str, float], ...]:
        """A row's own name, and less weighty the names above it. Only leaves are found: a paper belongs to a leaf."""
        if not row.official or self.children(row.code):
            return ()
        above = [(ancestor.name, 0.35) for ancestor in self.path(row.code)[:-1]]
        return ((row.name, 1.0), *above)


_STRANGER = 100
_BOTH = {"pemilu", "pemilihan"}
_OURSELVES = re.compile(r"komisi\s+pemilihan\s+umum|badan\s+pengawas\s+pemilihan\s+umum|panitia\s+pemilihan|panwas\w*\s+pemilihan")


def which_election(text: str) -> str:
    """``pemilu`` or ``pemilihan`` when ``text`` speaks of one of them only; names of bodies do not count. Otherwise empty."""
    text = _OURSELVES.sub(" ", text[:20_000].lower())
    general = bool(re.search(r"\bpemilu\b|pemilihan\s+umum|legislatif|\bdprd?\b|presiden", text))
    regional = bool(re.search(r"pemilihan(?!\s+umum)|pilkada|bupati|wali\s?kota|gubernur", text))
    if general == regional:
        return ""
    return "pemilu" if general else "pemilihan"


def _distance(wanted: str, code: str) -> int:
    if skeleton(wanted) == skeleton(code):
        return 0
    ours, theirs = wanted.split("."), code.split(".")
    if within_edits(wanted, code, 1) and len(ours) == len(theirs):
        return 1 if ours[:-1] == theirs[:-1] else 2
    shared = sum(1 for _ in _common(ours, theirs))
    if not shared:
        return 8 if within_edits(ours[0], theirs[0], 1) and ours[1:] == theirs[1:] else _STRANGER
    return 3 + (len(theirs) - shared) * 2 + abs(len(ours) - len(theirs)) - min(shared, 2)


def _common(ours: list[str], theirs: list[str]) -> Iterable[str]:
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            return
        yield one


def tidy_code(code: str) -> str:
    """A code as the decree writes it: upper case, points between its parts (``Hk 04,2`` → ``HK.04.2``, ``HM02`` → ``HM.02``)."""
    code = re.sub(r"[\s.,;:]+", ".", code.strip().upper()).strip(".")
    code = re.sub(r"\.?[-–—]\.?", "-", code)
    return re.sub(r"^([A-Z]{2,4})(?=\d)", r"\1.", code)


@lru_cache(maxsize=1)
def load_default() -> Scheme:
    """The scheme that Berkas brings along: Keputusan KPU 1257/2024 (``schemes/README.md`` says where each figure comes from)."""
    folder = resources.files("pipeline.classification") / "schemes"
    rows: list[SchemeRow] = []
    for name in _DEFAULT_FILES:
        rows += rows_from(csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines()), DEFAULT_VERSION)
    return Scheme(DEFAULT_VERSION, tuple(rows))


def load(path: Path, version: str = "") -> Scheme:
    """A scheme from a csv in the columns of ``schemes/kpu-1257-2024.csv``; its version is the file's name unless given.

    Raises OSError when the file cannot be read, ValueError when a cell holds what its column cannot.
    """
    version = version or path.stem
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{name: formula_guard.unescape(cell or "") for name, cell in row.items() if name} for row in csv.DictReader(file)]
    return Scheme(version, tuple(rows_from(rows, version)))


def rows_from(records: Iterable[dict[str, str]], version: str) -> Iterable[SchemeRow]:
    """Scheme rows from records with our columns; columns that are missing or empty are simply not known."""
    for record in records:
        code = (record.get("code") or "").strip()
        if not code:
            continue
        category, level = (record.get("default_info_category") or "").strip(), (record.get("access_level") or "").strip()
        yield SchemeRow(
            code=code,
            parent=(record.get("parent") or "").strip(),
            kind=(record.get("kind") or "").strip(),
            name=(record.get("name_id") or "").strip(),
            name_en=(record.get("name_en") or "").strip(),
            rule=_rule(record, code, version),
            category=Category(category) if category else None,
            personal_data=(record.get("personal_data") or "").strip().lower() == "y",
            access_level=AccessLevel(level) if level else AccessLevel.BIASA,
            code_source=(record.get("code_source") or "").strip(),
        )


# What stands in retention_source where nobody has read the schedule itself.
_UNCONFIRMED = re.compile(r"default|analogue|confirm", re.IGNORECASE)


def _rule(record: dict[str, str], code: str, version: str) -> RetentionRule | None:
    if not (record.get("active_years") or "").strip():
        return None
    source = (record.get("retention_source") or "").strip()
    return RetentionRule(
        code=code,
        active_years=int(record["active_years"]),
        inactive_years=int(record["inactive_years"]),
        trigger=Trigger(record["trigger"].strip()),
        trigger_text=(record.get("trigger_id") or "").strip(),
        disposition=Disposition(record["final_disposition"].strip()),
        confirmed=bool(source) and not _UNCONFIRMED.search(source),
        source=source,
        scheme_version=version,
    )
