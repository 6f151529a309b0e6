"""A record's exempt past, as its history tells it: what decides whether a dossier's title may be shown (``dossier_access``)."""

from __future__ import annotations

from pipeline.document import EXEMPT, Record


def exempt_version(record: Record) -> int:
    """The version of the record that the last act to make it exempt, or propose it to be, left; 0 where it never was.

    Versions are counted and not dated: a clock that is set back changes nothing.
    """
    made = [entry.version for entry in record.history if entry.changes.get("category", ("", ""))[1] in EXEMPT]
    return max(made, default=record.version if record.facts.category in EXEMPT else 0)


def dossiers_while_exempt(record: Record) -> tuple[str, ...]:
    """The names of the dossiers that the record lay in while it was exempt or proposed to be, in the order of its history."""
    category = dossier = ""
    found: dict[str, None] = {}
    for entry in record.history:
        category = entry.changes.get("category", ("", category))[1]
        if entry.act == "join":
            dossier = entry.detail.get("dossier", "")
        if dossier and category in EXEMPT:
            found[dossier] = None
    return tuple(found)
