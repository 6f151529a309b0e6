"""Dossiers (*berkas*): records of one matter that are kept, closed and disposed of together."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count

from pipeline import approval
from pipeline.approval import Act
from pipeline.archive import decisions as office
from pipeline.catalogue import calendar, decisions, models, transactions
from pipeline.document import Actor, Record, Status
from pipeline.document.facts import Facts
from pipeline.document.triggers import Trigger
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language.indonesian import fold
from pipeline.language.phrases import BilingualText
from pipeline.records import access, dossier_access, retention, scheme_in_force, validation

_DOSSIER = BilingualText("berkas", "dossier")
NEW = "new"
"""What is typed instead of a name to have a dossier opened; no dossier can be named so."""
OUT = "-"
"""Likewise, to have a record taken out of the one that it lies in."""
_LONGEST_WORDS = 43  # of 48 that a name may have; the rest is for the mark
_EMPTY = "dan yang untuk pada dari dengan tentang dalam atas oleh kepada hal perihal surat nomor tahun"
_STEPS = "undangan laporan notula notulen permohonan penyampaian tindak lanjut daftar hadir jawaban balasan"
_ALIKE = 0.5
"""Share of their words, ``_EMPTY`` and ``_STEPS`` aside, that two titles must have in common to be one matter."""


class UnknownDossier(Failure):
    """No such dossier."""

    key = "failure.unknown_dossier"
    indonesian = "Tidak ada berkas bernama '{name}'. Lihat: berkas dossier list"
    english = "There is no dossier named '{name}'. See: berkas dossier list"


class DossierClosed(Failure):
    """A closed dossier takes nothing more."""

    key = "failure.dossier_closed"
    indonesian = "Berkas bernama '{name}' sudah ditutup pada {day}. Buka lagi dengan: berkas trigger FC {name} {day} --withdraw"
    english = "Dossier '{name}' was closed on {day}. Open it again with: berkas trigger FC {name} {day} --withdraw"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The dossier that a record probably belongs to."""

    name: str
    """Empty when it would have to be opened."""
    code: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class DossierListing:
    """A dossier with what lies in it, as far as the asker may see."""

    file: office.Decision
    records: int
    hidden: bool = False
    """Its title belongs to an exempt paper: only who may see exempt records knows of it."""

    @property
    def closed(self) -> str:
        """The day on which it was closed; empty while it is open."""
        return str(self.file.data["dates"].get(Trigger.FC, ""))


def open_dossier(home: Home, code: str, title: str, actor: Actor, *, on: str = "", of: Record | None = None) -> office.Decision:
    """Open a dossier.

    Args:
        home: whose archive.
        code: its class, of the scheme in force.
        title: the matter.
        actor: Desk or PPID.
        on: the day on which it was opened; today unless given.
        of: the paper that the title was taken from; None where a person typed it.

    Raises:
        NotAllowed; WrongValue for a code that the scheme does not have, or no title.
    """
    approval.check_office(actor, Act.DOSSIER)
    scheme = scheme_in_force.current_scheme(home)
    row, cleaned = validation.row_of(scheme, code), approval.clean_value("title", title)
    if not cleaned:
        raise approval.WrongValue(field=approval.LABELS["title"], why=approval.MUST_BE_FILLED)
    opened = approval.clean_value("date", on) or calendar.today().isoformat()
    data: dict[str, Any] = {"code": row.code, "scheme_version": scheme.version, "title": cleaned, "opened": opened, "dates": {}}
    secret = of is not None and approval.is_exempt(of)
    data |= {"born_of": of.id if of else "", "born_version": of.version if of else 0, "born_hidden": secret}
    # A name is seen in more places than a title: one of a secret title says nothing.
    name = free_name(row.code, opened, "" if secret else cleaned)

    def decide(before: office.Decision | None) -> office.Decision:
        if before is not None:
            raise name_taken(name)
        return office.Decision(office.DOSSIERS, name, 0, data)

    return transactions.commit_decision(home, f"{office.DOSSIERS}/{name}", actor, "open_dossier", decide)


def name_taken(name: str) -> Failure:
    """Somebody was quicker: the name that was free is not any more."""
    why = BilingualText(f"'{name}' baru saja dibuka orang lain; ulangi", f"someone else has just opened '{name}'; do it again")
    return approval.WrongValue(field=_DOSSIER, why=why)


