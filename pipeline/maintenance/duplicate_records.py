"""Several copies of one record: keeps the one that the recap book knows, and moves the others aside.

A backup that never deletes keeps each record wherever it ever stood, as it was then. Put back, the archive holds an exempt record
on an open shelf too, and a destroyed one in full. The copy whose version and hash the recap book knows as the last counts. Where
that one is lost, the newest earlier one that the book knows counts, but more people than the book says never see it.
"""

from __future__ import annotations

import itertools
import json
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import durable
from pipeline.archive import ledger_subjects, record_folder, shelf
from pipeline.archive.ledger_subjects import LedgerMatch, SubjectHistory
from pipeline.catalogue import placement, staging
from pipeline.catalogue.transactions import with_entry
from pipeline.document import EXEMPT, AccessLevel, Actor, Record, Status
from pipeline.document.facts import Facts
from pipeline.home import Home

log = logging.getLogger("berkas")
RECOVER = "recover"
"""The act that takes up a record again from an earlier version than the last."""
_TAGS = tuple(f"{record_folder.BAG}/{name}" for name in ("bag-info.txt", "manifest-sha256.txt", "bagit.txt"))
_OPENNESS = (AccessLevel.SANGAT_RAHASIA, AccessLevel.RAHASIA, AccessLevel.TERBATAS, "", AccessLevel.BIASA)


@dataclass(frozen=True, slots=True)
class SetApart:
    """A copy that was moved out of the archive's own folders."""

    id: str
    """A record's number, or an office file as ``kind/id``."""
    path: str
    """Where it stood, below archive/."""
    moved_to: str
    kept: str
    """Where the one stands that counts; empty where there is none."""


@dataclass(frozen=True, slots=True)
class RevertedSubject:
    """A subject whose last version is lost; an earlier one was taken up again."""

    subject: str
    version: int
    last_version: int
    hidden: bool = False
    """The recap book lets fewer people see it than that earlier version does, and so it came back."""


@dataclass(frozen=True, slots=True)
class RepairedBag:
    """The copy that counts did not hold the paper as it was handed in, or lacked part of its bag."""

    id: str
    taken_from: str
    """The copy, below archive/, that still held it and gave it; empty where none does."""


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """What became of the copies."""

    apart: tuple[SetApart, ...] = ()
    recovered: tuple[RevertedSubject, ...] = ()
    unknown: tuple[str, ...] = ()
    """Subjects whose only file is one that the recap book never knew; it stays as it is."""
    mended: tuple[RepairedBag, ...] = ()
    hidden: tuple[str, ...] = ()
    """Of which the recap book knows nothing, and which may be older than the act that hid them; they are hidden now."""

    def with_more(self, other: DuplicateReport) -> DuplicateReport:
        """Both together."""
        return DuplicateReport(
            self.apart + other.apart,
            self.recovered + other.recovered,
            self.unknown + other.unknown,
            self.mended + other.mended,
            self.hidden + other.hidden,
        )


@dataclass(frozen=True, slots=True)
class _Copy:
    path: Path
    record: Record
    known: LedgerMatch
    order: tuple[object, ...]


def resolve_duplicates(home: Home, book: dict[str, SubjectHistory], actor: Actor) -> DuplicateReport:
    """Leave one copy of each record in the archive, the one that counts. Any number of times; killed half-way it is given again.

    Args:
        home: whose archive; the caller holds the act lock.
        book: what the recap book tells of each subject.
        actor: in whose name a record is taken up again from an earlier version.
    """
    apart: list[SetApart] = []
    recovered: list[RevertedSubject] = []
    unknown: list[str] = []
    mended: list[RepairedBag] = []
    for record_id, paths in _doubtful(home, book).items():
        told = book.get(record_id)
        copies = sorted((copy for path in paths if (copy := _copy(home, path, told))), key=lambda copy: copy.order)
        if not copies:
            continue  # damaged, every one: they stay where they are, and are named as that
        kept = _most_hidden_of_the_newest(copies)
        as_told = _no_more_open(kept, told)
        stays = kept.path if as_told else None
        if stays:
            # Before the others go: one of them may hold the only sound paper.
            mended += _repair_bag(home, kept, [path for path in paths if path != stays])
        apart += [move_apart(home, record_id, path, stays) for path in paths if path != stays]
        if as_told is None or told is None:
            continue
        if kept.known is LedgerMatch.NOT:
            unknown.append(record_id)
        elif kept.known is LedgerMatch.EARLIER:
            recovered.append(_revert(home, kept, as_told, told, actor))
    return DuplicateReport(tuple(apart), tuple(recovered), tuple(unknown), tuple(mended))


def _doubtful(home: Home, book: dict[str, SubjectHistory]) -> dict[str, list[Path]]:
    """Records that have several folders, or one that is not as the recap book knows it last."""
    found: dict[str, list[Path]] = defaultdict(list)
    last = set()
    for path in record_folder.folders(home.archive):
        try:
            data = (path / record_folder.RECORD_FILE).read_bytes()
            fields = json.loads(data)
            record_id, version = str(fields["id"]), int(fields["version"])
        except (OSError, ValueError, KeyError, TypeError):
            record_id, version, data = path.name, 0, b""
        found[record_id].append(path)
        told = book.get(record_id)
        if told is None or (told.version == version and told.hashes[version] == record_folder.sha256_of(data)):
            last.add(record_id)
    return {record_id: paths for record_id, paths in found.items() if len(paths) > 1 or record_id not in last}


