"""The retention of a record, derived from its class, date, dossier and the events of the office.

Changes nothing. Every act that sets a clock asks here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.archive import decisions, retention
from pipeline.catalogue import transactions
from pipeline.catalogue.decisions import get_decision, iter_decisions
from pipeline.document import Record, Retention, RetentionRule
from pipeline.document.triggers import Trigger, TriggerSubject
from pipeline.home import Home
from pipeline.records.scheme_in_force import current_scheme, scheme_version


def events() -> tuple[retention.Event, ...]:
    """All that has happened to the office."""
    return tuple(event for file in iter_decisions(decisions.EVENTS) for event in events_of(file.data))


def events_of(data: dict[str, Any]) -> Iterator[retention.Event]:
    """The events that an office file tells of. The classes that they spoke of stay those of the day on which they were written
    down, whatever scheme comes after.
    """
    kind, subject = Trigger(data["kind"]), str(data["subject"])
    for told in data["dates"]:
        day = date.fromisoformat(told)
        if kind.subject is TriggerSubject.BUDGET_YEAR:
            yield retention.Event(kind, day, year=int(subject))
        elif transactions.is_record_id(subject):
            yield retention.Event(kind, day, record=subject)
        else:
            yield retention.Event(kind, day, codes=frozenset(data["codes"]))


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
    row = (scheme_version(home, version) or current_scheme(home)).row(code)
    return row.rule if row else None


def dossier_of(record: Record) -> decisions.Decision | None:
    """The dossier that a record lies in."""
    return get_decision(decisions.DOSSIERS, record.dossier) if record.dossier else None


def retention_of(
    home: Home, record: Record, folder: decisions.Decision | None, happened: tuple[retention.Event, ...]
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
        retention.apply(
            each, retention.clock_start(each, facts.date, record_id=record.id, code=code, dossier=dates, events=happened)
        )
        for each, code in rules
    )


def with_retention(home: Home, record: Record) -> Record:
    """The record with the retention that follows from it as it stands."""
    return replace(record, retention=retention_of(home, record, dossier_of(record), events()))


def under_scheme_in_force(home: Home, record: Record) -> Record:
    """The record as decided now: under the scheme in force, if that still knows its code."""
    in_force = current_scheme(home)
    if in_force.row(record.facts.code) is None or record.facts.scheme_version == in_force.version:
        return with_retention(home, record)
    return with_retention(home, replace(record, facts=replace(record.facts, scheme_version=in_force.version)))
