"""The JSON output of commands; ``docs/cli.md`` describes it and a schema test checks it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipeline.archive.shelf import shelf
from pipeline.document import Actor, Entry, Proposal, Record, Retention
from pipeline.document.facts import FACTS, Facts
from pipeline.document.pages import Box, Page, Reading, Table
from pipeline.language.phrases import translate

if TYPE_CHECKING:
    from pipeline.records.dossiers import DossierListing, Suggestion
    from pipeline.records.due_list import Due
    from pipeline.records.scheme_versions import SchemeComparison
    from pipeline.records.search import Found


def facts(of: Facts) -> dict[str, str]:
    """The fields that people decide."""
    return {name: getattr(of, name) for name in FACTS}


def retention(of: Retention | None) -> dict[str, Any] | None:
    """How long, from when, and what then; null where the code has no rule."""
    if of is None:
        return None
    rule = of.rule
    return {
        "trigger": rule.trigger.value,
        "trigger_text": rule.trigger_text,
        "trigger_date": of.trigger_date,
        "active_years": rule.active_years,
        "inactive_years": rule.inactive_years,
        "active_until": of.active_until,
        "ends": of.ends,
        "disposition": rule.disposition.value,
        "confirmed": rule.confirmed,
        "source": rule.source,
        "scheme_version": rule.scheme_version,
    }


def entry(of: Entry) -> dict[str, Any]:
    """One act in a record's history."""
    fields = asdict(of) | {"status": of.status.value}
    return fields | {"changes": {name: list(pair) for name, pair in of.changes.items()}}


def records(of: Iterable[Record], actor: Actor) -> list[dict[str, Any]]:
    """Records, as this person may see them."""
    from pipeline.records import dossier_access

    unknown = dossier_access.hidden_dossiers(actor)
    return [_record(dossier_access.redact_dossiers(one, unknown)) for one in of]


def record(of: Record, actor: Actor) -> dict[str, Any]:
    """A record, as this person may see it."""
    from pipeline.records import dossier_access

    return _record(dossier_access.redact_record(actor, of))


def _record(of: Record) -> dict[str, Any]:
    return {
        "id": of.id,
        "status": of.status.value,
        "version": of.version,
        "file": of.file,
        "sha256": of.sha256,
        "size": of.size,
        "media_type": of.media_type,
        "pages": of.pages,
        **facts(of.facts),
        "shelf": str(shelf(of)),
        "retention": retention(of.retention),
        "place": of.place,
        "dossier": of.dossier,
        "confidence": of.confidence,
        "problem": of.problem,
        "received_at": of.received_at,
        "arrivals": [asdict(arrival) for arrival in of.arrivals],
        "proposal": proposal(of.proposal) if of.proposal else None,
        "history": [entry(one) for one in of.history],
    }


def proposal(of: Proposal) -> dict[str, Any]:
    """What was proposed, how surely, and why."""
    return {
        **facts(of.facts),
        "confidence": {name: round(value, 3) for name, value in of.confidence.items()},
        "reasons": [{"field": reason.field, "text": reason.text, "page": reason.page} for reason in of.reasons],
    }


def page(of: Page) -> dict[str, Any]:
    """A page as it was read."""
    return {
        "number": of.number,
        "text": of.text,
        "source": of.source.value,
        "confidence": round(of.confidence, 4),
        "rotation": of.rotation,
        "width": of.width,
        "height": of.height,
        "failed": of.failed,
        "notes": list(of.notes),
        "notes_en": [translate(note, "en") for note in of.notes],
        "margins": list(of.margins),
        "headings": [{"text": one.text, "box": _box(one.box)} for one in of.headings],
        "tables": [_table(one) for one in of.tables],
        "words": [{"text": word.text, "box": _box(word.box), "confidence": round(word.confidence, 3)} for word in of.words],
    }


def _table(of: Table) -> dict[str, Any]:
    cells = [
        {"row": one.row, "column": one.column, "rows": one.rows, "columns": one.columns, "text": one.text, "box": _box(one.box)}
        for one in of.cells
    ]
    return {"rows": of.rows, "columns": of.columns, "box": _box(of.box), "cells": cells}


def _box(of: Box) -> list[float]:
    return [round(edge, 5) for edge in of]


def reading(file: str, of: Reading) -> dict[str, Any]:
    """A file as it was read."""
    return {
        "file": file,
        "media_type": of.media_type,
        "pages": [page(one) for one in of.pages],
        "confidence": round(of.confidence, 4),
        "seconds": round(of.seconds, 3),
    }


def found(of: Found) -> dict[str, Any]:
    """What a search found."""
    return {
        "total": of.total,
        "complete": of.complete,
        "took_ms": of.took_ms,
        "corrected": [{"typed": typed, "meant": meant} for typed, meant in of.corrected],
        "hits": [
            {
                "id": hit.record.id,
                "title": hit.record.facts.title or hit.record.file,
                "number": hit.record.facts.number,
                "code": hit.record.facts.code,
                "category": hit.record.facts.category,
                "date": hit.record.facts.date,
                "status": hit.record.status.value,
                "score": round(hit.score, 4),
                "missing": list(hit.missing),
                "page": hit.snippet.page,
                "snippet": hit.snippet.text,
                "boxes": [[round(edge, 5) for edge in box] for box in hit.snippet.boxes],
            }
            for hit in of.hits
        ],
        "facets": {name: [{"value": value, "count": count} for value, count in pairs] for name, pairs in of.facets.items()},
    }


def due(of: list[Due], actor: Actor) -> list[dict[str, Any]]:
    """Records that something is to be done with, and what."""
    said = [{"kind": one.kind, "date": one.day, "proposal": one.proposal, "blocked": list(one.blocked)} for one in of]
    return [shape | {"due": what} for shape, what in zip(records([one.record for one in of], actor), said, strict=True)]


def dossier(of: DossierListing) -> dict[str, Any]:
    """A dossier."""
    data = of.file.data
    said = {"name": of.file.id, "code": data["code"], "title": data["title"], "opened": data["opened"], "closed": of.closed}
    return said | {"dates": dict(data["dates"]), "records": of.records, "hidden": of.hidden}


def suggestion(of: Suggestion) -> dict[str, Any]:
    """The dossier that a record probably belongs to."""
    return {"name": of.name, "code": of.code, "title": of.title, "why": of.why}


def comparison(of: SchemeComparison) -> dict[str, Any]:
    """What a scheme changes."""
    diff = of.diff
    return {
        "version": of.new.version,
        "in_force": of.in_force.version,
        "rows": len(of.new.rows),
        "added": [{"code": row.code, "name": row.name} for row in diff.added],
        "removed": [{"code": row.code, "name": row.name} for row in diff.removed],
        "changed": [asdict(change) for change in diff.changed],
        "confirmed": list(diff.confirmed),
        "to_decide_anew": of.offered,
    }
