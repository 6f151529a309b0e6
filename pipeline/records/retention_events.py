"""Events that start retention periods: recorded, withdrawn, and the records they affect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from django.db.models import Q

from pipeline import approval
from pipeline.approval import Act
from pipeline.archive import decisions as office
from pipeline.archive import retention
from pipeline.catalogue import decisions, models, transactions
from pipeline.document import Actor, Record, Status
from pipeline.document.triggers import Trigger, TriggerSubject
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language import labels
from pipeline.language.phrases import BilingualText
from pipeline.language.phrases import day_text as day_of
from pipeline.records import dossier_access, scheme_in_force
from pipeline.records import retention as record_retention

_BRANCH = BilingualText(
    "kode klasifikasi, pemilu-TAHUN, atau pemilihan-TAHUN", "a classification code, pemilu-YEAR or pemilihan-YEAR"
)
_RECORD_OR_BRANCH = BilingualText(f"{_BRANCH}, atau ID arsip", f"{_BRANCH.english}, or the number of a record")
TRIGGERS = retention.RECORDED
_EVENTS = {kind: labels.TRIGGERS[kind] for kind in TRIGGERS}


class WrongSubject(Failure):
    """What an event is about cannot be found."""

    key = "failure.wrong_subject"
    indonesian = "Peristiwa “{kind}”: '{subject}' tidak dikenal; tulis {expected}."
    english = "Event “{kind}”: '{subject}' is not known; write {expected}."


class NotHappened(Failure):
    """There is nothing to withdraw."""

    key = "failure.not_happened"
    indonesian = "Peristiwa “{kind}” atas {subject} pada {day} tidak tercatat."
    english = "The event “{kind}” of {subject} on {day} is not on record."


class _Unmoved(Exception):
    """The clock of a record is what it was already."""


@dataclass(frozen=True, slots=True)
class RetentionEvent:
    """What somebody says has happened."""

    kind: Trigger
    subject: str
    day: str


def parse_event(home: Home, kind: str, subject: str, day: str, actor: Actor) -> RetentionEvent:
    """What was typed, checked.

    Raises:
        NotAllowed; WrongValue: no such kind of event, or no such day; WrongSubject: nothing of that name that the actor may know.
    """
    approval.check_office(actor, Act.EVENT)
    if kind.upper() not in TRIGGERS:
        raise approval.WrongValue(
            field=BilingualText("jenis peristiwa", "kind of event"),
            why=approval.allowed_values(_EVENTS),
        )
    trigger, cleaned = Trigger(kind.upper()), approval.clean_value("date", day)
    if not cleaned:
        raise approval.WrongValue(field=approval.LABELS["date"], why=approval.MUST_BE_FILLED)
    if trigger.subject is TriggerSubject.DOSSIER:
        if not dossier_access.knows_dossier(actor, subject):
            raise WrongSubject(
                kind=_EVENTS[trigger],
                subject=subject,
                expected=BilingualText(
                    "nama berkas (lihat: berkas dossier list)", "the name of a dossier (see: berkas dossier list)"
                ),
            )
        return RetentionEvent(trigger, subject, cleaned)
    return RetentionEvent(trigger, _office_subject(home, trigger, subject, actor), cleaned)


def _office_subject(home: Home, kind: Trigger, subject: str, actor: Actor) -> str:
    wrong = partial(WrongSubject, kind=_EVENTS[kind], subject=subject)
    if kind.subject is TriggerSubject.BUDGET_YEAR:
        if not (subject.isascii() and subject.isdecimal() and len(subject) == 4):
            raise wrong(expected=BilingualText("tahun anggaran, misalnya 2025", "a budget year, for example 2025"))
        return subject
    if kind.subject is TriggerSubject.RECORD_OR_CLASSES and transactions.is_record_id(subject):
        row = models.Record.objects.filter(pk=subject).first()
        if row is None or not approval.may_see(actor, row.record()):
            raise wrong(expected=BilingualText("ID arsip yang ada", "the number of a record"))
        return subject
    scheme = scheme_in_force.current_scheme(home)
    if not scheme_in_force.codes_of(scheme, subject):
        raise wrong(expected=_RECORD_OR_BRANCH if kind.subject is TriggerSubject.RECORD_OR_CLASSES else _BRANCH)
    branch = scheme.row(subject)
    # It becomes the name of a file.
    return office.check_name((branch.code if branch else subject).lower())


def preview(home: Home, said: RetentionEvent, actor: Actor, *, withdraw: bool = False) -> list[Record]:
    """The records whose clock this event would set, as they would stand; those that the asker may see.

    Raises:
        NotAllowed, NotHappened.
    """
    approval.check_office(actor, Act.EVENT)
    moved = (after for _, after in _affected(home, said, withdraw=withdraw))
    return [record for record in moved if approval.may_see(actor, record)]


def record_event(home: Home, said: RetentionEvent, actor: Actor, *, withdraw: bool = False, why: str = "") -> list[Record]:
    """Record an event, then start the retention of every record that it is about, each by an act of its own. Repeated after a
    sudden death, it moves the rest.

    Args:
        home: whose archive.
        said: the event.
        actor: a PPID.
        withdraw: it has not happened after all; what it had set stands still again (or follows another event).
        why: the reason for withdrawing.

    Returns:
        The records that moved, as far as the actor may see them. Clocks run for the others too: the law does not ask who looks.

    Raises:
        NotAllowed, NotHappened; WrongValue when a withdrawal has no reason.
    """
    approval.check_office(actor, Act.EVENT)
    reason = approval.require_reason(why) if withdraw else approval.clean_value(approval.REASON, why)
    waiting = [before.id for before, _ in _affected(home, said, withdraw=withdraw)]
    _note(home, said, actor, withdraw=withdraw, why=reason)
    detail = {"kind": said.kind.value, "subject": said.subject, "date": said.day}

    def start(record: Record) -> Record:
        moved = record_retention.with_retention(home, record)
        if record.status is not Status.FILED or moved == record:
            raise _Unmoved
        return moved

    moved = []
    for record_id in waiting:
        try:
            moved.append(transactions.commit_change(home, record_id, actor, "trigger", start, why=reason, detail=detail))
        except _Unmoved:
            continue
    return [record for record in moved if approval.may_see(actor, record)]


def _note(home: Home, said: RetentionEvent, actor: Actor, *, withdraw: bool, why: str) -> None:
    kind, name = _file_name(said)
    standing_file = decisions.get_decision(kind, name)
    if standing_file and _changed(home, standing_file, said, withdraw=withdraw).data == standing_file.data:
        return

    def decide(before: office.Decision | None) -> office.Decision:
        return _changed(home, before, said, withdraw=withdraw)

    transactions.commit_decision(home, f"{kind}/{name}", actor, "withdraw" if withdraw else "event", decide, why=why)


def _file_name(said: RetentionEvent) -> tuple[str, str]:
    if said.kind.subject is TriggerSubject.DOSSIER:
        return office.DOSSIERS, said.subject
    return office.EVENTS, f"{said.kind.lower()}-{said.subject}"


def _changed(home: Home, file: office.Decision | None, said: RetentionEvent, *, withdraw: bool) -> office.Decision:
    """The office file with this event in it, or without it."""
    if said.kind.subject is TriggerSubject.DOSSIER:
        assert file is not None
        dates = {kind: day for kind, day in file.data["dates"].items() if kind != said.kind}
        if withdraw and file.data["dates"].get(said.kind) != said.day:
            raise NotHappened(kind=_EVENTS[said.kind], subject=said.subject, day=day_of(said.day))
        return replace(file, data=file.data | {"dates": dates if withdraw else dates | {said.kind.value: said.day}})
    _, name = _file_name(said)
    before = list(file.data["dates"]) if file else []
    if withdraw and said.day not in before:
        raise NotHappened(kind=_EVENTS[said.kind], subject=said.subject, day=day_of(said.day))
    days = sorted({*before, said.day} - ({said.day} if withdraw else set()))
    codes = set(file.data["codes"] if file else ()) | (set() if withdraw else _codes(home, said))
    data = {"kind": said.kind.value, "subject": said.subject, "dates": days, "codes": sorted(codes)}
    return replace(file, data=data) if file else office.Decision(office.EVENTS, name, 0, data)


def _codes(home: Home, said: RetentionEvent) -> frozenset[str]:
    """The classes that an event is about; none where it is about one record or a budget year."""
    if said.kind.subject is TriggerSubject.BUDGET_YEAR or transactions.is_record_id(said.subject):
        return frozenset()
    return scheme_in_force.codes_of(scheme_in_force.current_scheme(home), said.subject)


def _affected(home: Home, said: RetentionEvent, *, withdraw: bool) -> Iterator[tuple[Record, Record]]:
    """Records as they stand and as they would stand, where that differs."""
    kind, name = _file_name(said)
    changed = _changed(home, decisions.get_decision(kind, name), said, withdraw=withdraw)
    others = [file for file in decisions.iter_decisions(office.EVENTS) if file.id != changed.id]
    files = others if said.kind.subject is TriggerSubject.DOSSIER else [*others, changed]
    events = tuple(event for file in files for event in record_retention.events_of(file.data))
    for row in models.Record.objects.filter(_affected_filter(said, changed), status=Status.FILED).order_by("pk"):
        record = row.record()
        folder = changed if said.kind.subject is TriggerSubject.DOSSIER else record_retention.dossier_of(record)
        after = replace(record, retention=record_retention.retention_of(home, record, folder, events))
        if after != record:
            yield record, after


def _affected_filter(said: RetentionEvent, changed: office.Decision) -> Q:
    """A first sieve; the clocks themselves have the last word."""
    if said.kind.subject is TriggerSubject.DOSSIER:
        return Q(dossier=said.subject)
    if said.kind.subject is TriggerSubject.BUDGET_YEAR:
        return Q(date__startswith=f"{said.subject}-")
    if transactions.is_record_id(said.subject):
        return Q(pk=said.subject)
    codes = set(changed.data["codes"])
    folders = [file.id for file in decisions.iter_decisions(office.DOSSIERS) if file.data["code"] in codes]
    return Q(code__in=codes) | Q(dossier__in=folders)
