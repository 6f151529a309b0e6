"""A document's life: one function per act, in the order of the work.

A paper is received, read and proposed, edited, verified, ratified (which files it); beside that way it is returned, set aside,
restored, tried again. Every function asks ``approval`` whether the act may be, decides on a copy of the record, and lets
``catalogue.act`` make it so; nothing else changes a record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline import approval, classification, durable, intake, reading
from pipeline.approval import Act
from pipeline.catalogue import calendar, ingest, models, recovery, staging, transactions
from pipeline.document import Actor, Arrival, Proposal, Record, Status
from pipeline.document.pages import Reading
from pipeline.failures import Failure, Unreadable
from pipeline.home import Home
from pipeline.records import retention, scheme_in_force, validation

PENDING = frozenset({Status.RECEIVED, Status.QUEUED, Status.RETURNED, Status.UNREADABLE})
READABLE = frozenset({Status.RECEIVED, Status.UNREADABLE})
"""An unreadable paper is read straight away, without being received again, when someone brings its password."""
Progress = Callable[[int, int], None]


class InternalError(Unreadable):
    """Berkas itself failed on this paper, again and again; the log says how."""

    key = "failure.internal_error"
    indonesian = "Berkas gagal membaca naskah ini karena kesalahan program. Naskah aman; beri tahu pengelola, lalu coba baca ulang."
    english = "Berkas failed on this paper by a fault of its own. The paper is safe; tell the administrator, then read it again."


class StaleRecord(Failure):
    """The record changed while its paper was being read; what was read is of the earlier one."""

    key = "failure.stale_record"
    indonesian = "Naskah {id} berubah ketika sedang dibaca; pembacaan ini tidak dipakai."
    english = "Record {id} changed while it was being read; this reading is not used."


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a claim."""

    record_id: str
    duplicate: bool = False
    """The bytes were known: the arrival was noted on the record that has them."""


def machine_actor(door: str, system_user: str = "") -> Actor:
    """The machine itself as an actor."""
    return Actor("berkas", None, door=door, system_user=system_user)


# --- SOP 1: papers arrive --------------------------------------------------------------------------------------------------------


def receive(home: Home, claim: intake.Claim, actor: Actor) -> Receipt:
    """Take a claimed arrival into the archive: as a new record, as one more arrival of known bytes, or in place of a shorter scan.

    The claim's source is put to rest last; called again after a sudden death, it finds the arrival noted and does only that.

    Raises:
        OSError: the bytes could not be stored; the claim stays and may be tried again.
    """
    with staging.act_lock(home):
        # An act on this very claim may have happened and failed only at its end: then the arrival is noted by this.
        recovery.finish_interrupted(home)
    if noted := models.Arrival.objects.filter(claim=claim.id).first():
        intake.settle(home.inbox, claim)
        return Receipt(noted.record_id)
    name, sha256 = intake.safe_name(claim.name), durable.sha256(claim.path)
    if twin := _find_duplicate(sha256):
        record = _note_arrival(home, twin.id, claim.id, name, actor)
        intake.settle(home.inbox, claim)
        return Receipt(record.id, duplicate=True)
    prepared = ingest.stage_arrival(home, claim.id, claim.path, name, sha256)
    if longer := _continue_shorter_scan(home, claim, prepared, actor):
        record = longer
    else:
        disposed = models.Record.objects.filter(sha256=sha256, status=Status.DISPOSED).order_by("-pk").first()
        record = ingest.create(home, prepared, actor, repeats=disposed.id if disposed else "")
    intake.settle(home.inbox, claim)
    return Receipt(record.id)


def _find_duplicate(sha256: str) -> models.Record | None:
    return models.Record.objects.filter(sha256=sha256).exclude(status=Status.DISPOSED).order_by("pk").first()


def _note_arrival(home: Home, record_id: str, claim_id: str, name: str, actor: Actor) -> Record:
    def once_more(record: Record) -> Record:
        return replace(record, arrivals=(*record.arrivals, Arrival(claim_id, name, transactions.now())))

    return transactions.commit_change(home, record_id, actor, "repeat", once_more, detail={"claim": claim_id, "name": name})


def _continue_shorter_scan(home: Home, claim: intake.Claim, prepared: ingest.StagedArrival, actor: Actor) -> Record | None:
    """Scanners reuse names, so a later file of the same name is a new paper, unless it is the earlier one gone on."""
    rows = models.Record.objects.filter(arrivals__name=prepared.name, status__in=PENDING).order_by("-pk").distinct()
    for row in rows:
        record = row.record()
        earlier = home.archive / row.shelf / record.original
        # One whose bytes are lost begins nothing; check names it.
        if record.size < prepared.size and earlier.is_file() and intake.continues(earlier, claim.path):
            return ingest.replace_original(home, row.id, prepared, actor, lambda now: now.status in PENDING)
    return None


# --- Reading and proposing -------------------------------------------------------------------------------------------------------