def free_name(code: str, opened: str, title: str) -> str:
    """The name of a dossier that is to be opened: its class, its year, the words of its title, and a mark drawn by lot.

    The mark tells twins apart. A number would tell more: who opens a dossier with the title of one that is hidden would get a 2.
    """
    text = f"{code}-{opened[:4]}-{title}"
    words = re.sub(r"[^a-z0-9.]+", "-", fold(text).lower())[:_LONGEST_WORDS].strip("-.")
    while decisions.get_decision(office.DOSSIERS, name := f"{words}-{secrets.token_hex(2)}") is not None:
        pass
    return name


def join_dossier(home: Home, record_id: str, actor: Actor, name: str) -> Record:
    """Lay a record into a dossier; with an empty name, take it out. What it is kept for follows.

    Raises:
        NotFound, NotAllowed, UnknownDossier; DossierClosed when the dossier takes nothing more.
    """

    def decide(record: Record) -> Record:
        approval.check(actor, Act.JOIN, record, four_eyes=home.config.four_eyes)
        if name:
            _check_open(actor, name)
        if dossier_access.redact_record(actor, record).dossier == name:
            raise approval.WrongValue(field=_DOSSIER, why=BilingualText("tidak ada yang berubah", "nothing would change"))
        return retention.with_retention(home, replace(record, dossier=name))

    if name:
        _shut_for(home, record_id, actor, name)
    return transactions.commit_change(home, record_id, actor, "join", decide, detail={"dossier": name})


def _shut_for(home: Home, record_id: str, actor: Actor, name: str) -> None:
    """Hide a dossier that was opened by hand for an exempt paper: the first that is laid into it, while it is still empty."""
    row = models.Record.objects.filter(pk=record_id).first() if transactions.is_record_id(record_id) else None
    file = decisions.get_decision(office.DOSSIERS, name)
    if row is None or file is None or not approval.is_exempt(record := row.record()):
        return
    if file.data.get("born_of", "-") or file.history[0].act != "open_dossier":
        return
    if models.Record.objects.filter(dossier=name).exists():
        return
    approval.check(actor, Act.JOIN, record, four_eyes=home.config.four_eyes)
    _check_open(actor, name)

    def decide(before: office.Decision | None) -> office.Decision:
        assert before is not None
        return replace(before, data=before.data | {"born_of": record.id, "born_version": record.version, "born_hidden": True})

    transactions.commit_decision(home, f"{office.DOSSIERS}/{name}", actor, "hide_dossier", decide)


def _check_open(actor: Actor, name: str) -> None:
    found = decisions.get_decision(office.DOSSIERS, name) if dossier_access.knows_dossier(actor, name) else None
    if found is None:
        raise UnknownDossier(name=name)
    if day := found.data["dates"].get(Trigger.FC):
        raise DossierClosed(name=name, day=day)


def record_ids_in(name: str) -> list[str]:
    """The numbers of all records in a dossier, visible or not."""
    rows = models.Record.objects.filter(dossier=name).exclude(status=Status.DISPOSED)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def list_dossiers(actor: Actor) -> list[DossierListing]:
    """The dossiers that this person may know of, by name, each with the number of records in it that they may see."""
    filled = models.Record.objects.filter(dossier__gt="").exclude(status=Status.DISPOSED)
    seen = filled.filter(access.visible_filter(approval.visibility(actor)))
    # By "*": the index that answers this does not hold the records' numbers.
    mine = dict(seen.values_list("dossier").annotate(count=Count("*")))
    files = [
        file for file in decisions.iter_decisions(office.DOSSIERS) if mine.get(file.id) or not dossier_access.is_replaced(file)
    ]
    unknown, secret = dossier_access.hidden_dossiers(actor), dossier_access.secret_titles(files)
    return [DossierListing(file, mine.get(file.id, 0), file.id in secret) for file in files if file.id not in unknown]


