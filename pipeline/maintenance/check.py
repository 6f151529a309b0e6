"""``berkas check``: compares archive, catalogue, index and recap book, and verifies every byte.

Fixity (bags, record.json against the recap book, derived files), catalogue ↔ archive, index ↔ catalogue, clocks ↔ events, and the
chain of the recap book. What is merely behind (an index that has still to take a record) is no finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db.models import F, QuerySet

from pipeline import durable, search
from pipeline.archive import bag, ledger, ledger_subjects, record_folder, shelf
from pipeline.archive import decisions as office
from pipeline.catalogue import decisions, models, recovery, rows, staging
from pipeline.document import Record, Status
from pipeline.home import Home, storage
from pipeline.maintenance import deep_check
from pipeline.maintenance.findings import Finding
from pipeline.records import access_book, retention, scheme_in_force

CHECKED = "checked.json"
MANY = 900
"""SQLite takes so many values in one question."""


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The last time that somebody had everything checked."""

    at: str
    findings: int


def last_check(home: Home) -> LastCheck | None:
    """When everything was checked last, and how much was found; None while it never was since ``index/`` was made."""
    try:
        fields = json.loads((home.index / CHECKED).read_bytes())
        return LastCheck(str(fields["at"]), int(fields["findings"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note(home: Home, findings: list[Finding]) -> list[Finding]:
    """Write down that it was checked; the pages show it."""
    checked = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "findings": len(findings)}
    with suppress(OSError):  # what was found is worth telling even where nothing can be written
        durable.replace(home.index / CHECKED, json.dumps(checked).encode(), by_way_of=home.index / f"{CHECKED}.tmp")
    return findings


def check(
    home: Home,
    index: search.Engine,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    *,
    deep: bool = False,
    share: int | None = None,
) -> list[Finding]:
    """All findings; none means that archive, catalogue, index and recap book agree and every byte is what it was.

    Others may act meanwhile: what looks wrong is looked at again while nobody can, and counts only if it still is.

    Args:
        home: whose.
        index: its full-text index.
        progress: called with records done and records in all.
        deep: look into page texts, index and page images too.
        share: of the records only this share (see ``deep_check``); the rest is looked at all the same.
    """
    found = _check(home, index, progress, share)
    if deep:
        ids = models.Record.objects.order_by("pk").values_list("pk", flat=True)
        wanted = [record_id for record_id in ids if share is None or deep_check.in_share(record_id, share)]
        known = {finding.subject for finding in found}
        found += [one for one in deep_check.deep_findings(home, index, wanted) if one.subject not in known or one.kind == "image"]
    return _note(home, found) if share is None else found


def _check(home: Home, index: search.Engine, progress: Callable[[int, int], None], share: int | None) -> list[Finding]:
    found = _look(home, index, progress, None, share)
    suspects = {finding.subject for finding in found}
    if not suspects or not storage.is_writable(home):  # nobody can act there, and no lock can be held
        return found
    with staging.act_lock(home):
        recovery.finish_interrupted(home)
        return _look(home, index, lambda _done, _total: None, suspects, share)


def _look(
    home: Home, index: search.Engine, progress: Callable[[int, int], None], suspects: set[str] | None, share: int | None
) -> list[Finding]:
    """What is wrong with everything, or with these records and all that is no record."""
    written = _last_written(home)
    findings = [
        Finding(subject, "unfinished", "an interrupted act could not be finished") for subject in staging.interrupted_subjects(home)
    ]
    findings += [Finding("ledger", "chain", text) for text in ledger.findings(home.archive / "ledger")]
    findings += [Finding("access", "chain", text) for text in ledger.findings(access_book.folder(home))]
    seen: set[str] = set()
    decided = _Decided(home)
    paths = list(record_folder.folders(home.archive))
    stands = dict(models.Record.objects.values_list("pk", "shelf"))
    for done, path in enumerate(paths, start=1):
        left_out = share is not None and not deep_check.in_share(path.name, share)
        if left_out or (suspects is not None and path.name not in suspects):
            seen.add(path.name)
            continue
        findings += _record_findings(home, path, written, seen, decided, stands)
        progress(done, len(paths))
    gone = set(models.Record.objects.values_list("pk", flat=True)) - seen
    findings += [Finding(record_id, "missing", "in the catalogue, not in the archive") for record_id in sorted(gone)]
    findings += _office_findings(home, written, seen)
    findings += _book_findings(written, seen)
    findings += _index_findings(index)
    return findings


def _last_written(home: Home) -> dict[str, ledger.Line]:
    """Subject → the last line of the recap book about it."""
    return {line["subject"]: line for line in ledger.read(home.archive / "ledger")}


class _Decided:
    """What clocks follow from, read once: the events of the office and its dossiers."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._events = retention.events()
        self._dossiers = {file.id: file for file in decisions.iter_decisions(office.DOSSIERS)}

    def findings(self, record: Record) -> Iterator[Finding]:
        """An event is written down by one act and moves each record by another; a death between them leaves some unmoved."""
        if record.status is not Status.FILED:
            return
        try:
            follows = retention.retention_of(self._home, record, self._dossiers.get(record.dossier), self._events)
        except scheme_in_force.SchemeLost:
            return  # named by the table that is lost
        if follows != record.retention:
            since = follows.trigger_date if follows else None
            kind = follows.rule.trigger if follows else "the event"
            text = f"its clock does not follow from what has happened (it runs since {since or 'nothing yet'}); give {kind} again"
            yield Finding(record.id, "clock", f"{text}: berkas trigger")


def _record_findings(
    home: Home, path: Path, written: dict[str, ledger.Line], seen: set[str], decided: _Decided, stands: dict[str, str]
) -> Iterator[Finding]:
    name = str(path.relative_to(home.archive))
    try:
        data = (path / record_folder.RECORD_FILE).read_bytes()
        record = record_folder.load_record(data)
    except (OSError, ValueError) as error:
        yield Finding(path.name, "damaged", f"{name}/{record_folder.RECORD_FILE}: {error}")
        seen.add(path.name)
        return
    place = stands.get(record.id, name)
    if place != name and (home.archive / place / record_folder.RECORD_FILE).is_file():
        yield Finding(record.id, "twice", f"{name}: a copy of this record, which stands at {place}; berkas rebuild sets it apart")
        return
    if record.id in seen:
        yield Finding(record.id, "twice", f"{name}: this record stands in two places")
    seen.add(record.id)
    yield from _bag_findings(path, record)
    yield from decided.findings(record)
    for file, sha256 in record.derived.items():
        if not (path / file).is_file() or durable.sha256(path / file) != sha256:
            yield Finding(record.id, "derived", f"{file} is not what was stored; berkas rebuild makes it anew")
    if str(shelf.shelf(record)) != name:
        yield Finding(record.id, "shelf", f"stands at {name}, belongs to {shelf.shelf(record)}")
    line = written.get(record.id)
    if (
        line is None
        or line["sha256"] != record_folder.sha256_of(data)
        or not ledger_subjects.line_tells_of(line, record.history[-1])
    ):
        yield Finding(record.id, "ledger", "record.json is not the one that the recap book knows")
    columns = models.Record.columns(record, data) | {"shelf": name}
    if not models.Record.objects.filter(pk=record.id, **columns).exists():
        yield Finding(record.id, "catalogue", "the catalogue says otherwise than record.json")


def _bag_findings(path: Path, record: Record) -> Iterator[Finding]:
    if record.status is Status.DISPOSED:
        return
    for text in bag.findings(path / record_folder.BAG):
        yield Finding(record.id, "fixity", text)
    for name in bag.strays(path / record_folder.BAG):
        yield Finding(record.id, "stray", f"{name} lies in the bag and is no part of it; the paper beside it is judged by itself")
    if not (path / record.original).is_file() or durable.sha256(path / record.original) != record.sha256:
        yield Finding(record.id, "fixity", f"{record.original} is not the paper that was handed in")
    if record.status is Status.FILED and not bag.is_sealed(path / record_folder.BAG):
        yield Finding(record.id, "unsealed", "filed, but its bag is not sealed")


def _office_findings(home: Home, written: dict[str, ledger.Line], seen: set[str]) -> Iterator[Finding]:
    decided = dict(models.Decision.objects.values_list("subject", "json"))
    for path in sorted((home.archive / "office").glob("*/*.json")):
        data = path.read_bytes()
        try:
            file = office.load(data)
        except ValueError as error:
            yield Finding(f"{path.parent.name}/{path.stem}", "damaged", str(error))
            seen.add(f"{path.parent.name}/{path.stem}")
            continue
        seen.add(file.subject)
        line = written.get(file.subject)
        if (
            line is None
            or line["sha256"] != record_folder.sha256_of(data)
            or not ledger_subjects.line_tells_of(line, file.history[-1])
        ):
            yield Finding(file.subject, "ledger", "the file is not the one that the recap book knows")
        row = models.Person.objects.filter(pk=file.id, **rows.person_columns(file)) if file.kind == office.PEOPLE else None
        if decided.get(file.subject) != data.decode() or (row is not None and not row.exists()):
            yield Finding(file.subject, "catalogue", "the catalogue says otherwise than the file")
        yield from _table_findings(home, file)
    known = {f"{office.PEOPLE}/{name}" for name in models.Person.objects.values_list("pk", flat=True)}
    for subject in sorted((known | decided.keys()) - seen):
        yield Finding(subject, "catalogue", "in the catalogue, not in the archive")


def _table_findings(home: Home, file: office.Decision) -> Iterator[Finding]:
    """Whether the table that a decision refers to is the one that it was made with."""
    if not (name := file.data.get("table")):
        return
    path = office.attachment_path(home.archive, file.kind, name)
    if not path.is_file() or durable.sha256(path) != file.data["sha256"]:
        yield Finding(file.subject, "fixity", f"{name} is not what was stored")


def _book_findings(written: dict[str, ledger.Line], seen: set[str]) -> Iterator[Finding]:
    """What the recap book knows and nobody has any more; lines that only the catalogue has."""
    for subject in sorted(written.keys() - seen):
        yield Finding(subject, "missing", "in the recap book, not in the archive")
    last = max((line["seq"] for line in written.values()), default=0)
    if unwritten := models.LedgerLine.objects.filter(seq__gt=last).count():
        yield Finding("ledger", "behind", f"{unwritten} acts are not in the recap book")


def _index_findings(index: search.Engine) -> Iterator[Finding]:
    current = dict(_indexed())
    try:
        held = index.versions()
    except search.IndexBroken as failure:
        yield Finding("index", "broken", failure.sentence("en"))
        return
    different = [record_id for record_id, version in current.items() if held.get(record_id) != version]
    # The index may have been written between the two looks; then the catalogue says so by now.
    still = dict(_indexed().filter(pk__in=different)) if len(different) < MANY else dict(_indexed())
    for record_id in different:
        if still.get(record_id) == current[record_id]:
            text = f"the index holds version {held.get(record_id)}, the catalogue {current[record_id]}; berkas rebuild mends it"
            yield Finding(record_id, "index", text)
    known = set(models.Record.objects.values_list("pk", flat=True))
    for record_id in sorted(held.keys() - known):
        yield Finding(record_id, "index", "in the index, not in the catalogue")


def _indexed() -> QuerySet[models.Record, tuple[str, int]]:
    """Number and version of every record that the index ought to hold as it stands."""
    rows = models.Record.objects.filter(indexed_version=F("version")).exclude(status=Status.RECEIVED).order_by("pk")
    return rows.values_list("pk", "version")