def _copy(home: Home, path: Path, told: SubjectHistory | None) -> _Copy | None:
    """The copy in a folder; None where its record.json is damaged."""
    try:
        data = (path / record_folder.RECORD_FILE).read_bytes()
        record = record_folder.load_record(data)
    except (OSError, ValueError):
        return None
    known = told.knows(record.version, record_folder.sha256_of(data), record.history) if told else LedgerMatch.LATER
    whole = record.status is Status.DISPOSED or (path / record.original).is_file()
    in_place = path == home.archive / shelf.shelf(record)
    hidden = tuple(-openness for openness in _openness(record.status, record.facts))
    return _Copy(path, record, known, (known, record.version, hidden, whole, in_place, str(path)))


def _most_hidden_of_the_newest(copies: list[_Copy]) -> _Copy:
    """The best known copy; but one with acts that the book does not have yet counts before it, if those acts hid the record."""
    best = copies[-1]
    open_ = _openness(best.record.status, best.record.facts)
    later = [copy for copy in copies if copy.known is LedgerMatch.LATER and best.known is LedgerMatch.LAST]
    return next((copy for copy in reversed(later) if _is_less(_openness(copy.record.status, copy.record.facts), open_)), best)


def _openness(status: Status, facts: Facts) -> tuple[int, int, int]:
    level = facts.access_level
    return (
        status is Status.FILED,
        facts.category not in EXEMPT,
        _OPENNESS.index(level) if level in _OPENNESS else 0,
    )


def _is_less(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(mine <= theirs for mine, theirs in zip(one, other, strict=True))


def _no_more_open(kept: _Copy, told: SubjectHistory | None) -> Record | None:
    """The record, seen by nobody whom the recap book keeps from it; None where it must not come back at all."""
    if told is None or kept.known in (LedgerMatch.LAST, LedgerMatch.LATER):
        return kept.record
    if told.last.get("status") == Status.DISPOSED and kept.record.status is not Status.DISPOSED:
        return None
    facts = kept.record.facts
    category, level = told.rights.get("category", ""), told.rights.get("access_level", "")
    if category in EXEMPT and facts.category not in EXEMPT:
        facts = replace(facts, category=category)
    if level in _OPENNESS and (facts.access_level not in _OPENNESS or _OPENNESS.index(level) < _OPENNESS.index(facts.access_level)):
        facts = replace(facts, access_level=level)
    if kept.known is LedgerMatch.NOT and (facts != kept.record.facts or kept.record.version < told.version):
        return None
    return replace(kept.record, facts=facts)


def move_apart(home: Home, subject: str, path: Path, kept: Path | None) -> SetApart:
    """Move a copy out of the archive's own folders, its old path kept; what was set apart earlier from there stays too."""
    name = path.relative_to(home.archive)
    base = home.archive / shelf.SET_APART
    tries = itertools.chain([name], (name.with_name(f"{name.name}~{number}") for number in itertools.count(2)))
    target = next(base / one for one in tries if not (base / one).exists())
    durable.move(path, target)
    placement.remove_empty_shelves(path.parent, home.archive / shelf.SHELVES)
    log.info("%s set apart", name)
    return SetApart(subject, str(name), str(target.relative_to(home.archive)), str(kept.relative_to(home.archive)) if kept else "")


def _repair_bag(home: Home, kept: _Copy, others: list[Path]) -> list[RepairedBag]:
    """Take the paper as it was handed in, and what its bag has from the first day on, from another copy where the one that counts
    lacks it. The seal of a bag is made anew.
    """
    record, holds = kept.record, _holds_paper(kept.path, kept.record)
    tags = [name for name in _TAGS if not (kept.path / name).is_file()]
    if not others or record.status is Status.DISPOSED or (holds and not tags):
        return []
    giver = next((path for path in reversed(others) if _holds_paper(path, record)), None)
    if giver is None:
        return [] if holds else [RepairedBag(record.id, "")]
    # The paper last: killed before, the rebuild that is given again finds it missing and takes what is left to take.
    wanted = [name for name in tags if (giver / name).is_file()] + ([] if holds else [record.original])
    for name in wanted:
        with _staged(home, record.id) as stage:
            durable.copy(giver / name, stage / "taken")
            durable.move(stage / "taken", kept.path / name)
    return [RepairedBag(record.id, str(giver.relative_to(home.archive)))] if wanted else []


def _holds_paper(path: Path, record: Record) -> bool:
    return (path / record.original).is_file() and durable.sha256(path / record.original) == record.sha256


def _revert(home: Home, kept: _Copy, as_told: Record, told: SubjectHistory, actor: Actor) -> RevertedSubject:
    """Take an earlier version up again by an act that follows the last one that the recap book knows. The history tells of the acts
    between; who may see the record is as they left it.
    """
    before = kept.record
    between = tuple(ledger_subjects.entries(home.archive / "ledger", before.id, after=before.version))
    last = replace(before, version=told.version, history=(*before.history, *between))
    after = with_entry(last, replace(last, facts=as_told.facts), actor, RECOVER, detail={"from_version": str(before.version)})
    write_staged(home, before.id, kept.path / record_folder.RECORD_FILE, record_folder.dump_record(after))
    return RevertedSubject(before.id, before.version, told.version, as_told.facts != before.facts)


def write_staged(home: Home, subject: str, target: Path, data: bytes) -> None:
    """Replace a subject's file by way of its staging folder: should we die right after, recovery takes it up."""
    with _staged(home, subject) as stage:
        durable.replace(target, data, by_way_of=stage / target.name)


@contextmanager
def _staged(home: Home, subject: str) -> Iterator[Path]:
    """The staging folder of a subject, which an interrupted act may have left there; that one is not ours to end."""
    stage = staging.staging_folder(home) / staging.subject_folder(subject)
    ours = not stage.exists()
    durable.make_folders(stage)
    yield stage
    if ours:
        staging.end(stage)
