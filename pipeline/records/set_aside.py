"""Sets a record aside, restores it, and undoes a person's own last act."""

from __future__ import annotations

from dataclasses import replace

from pipeline import approval
from pipeline.approval import Act
from pipeline.catalogue import transactions
from pipeline.document import Actor, Entry, Record, Status
from pipeline.home import Home
from pipeline.records import retention


def set_aside(home: Home, record_id: str, actor: Actor, why: str) -> Record:
    """Out of the queue: a misfeed, a blank, a private letter. Bytes are kept and it can be restored.

    Raises:
        NotFound, NotAllowed.
    """
    reason = approval.require_reason(why)

    def decide(record: Record) -> Record:
        approval.check(actor, Act.SET_ASIDE, record, four_eyes=home.config.four_eyes)
        return replace(record, status=Status.SET_ASIDE)

    return transactions.commit_change(home, record_id, actor, "set_aside", decide, why=reason)


def restore(home: Home, record_id: str, actor: Actor) -> Record:
    """Back from being set aside to where it stood.

    Raises:
        NotFound, NotAllowed.
    """

    def decide(record: Record) -> Record:
        approval.check(actor, Act.RESTORE, record, four_eyes=home.config.four_eyes)
        position = max(place for place, entry in enumerate(record.history) if entry.act == "set_aside")
        return replace(record, status=record.history[position - 1].status)

    return transactions.commit_change(home, record_id, actor, "restore", decide)


def undo(home: Home, record_id: str, actor: Actor) -> Record:
    """Take back one's own verify, return or set-aside, as long as nothing else was done since.

    Raises:
        NotFound, NotAllowed.
    """

    def decide(record: Record) -> Record:
        approval.check(actor, Act.UNDO, record, four_eyes=home.config.four_eyes)
        *earlier, last = record.history
        facts = {name: old for name, (old, _) in last.changes.items()}
        back = retention.with_retention(home, replace(record, facts=replace(record.facts, **facts)))
        verified_by, problem = _standing(earlier)
        return replace(back, status=earlier[-1].status, verified_by=verified_by, problem=problem)

    return transactions.commit_change(home, record_id, actor, "undo", decide)


def _standing(history: list[Entry]) -> tuple[str, str]:
    """Who had verified a record, and what was the matter with it, after these acts."""
    states = [("", "")]
    for entry in history:
        verified_by = states[-1][0]
        match entry.act:
            case "verify":
                states.append((entry.by, ""))
            case "return" | "unreadable":
                states.append((verified_by, entry.why))
            case "read" | "retry":
                states.append((verified_by, ""))
            case "replace":
                states.append(("", ""))
            case "undo":
                # It took back the act right before it: things stood as before that.
                states.append(states[-2])
            case _:
                states.append(states[-1])
    return states[-1]
