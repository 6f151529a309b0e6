"""Decisions restored in an older version: acts that the recap book knows since are applied again.

The recap book holds what each act changed, so an earlier version becomes what the last one was, by an act of its own. Where the
book does not tell of every act between, the secret side counts. A file that the book never knew is set apart where it differs.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from pipeline.archive import decisions, ledger_subjects, record_folder
from pipeline.archive.ledger_subjects import LedgerMatch, SubjectHistory
from pipeline.catalogue import models
from pipeline.catalogue.transactions import now
from pipeline.document import Actor, Entry, Status
from pipeline.home import Home
from pipeline.maintenance.duplicate_records import RECOVER, DuplicateReport, RevertedSubject, move_apart, write_staged

_GUARDED = {
    decisions.PEOPLE: ("role", "exempt_right", "active", "deputies"),
    decisions.DOSSIERS: ("born_of", "born_version", "born_hidden"),
    decisions.HOLDS: ("released",),
}
"""Kind → what in a file of it says who may see or do what. A file that the book never knew must agree with the book in these."""
_AT_WORST: dict[str, dict[str, Any]] = {
    decisions.PEOPLE: {"exempt_right": False, "deputies": []},
    decisions.DOSSIERS: {"born_hidden": True},
    decisions.HOLDS: {"released": ""},
}
"""Kind → what it has where nobody can say what was decided last."""
_NOT_TEXT = frozenset({"born_version", "born_hidden", "deputies", "dates"})
"""What is no text in a file that has it; an earlier version may lack it."""


def as_ledger_tells(
    home: Home, file: decisions.Decision, data: bytes, book: dict[str, SubjectHistory], held: Collection[str], actor: Actor
) -> tuple[decisions.Decision | None, DuplicateReport]:
    """An office file as it counts, and what was found of it. There is one of each: its path is its name.

    Args:
        home: whose archive; the caller holds the act lock.
        file: as it lies in the archive.
        data: its bytes.
        book: what the recap book tells of each subject.
        held: the dossiers that ever held an exempt paper.
        actor: in whose name a file is taken up again.

    Returns:
        The file; None where it was set apart.
    """
    told = book.get(file.subject)
    if told is None:
        return _not_in_the_book(home, file, held, actor)
    known = told.knows(file.version, record_folder.sha256_of(data), file.history)
    if known in (LedgerMatch.LAST, LedgerMatch.LATER):
        return file, DuplicateReport()
    if known is LedgerMatch.EARLIER:
        return _revert(home, file, told, actor)
    if _agrees(file, told):
        return file, DuplicateReport(unknown=(file.subject,))
    return None, DuplicateReport(apart=(move_apart(home, file.subject, decisions.path(home.archive, file.subject), None),))


def dossiers_of_exempt_papers() -> frozenset[str]:
    """The dossiers that ever held an exempt paper, by the histories of the records in the catalogue."""
    names = models.Record.objects.filter(exempt_version__gt=0).values_list("exempt_dossiers", flat=True)
    return frozenset(name for some in names for name in some.split())


def _not_in_the_book(
    home: Home, file: decisions.Decision, held: Collection[str], actor: Actor
) -> tuple[decisions.Decision, DuplicateReport]:
    """A dossier that was opened by hand is hidden where an exempt paper lay in it: its file may be older than that."""
    by_hand = file.data.get("born_of") == "" and file.history[:1] and file.history[0].act == "open_dossier"
    if file.kind != decisions.DOSSIERS or file.id not in held or not by_hand or file.data["born_hidden"]:
        return file, DuplicateReport()
    return _write_again(home, file, (), _AT_WORST[file.kind], actor), DuplicateReport(hidden=(file.subject,))


def _agrees(file: decisions.Decision, told: SubjectHistory) -> bool:
    if file.kind not in _GUARDED:
        return True
    same = all(str(file.data.get(name, "")) == told.rights[name] for name in _GUARDED[file.kind] if name in told.rights)
    return same and file.version >= told.version


def _revert(home: Home, file: decisions.Decision, told: SubjectHistory, actor: Actor) -> tuple[decisions.Decision, DuplicateReport]:
    between = tuple(ledger_subjects.entries(home.archive / "ledger", file.subject, after=file.version))
    changes, whole = _changed_since(file, between)
    if not whole or [entry.version for entry in between] != list(range(file.version + 1, told.version + 1)):
        changes |= _AT_WORST.get(file.kind, {})
    after = _write_again(home, file, between, changes, actor)
    hidden = bool(after.data.get("born_hidden")) and not file.data.get("born_hidden")
    return after, DuplicateReport(recovered=(RevertedSubject(file.subject, file.version, told.version, hidden),))


def _changed_since(file: decisions.Decision, between: Sequence[Entry]) -> tuple[dict[str, Any], bool]:
    """What these acts changed, as a file has it; and whether all of it could be told."""
    changed, whole = dict[str, Any](), True
    for entry in between:
        for name, (_, text) in entry.changes.items():
            try:
                changed[name] = _value(name, file.data.get(name), text)
            except (ValueError, SyntaxError):
                whole = False
    return changed, whole


def _value(name: str, before: object, text: str) -> object:
    """What a file has where the recap book has its text.

    Raises:
        ValueError, SyntaxError: the text is of something else.
    """
    is_text = isinstance(before, str) if before is not None else name not in _NOT_TEXT
    return text if is_text else ast.literal_eval(text)


def _write_again(
    home: Home, file: decisions.Decision, between: Sequence[Entry], data: dict[str, Any], actor: Actor
) -> decisions.Decision:
    """Write the file with these data by an act that follows the last one that the recap book knows."""
    version = (between[-1].version if between else file.version) + 1
    changes = {name: (str(file.data.get(name, "")), str(new)) for name, new in data.items() if file.data.get(name) != new}
    entry = Entry(now(), RECOVER, actor.name, actor.door, version, Status.FILED, actor.system_user, "", changes)
    after = replace(file, version=version, data=file.data | data, history=(*file.history, *between, entry))
    write_staged(home, file.subject, decisions.path(home.archive, file.subject), decisions.dump(after))
    return after
