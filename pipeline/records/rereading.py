"""Reads a paper again: one that was unreadable, one whose reading was lost, or a page that a person wants read otherwise."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline import approval, reading
from pipeline.approval import Act
from pipeline.archive import record_folder
from pipeline.catalogue import models, transactions
from pipeline.document import Actor, Entry, Proposal, Record, Status
from pipeline.document.facts import Facts
from pipeline.document.pages import Reading
from pipeline.failures import NothingRead
from pipeline.home import Home
from pipeline.language import labels
from pipeline.language.phrases import BilingualText, Message
from pipeline.records import lifecycle, page_images, retention

LANGUAGES = tuple(labels.LANGUAGES)
TURNS = (0, 90, 180, 270)
_WISHED = {
    "page": Message("halaman {value}", "page {value}", stored=False),
    "turn": Message("diputar {value}°", "turned by {value}°", stored=False),
    "language": Message("bahasa naskah: {value}", "language: {value}", stored=False),
    "enhanced": Message("gambarnya diperbaiki dulu", "its picture mended first", stored=False),
}
_UNDECIDED = frozenset({Status.QUEUED, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class RereadOptions:
    """How a page shall be read this time; whatever is None or False is left to the reader, as the first time."""

    page: int | None = None
    """From 1; None: every page."""
    turn: int | None = None
    """Degrees clockwise (0, 90, 180, 270) that stand the page upright."""
    language: str | None = None
    enhanced: bool = False
    """Mend the picture whatever the first look says of it."""

    def options(self, language: str, password: str | None) -> reading.Options:
        """As options of the reading room. A turn, a language or enhancement is about the picture, not a text layer.

        Raises:
            WrongValue: no such turn, or a language that papers here are not read in.
        """
        if self.turn not in (None, *TURNS):
            raise approval.WrongValue(field=BilingualText("putar", "turn"), why=approval.allowed_values(map(str, TURNS)))
        if self.language not in (None, *LANGUAGES):
            raise approval.WrongValue(field=BilingualText("bahasa", "language"), why=approval.allowed_values(labels.LANGUAGES))
        picture = True if self.turn is not None or self.language or self.enhanced else None
        effort = "enhanced" if self.enhanced else "auto"
        return reading.Options(self.language or language, password, self.turn, effort, picture)

    def told(self) -> dict[str, str]:
        """What history shall say of it."""
        return {name: str(value) for name, value in asdict(self).items() if value is not None and value is not False}


def describe_options(entry: Entry) -> BilingualText:
    """What history says of a wish, in words: which page, and how it was to be read; empty for any other act."""
    told = entry.detail if entry.act == "reread" else {}
    said = {name: labels.LANGUAGES.get(value, value) if name == "language" else value for name, value in told.items()}
    return BilingualText.joined((phrase(value=said[name]) for name, phrase in _WISHED.items() if name in said), "; ")


def retry(home: Home, record_id: str, actor: Actor) -> Record:
    """Have an unreadable paper read again.

    Raises:
        NotFound, NotAllowed.
    """

    def decide(record: Record) -> Record:
        approval.check(actor, Act.RETRY, record, four_eyes=home.config.four_eyes)
        return replace(record, status=Status.RECEIVED, problem="")

    return transactions.commit_change(home, record_id, actor, "retry", decide)


def unlock(
    home: Home, record_id: str, pool: reading.Pool, actor: Actor, password: str, progress: lifecycle.Progress | None = None
) -> Record:
    """Read an unreadable paper with its password, which is kept nowhere.

    Raises:
        NotFound, NotAllowed.
    """
    _checked(home, record_id, actor, Act.RETRY)
    after = lifecycle.read_record(home, record_id, pool, actor, password=password, progress=progress)
    if after.status is Status.QUEUED:
        page_images.draw_with_password(home, pool, after, password)
    return after


def _checked(home: Home, record_id: str, actor: Actor, wanted: Act) -> models.Record:
    row = models.Record.objects.filter(pk=record_id).first() if transactions.is_record_id(record_id) else None
    if row is None:
        raise approval.NotFound(id=record_id)
    approval.check(actor, wanted, row.record(), four_eyes=home.config.four_eyes)
    return row


def check(home: Home, record_id: str, actor: Actor, wish: RereadOptions | None) -> Record:
    """May this person have this paper read once more so? Asked before the work is begun, and again by the work itself.

    Args:
        home: whose archive.
        record_id: the paper.
        actor: who asks.
        wish: how a page shall be read; None: an unreadable paper, as the first time.

    Raises:
        NotFound, NotAllowed, WrongValue.
    """
    if wish is None:
        return _checked(home, record_id, actor, Act.RETRY).record()
    record = _checked(home, record_id, actor, Act.REREAD).record()
    wish.options(home.config.ocr_language, None)
    if wish.page is not None and record.pages:
        _check_page(wish.page, record.pages)
    return record


def _check_page(page: int, count: int) -> None:
    if not 1 <= page <= count:
        why = BilingualText(f"naskah ini berisi {count} halaman", f"this paper has {count} pages")
        raise approval.WrongValue(field=BilingualText("halaman", "page"), why=why)


def reread(home: Home, record_id: str, pool: reading.Pool, actor: Actor) -> Record:
    """Read a paper once more and keep the new text; what people decided about it stays. For a reading that was lost or damaged.

    Raises:
        Failure: the paper cannot be read any more; the record stays as it is.
    """
    row = models.Record.objects.get(pk=record_id)
    path = home.archive / row.shelf / row.record().original
    read_now = reading.read(path, pool, reading.Options(language=home.config.ocr_language))

    def keep(record: Record) -> Record:
        return replace(record, pages=len(read_now.pages), confidence=round(read_now.confidence, 4))

    return transactions.commit_change(home, record_id, actor, "reread", keep, reading=read_now)


def read_again(
    home: Home,
    record_id: str,
    pool: reading.Pool,
    actor: Actor,
    wish: RereadOptions,
    *,
    password: str | None = None,
    progress: lifecycle.Progress | None = None,
) -> Record:
    """Read a page (or all) of a queued or filed paper once more, as a person wishes, and keep what was read.

    While nothing is decided the proposal is made anew from the whole text; what people typed into the form stays. After that
    only the text changes, and with it what search finds.

    Raises:
        NotFound, NotAllowed, WrongValue; StaleRecord when someone else changed the record meanwhile; Failure when the page cannot
        be read (the earlier reading stays).
    """
    row = _checked(home, record_id, actor, Act.REREAD)
    before = row.record()
    options = wish.options(home.config.ocr_language, password)
    again = _reading(home.archive / row.shelf, before, pool, wish, options, progress)
    proposal = lifecycle.propose(home, again, before.file, before.received_at) if before.status in _UNDECIDED else None

    def keep(record: Record) -> Record:
        approval.check(actor, Act.REREAD, record, four_eyes=home.config.four_eyes)
        if (record.sha256, record.derived, record.status) != (before.sha256, before.derived, before.status):
            raise lifecycle.StaleRecord(id=record_id)
        read_record = replace(record, pages=len(again.pages), confidence=round(again.confidence, 4))
        return retention.with_retention(home, _proposed_anew(read_record, proposal)) if proposal else read_record

    after = transactions.commit_change(home, record_id, actor, "reread", keep, reading=again, detail=wish.told())
    if password:
        page_images.draw_with_password(home, pool, after, password)
    return after


def _reading(
    path: Path,
    record: Record,
    pool: reading.Pool,
    wish: RereadOptions,
    options: reading.Options,
    progress: lifecycle.Progress | None,
) -> Reading:
    """The whole reading, with what was wished for read anew."""
    original = path / record.original
    if wish.page is None or not record_folder.has_reading(path, record):
        return reading.read(original, pool, options, progress)
    known = record_folder.load_reading(path)
    _check_page(wish.page, len(known.pages))
    source = pool.submit_limited(options.limits.look_seconds, reading.identify, original, options).result()
    page = reading.page_result(reading.submit_page(pool, source, wish.page, options), wish.page)
    if page.failed:
        raise NothingRead(reason=BilingualText.joined(page.notes, " "))
    page = reading.drop_known_running_lines(page, [old for old in known.pages if old.number != page.number])
    return replace(known, pages=tuple(page if old.number == page.number else old for old in known.pages))


def _proposed_anew(record: Record, proposal: Proposal) -> Record:
    """Fields as the new proposal has them, but for those in which a person wrote something else than the old one said."""
    old, new = asdict(record.proposal.facts if record.proposal else Facts()), asdict(proposal.facts)
    facts = {name: new[name] if value == old[name] else value for name, value in asdict(record.facts).items()}
    if facts["code"] != new["code"]:
        # A code that a person chose keeps the scheme version that it was chosen from.
        facts["scheme_version"] = record.facts.scheme_version
    return replace(record, facts=Facts(**facts), proposal=proposal)
