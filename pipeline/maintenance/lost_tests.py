"""Consequence tests without a recap book: their papers stay hidden, since nothing says whether they were opened again.

The sheet of a test names the paper that was found to be exempt. Where the recap book knows nothing of that paper and its own file
is open, the file may be older than the decision.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from pipeline.archive import decisions, record_folder
from pipeline.archive.ledger_subjects import SubjectHistory
from pipeline.catalogue.transactions import with_entry
from pipeline.document import EXEMPT, Actor, Category, Record
from pipeline.home import Home
from pipeline.maintenance import duplicate_records


def hide_untold_exemptions(home: Home, book: dict[str, SubjectHistory], actor: Actor) -> tuple[str, ...]:
    """Propose every open record anew to be exempt that has a sheet and of which the recap book knows nothing.

    Args:
        home: whose archive, with one copy of each record; the caller holds the act lock.
        book: what the recap book tells of each subject.
        actor: in whose name.

    Returns:
        The records that were hidden.
    """
    hidden = []
    for sheet in sorted((home.archive / "office" / decisions.EXEMPTIONS).glob("*.json")):
        if sheet.stem in book or (path := record_folder.find(home.archive, sheet.stem)) is None:
            continue
        try:
            record = record_folder.read_record(path)
        except ValueError:
            continue  # damaged: it is not taken in, and is named as that
        written = ""
        with suppress(ValueError):
            written = decisions.load(sheet.read_bytes()).history[-1].at
        if record.facts.category in EXEMPT or (written and _opened_since(record, written)):
            continue
        facts = replace(record.facts, category=Category.DIKECUALIKAN_USUL.value)
        after = with_entry(
            record, replace(record, facts=facts), actor, duplicate_records.RECOVER, detail={"from_version": str(record.version)}
        )
        duplicate_records.write_staged(home, record.id, path / record_folder.RECORD_FILE, record_folder.dump_record(after))
        hidden.append(record.id)
    return tuple(hidden)


def _opened_since(record: Record, instant: str) -> bool:
    """Does its own history say that somebody took the exemption back after the sheet was written?"""
    changes = [entry.changes["category"] for entry in record.history if entry.at > instant and "category" in entry.changes]
    return bool(changes) and changes[-1][0] in EXEMPT and changes[-1][1] not in EXEMPT