def read_record(
    home: Home, record_id: str, pool: reading.Pool, actor: Actor, *, password: str | None = None, progress: Progress | None = None
) -> Record:
    """Read a received paper, page by page in the pool, and queue it with a proposal; or mark it unreadable with the reason.

    Raises:
        StaleRecord: a longer scan took its place meanwhile, or it is not waiting to be read.
    """
    row = models.Record.objects.get(pk=record_id)
    before = row.record()
    if before.status not in READABLE:
        raise StaleRecord(id=record_id)
    options = reading.Options(language=home.config.ocr_language, password=password)
    try:
        read_now = reading.read(home.archive / row.shelf / before.original, pool, options, progress)
    except Failure as failure:
        return _mark_unreadable(home, before, failure, actor)
    return _queue_read(home, before, read_now, propose(home, read_now, before.file, before.received_at), actor)


def propose(home: Home, read_now: Reading, name: str, received_at: str) -> Proposal:
    """What this office would make of a reading.

    Args:
        home: whose scheme and settings.
        read_now: what the paper says.
        name: that of its file.
        received_at: when it came in, ISO 8601.
    """
    received = calendar.day_of(received_at)
    return classification.propose(
        read_now, scheme_in_force.current_scheme(home), classification.Office.of(home.config), name, received=received
    )


def _same_paper(before: Record, now: Record) -> None:
    if now.sha256 != before.sha256 or now.status is not before.status:
        raise StaleRecord(id=before.id)


def _queue_read(home: Home, before: Record, read_now: Reading, proposal: Proposal, actor: Actor) -> Record:
    def queue(record: Record) -> Record:
        _same_paper(before, record)
        read_record = replace(
            record,
            status=Status.QUEUED,
            media_type=read_now.media_type,
            pages=len(read_now.pages),
            confidence=round(read_now.confidence, 4),
            proposal=proposal,
            facts=proposal.facts,
            problem="",
        )
        return retention.with_retention(home, read_record)

    return transactions.commit_change(home, before.id, actor, "read", queue, reading=read_now)


def _mark_unreadable(home: Home, before: Record, failure: Failure, actor: Actor) -> Record:
    why = failure.said(home.config.language)

    def give_up(record: Record) -> Record:
        _same_paper(before, record)
        return replace(record, status=Status.UNREADABLE, problem=why)

    return transactions.commit_change(
        home, before.id, actor, "unreadable", give_up, why=why, detail={"kind": type(failure).__name__}
    )


def give_up(home: Home, record_id: str, actor: Actor) -> Record:
    """Mark a received paper unreadable because reading it fails by our own fault.

    Raises:
        StaleRecord: it changed meanwhile.
    """
    return _mark_unreadable(home, models.Record.objects.get(pk=record_id).record(), InternalError(), actor)


# --- SOP 2: Desk verifies, PPID ratifies -----------------------------------------------------------------------------------------


def edit(home: Home, record_id: str, actor: Actor, changes: dict[str, str], *, place: str | None = None) -> Record:
    """Save what a person typed into the form; decides nothing yet.

    Raises:
        NotFound, NotAllowed, WrongValue.
    """
    cleaned = validation.clean(changes)
    stands = None if place is None else approval.clean_value("tempat simpan", place)

    def save(record: Record) -> Record:
        _check(home, actor, Act.EDIT, record)
        return replace(validation.with_choices(home, record, cleaned), place=record.place if stands is None else stands)

    return transactions.commit_change(home, record_id, actor, "edit", save)


def verify(home: Home, record_id: str, actor: Actor, changes: dict[str, str] | None = None) -> Record:
    """Desk says: this is right and complete.

    Raises:
        NotFound, NotAllowed; WrongValue when a field holds what it cannot be, typed now or before; Missing when code, category or
        title is empty.
    """
    cleaned = validation.clean(changes or {})

    def decide(record: Record) -> Record:
        _check(home, actor, Act.VERIFY, record)
        ready = validation.with_choices(home, record, cleaned)
        validation.check(home, ready)
        return replace(ready, status=Status.VERIFIED, verified_by=actor.name, problem="")

    return transactions.commit_change(home, record_id, actor, "verify", decide)


def ratify(home: Home, record_id: str, actor: Actor) -> Record:
    """PPID says: this counts. Ratifying is filing: the bag is sealed and the folder goes to its retention shelf.

    Raises:
        NotFound, NotAllowed (also when four eyes are required and these are the same two), Missing, WrongValue.
    """

    def decide(record: Record) -> Record:
        _check(home, actor, Act.RATIFY, record)
        ready = retention.under_scheme_in_force(home, record)
        validation.check(home, ready)
        validation.check_level(ready.facts)
        return replace(ready, status=Status.FILED)

    return transactions.commit_change(home, record_id, actor, "ratify", decide)


def return_to_desk(home: Home, record_id: str, actor: Actor, why: str) -> Record:
    """PPID says: back to Desk, for this reason.

    Raises:
        NotFound, NotAllowed.
    """
    reason = approval.require_reason(why)

    def decide(record: Record) -> Record:
        _check(home, actor, Act.RETURN, record)
        return replace(record, status=Status.RETURNED, problem=reason)

    return transactions.commit_change(home, record_id, actor, "return", decide, why=reason)


def _check(home: Home, actor: Actor, wanted: Act, record: Record) -> None:
    approval.check(actor, wanted, record, four_eyes=home.config.four_eyes)
