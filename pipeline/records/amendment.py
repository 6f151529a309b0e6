"""Amends a filed record: a new decision of the PPID on its category, code, access level or date.

The bag stays sealed as it was ratified; the folder goes to its new shelf by the same act; a published register becomes stale by
itself (``publication.staleness``).
"""

from __future__ import annotations

from pipeline import approval
from pipeline.approval import Act
from pipeline.catalogue import transactions
from pipeline.document import Actor, Record
from pipeline.home import Home
from pipeline.language.phrases import BilingualText
from pipeline.records import validation


def amend(home: Home, record_id: str, actor: Actor, changes: dict[str, str], why: str) -> Record:
    """Change what a filed record is said to be.

    Args:
        home: whose archive.
        record_id: the record.
        actor: a PPID.
        changes: field → value, as typed.
        why: the reason, which the history keeps.

    Raises:
        NotFound, NotAllowed, Missing; WrongValue when a value cannot be, nothing would change, or no reason is given.
    """
    cleaned, reason = validation.clean(changes), approval.require_reason(why)

    def decide(record: Record) -> Record:
        return _amended(home, record, actor, cleaned)

    return transactions.commit_change(home, record_id, actor, "change", decide, why=reason)


def preview(home: Home, record: Record, actor: Actor, changes: dict[str, str]) -> Record:
    """The record as it would stand after such a decision; nothing is done.

    Raises:
        NotFound, NotAllowed, Missing; WrongValue when a value cannot be, or nothing would change.
    """
    cleaned = validation.clean(changes)
    return _amended(home, record, actor, cleaned)


def _amended(home: Home, record: Record, actor: Actor, cleaned: dict[str, str]) -> Record:
    approval.check(actor, Act.AMEND, record, four_eyes=home.config.four_eyes)
    # What stands untouched is not judged again: a record filed under an older rule can be put right field by field.
    changed = validation.with_choices(home, record, cleaned)
    if changed.facts == record.facts:
        raise approval.WrongValue(
            field=BilingualText("perubahan", "change"), why=BilingualText("tidak ada yang berubah", "nothing would change")
        )
    approval.check_complete(changed.facts)
    if (changed.facts.category, changed.facts.access_level) != (record.facts.category, record.facts.access_level):
        validation.check_level(changed.facts)
    return changed
