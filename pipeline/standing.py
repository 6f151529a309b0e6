"""What stands decided in the office (its scheme, its dossiers, what has happened to it), and the retention that follows.

Read from the catalogue's rows of ``archive/office``; changes nothing. Every act that sets a clock asks here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Q

from pipeline import approval, classification, names
from pipeline.archive import office, retention
from pipeline.catalogue import act, models
from pipeline.classification.scheme import which_election
from pipeline.document import EXEMPT, Record, Retention, RetentionRule, Status, Trigger
from pipeline.failures import Failure
from pipeline.home import Home

HOLD_KINDS = names.HOLDS


class SchemeLost(Failure):
    """The table of a scheme version is gone or damaged: no clock may be set by guessing."""

    indonesian = "Tabel skema '{version}' hilang atau rusak. Minta pengelola menjalankan: berkas check"
    english = "The table of scheme '{version}' is lost or damaged. Ask the administrator to run: berkas check"


def decided(kind: str, name: str) -> office.OfficeFile | None:
    """An office file as it stands."""
    row = models.Decided.objects.filter(pk=f"{kind}/{name}").first()
    return row.file() if row else None


def all_decided(kind: str) -> Iterator[office.OfficeFile]:
    """Every office file of a kind, by name."""
    for data in models.Decided.objects.filter(kind=kind).order_by("subject").values_list("json", flat=True):
        yield models.office_file(data)


def inside(sight: approval.Sight) -> Q:
    """What someone may see, as a limit on rows of records."""
    # All states are no limit; said as one, it would keep SQLite from the index that helps.
    limit = ~Q(pk__in=[]) if sight.statuses == frozenset(Status) else Q(status__in=[str(status) for status in sight.statuses])
    if not sight.exempt:
        limit &= ~Q(category__in=[str(category) for category in EXEMPT])
    if sight.access_levels is not None:
        limit &= Q(access_level__in=[str(level) for level in sight.access_levels])
    return limit


# --- The scheme ------------------------------------------------------------------------------------------------------------------


def scheme(home: Home) -> classification.Scheme:
    """The scheme in force: the office's own that was put in force last, or the one that Berkas brings along."""
    imported = max(all_decided(office.SCHEMES), key=lambda file: int(file.data["order"]), default=None)
    return classification.load_default() if imported is None else _table(home, imported)


def scheme_version(home: Home, version: str) -> classification.Scheme | None:
    """A scheme that is or once was in force."""
    if version == (default := classification.load_default()).version:
        return default
    imported = decided(office.SCHEMES, version)
    return _table(home, imported) if imported else None


def _table(home: Home, imported: office.OfficeFile) -> classification.Scheme:
    path = office.beside(home.archive, office.SCHEMES, imported.data["table"])
    try:
        return _load(path, imported.id, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError) as error:
        raise SchemeLost(version=imported.id) from error


@lru_cache(maxsize=8)
def _load(path: Path, version: str, _written: int) -> classification.Scheme:
    return classification.load(path, version)


# --- Events and dossiers ---------------------------------------------------------------------------------------------------------


def events() -> tuple[retention.Event, ...]:
    """All that has happened to the office."""
    return tuple(event for file in all_decided(office.EVENTS) for event in events_of(file.data))


def events_of(data: dict[str, Any]) -> Iterator[retention.Event]:
    """The events that an office file tells of. The classes that they spoke of stay those of the day on which they were written
    down, whatever scheme comes after.
    """
    kind, subject = Trigger(data["kind"]), str(data["subject"])
    for told in data["dates"]:
        day = date.fromisoformat(told)
        if kind is Trigger.UU:
            yield retention.Event(kind, day, year=int(subject))
        elif act.is_number(subject):
            yield retention.Event(kind, day, record=subject)
        else:
            yield retention.Event(kind, day, codes=frozenset(data["codes"]))


def codes_of(of: classification.Scheme, subject: str) -> frozenset[str]:
    """The classes that a subject names: a branch of the scheme (``PL.01``), or what belongs to one election (``pemilu-2024``)."""
    election, _, year = subject.lower().partition("-")
    if election in {"pemilu", "pemilihan"} and (not year or (year.isascii() and year.isdecimal())):
        return frozenset(row.code for row in of.rows if _election(of, row.code) == election)
    branch = of.row(subject)
    if branch is None:
        return frozenset()
    return frozenset(row.code for row in of.rows if branch in of.path(row.code))


def _election(of: classification.Scheme, code: str) -> str:
    return which_election(" ".join(row.name for row in of.path(code)[1:]))


# --- Retention -------------------------------------------------------------------------------------------------------------------


def rule(home: Home, code: str, version: str, kept: RetentionRule | None = None) -> RetentionRule | None:
    """The rule of a class under the scheme version that it was decided under.

    Args:
        home: whose scheme.
        code: the class.
        version: of the scheme; where nobody knows it, the scheme in force answers.
        kept: the rule as a record keeps it: it stays what it was, even if the program should one day bring other figures.
    """
    if kept and kept.scheme_version == version and kept.code == code:
        return kept
    row = (scheme_version(home, version) or scheme(home)).row(code)
    return row.rule if row else None


def dossier_of(record: Record) -> office.OfficeFile | None:
    """The dossier that a record lies in."""
    return decided(office.DOSSIERS, record.dossier) if record.dossier else None


def retention_of(
    home: Home, record: Record, folder: office.OfficeFile | None, happened: tuple[retention.Event, ...]
) -> Retention | None:
    """The retention of a paper by its class, its date, its dossier and what has happened; the longest of several counts.

    A dossier is kept together: where its own class keeps longer than the paper's, the paper stays as long.

    Args:
        home: whose archive.
        record: the paper.
        folder: its dossier, as it stands or as it would stand.
        happened: the events of the office, likewise.
    """
    facts = record.facts
    own = rule(home, facts.code, facts.scheme_version, record.retention.rule if record.retention else None)
    rules = [(own, facts.code)] if own else []
    if folder and folder.data["code"] != facts.code:
        of_dossier = rule(home, folder.data["code"], folder.data["scheme_version"])
        rules += [(of_dossier, folder.data["code"])] if of_dossier else []
    dates = folder.data["dates"] if folder else {}
    return retention.longest(
        retention.apply(each, retention.start(each, facts.date, record_id=record.id, code=code, dossier=dates, events=happened))
        for each, code in rules
    )


def with_retention(home: Home, record: Record) -> Record:
    """The record with the retention that follows from it as it stands."""
    return replace(record, retention=retention_of(home, record, dossier_of(record), events()))


def under_scheme_in_force(home: Home, record: Record) -> Record:
    """The record as decided now: under the scheme in force, if that still knows its code."""
    in_force = scheme(home)
    if in_force.row(record.facts.code) is None or record.facts.scheme_version == in_force.version:
        return with_retention(home, record)
    return with_retention(home, replace(record, facts=replace(record.facts, scheme_version=in_force.version)))