def choose_dossier(home: Home, record_id: str, actor: Actor, wanted: str, changes: dict[str, str] | None = None) -> Record:
    """Lay a paper into its dossier as it is being verified; to be called right before ``lifecycle.verify`` with the same changes.

    It is an act of its own, so that taking back the verification takes nothing out of a dossier. What would stop the verification
    stops this first, so that no dossier is opened for nothing.

    Args:
        home: whose archive.
        record_id: a paper that waits to be verified.
        actor: Desk.
        wanted: the name of a dossier; ``NEW`` to open one for this paper's class and matter; ``OUT`` to take it out of its own;
            empty to leave things as they are.
        changes: field → value as typed, which the verification will set.

    Returns:
        The record as it now stands, not yet verified.

    Raises:
        NotFound, NotAllowed, Missing, WrongValue, UnknownDossier; DossierClosed when the dossier takes nothing more.
    """
    cleaned = validation.clean(changes or {})
    row = models.Record.objects.filter(pk=record_id).first() if transactions.is_record_id(record_id) else None
    if row is None:
        raise approval.NotFound(id=record_id)
    record = row.record()
    approval.check(actor, Act.VERIFY, record, four_eyes=home.config.four_eyes)
    ready = validation.with_choices(home, record, cleaned)
    validation.check(home, ready)
    own = dossier_access.redact_record(actor, record).dossier
    return record if wanted in ("", own) else _lay(home, ready, actor, wanted)


def put_in_dossier(home: Home, record_id: str, actor: Actor, wanted: str) -> Record:
    """Lay a record into a dossier, old or ``NEW``, or take it ``OUT``, by an act of its own.

    Raises:
        NotFound, NotAllowed, WrongValue, UnknownDossier; DossierClosed when the dossier takes nothing more.
    """
    row = models.Record.objects.filter(pk=record_id).first() if transactions.is_record_id(record_id) else None
    if row is None:
        raise approval.NotFound(id=record_id)
    record = row.record()
    # Before a dossier is opened for nothing.
    approval.check(actor, Act.JOIN, record, four_eyes=home.config.four_eyes)
    return _lay(home, record, actor, wanted)


def _lay(home: Home, record: Record, actor: Actor, wanted: str) -> Record:
    if wanted == OUT:
        return join_dossier(home, record.id, actor, "")
    if wanted != NEW:
        return join_dossier(home, record.id, actor, wanted)
    title, on = _matter_of(record.facts.title), (record.facts.date or calendar.day_of(record.received_at).isoformat())
    return join_dossier(home, record.id, actor, open_dossier(home, record.facts.code, title, actor, on=on, of=record).id)


def suggest(record: Record, actor: Actor) -> Suggestion | None:
    """Which dossier a record belongs to, by class, year and words of its title; None while class or title is missing."""
    return suggest_for(record.facts, actor, record.received_at)


def suggest_for(facts: Facts, actor: Actor, received_at: str) -> Suggestion | None:
    """Likewise for a paper that is no record yet."""
    if not facts.code or not facts.title:
        return None
    words, year = _matter(facts.title), facts.date[:4] or str(calendar.day_of(received_at).year)
    best, shared = None, _ALIKE
    for one in list_dossiers(actor):
        data = one.file.data
        if one.closed or data["code"] != facts.code or data["opened"][:4] != year:
            continue
        theirs = _matter(data["title"])
        alike = len(words & theirs) / max(1, min(len(words), len(theirs)))
        if alike >= shared:
            best, shared = one, alike
    if best is None:
        return Suggestion(
            "",
            facts.code,
            _matter_of(facts.title),
            BilingualText(
                f"belum ada berkas {facts.code} tahun {year} dengan perihal ini",
                f"no dossier {facts.code} of {year} has this subject yet",
            ),
        )
    common = ", ".join(sorted(words & _matter(best.file.data["title"])))
    why = BilingualText(
        f"kode {facts.code} dan tahun {year} sama; kata yang sama: {common}",
        f"the same code {facts.code} and year {year}; words in common: {common}",
    )
    return Suggestion(best.file.id, facts.code, best.file.data["title"], why)


def _matter_of(title: str) -> str:
    """A title without what the paper is within its matter: what a dossier of it would be called."""
    return " ".join(word for word in title.split() if fold(word).lower() not in _STEPS.split()) or title


def _matter(title: str) -> frozenset[str]:
    """The words of a title that say what it is about."""
    words = re.findall(r"[a-z]{3,}", fold(title).lower())
    return frozenset(word for word in words if word not in f"{_EMPTY} {_STEPS}".split())
