"""Holds: what keeps a record or a dossier from disposition, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline import approval
from pipeline.approval import Act
from pipeline.archive import decisions as office
from pipeline.catalogue import calendar, decisions, models, transactions
from pipeline.document import Actor, Category, Record
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language import labels
from pipeline.language.phrases import BilingualText, Message, day_text
from pipeline.records import dossier_access

KINDS = labels.HOLDS
_HELD = Message("ditahan ({kind}): {why}", "held ({kind}): {why}", stored=False)
_OF_HIDDEN = BilingualText("ditetapkan PPID", "set by the PPID")
"""In place of a reason that names a dossier which the person may not know of."""
_EXEMPT = Message("dikecualikan sampai {day}", "exempt until {day}", stored=False)


class NoHold(Failure):
    """There is nothing to release."""

    key = "failure.no_hold"
    indonesian = "Tidak ada penahanan {kind} atas {target}."
    english = "There is no {kind} hold on {target}."


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason why something stays."""

    target: str
    """A record's number or a dossier's name."""
    kind: str
    why: str
    since: str


def hold(home: Home, target: str, kind: str, actor: Actor, why: str) -> office.Decision:
    """Keep a record, or all that lies in a dossier, until it is released.

    Raises:
        NotFound, NotAllowed; WrongValue for an unknown kind or an empty reason.
    """
    reason = approval.require_reason(why)
    _check_kind(kind)
    data = {"target": target, "kind": kind, "why": reason, "since": calendar.today().isoformat(), "released": ""}

    def decide(before: office.Decision | None) -> office.Decision:
        _check(home, actor, target)
        return replace(before, data=data) if before else office.Decision(office.HOLDS, _name(target, kind), 0, data)

    _check(home, actor, target)
    return transactions.commit_decision(home, f"{office.HOLDS}/{_name(target, kind)}", actor, "hold", decide, why=reason)


def release(home: Home, target: str, kind: str, actor: Actor, why: str) -> office.Decision:
    """Let it go again; that it was held stays in the history.

    Raises:
        NotFound, NotAllowed, WrongValue; NoHold when it is not held so.
    """
    reason = approval.require_reason(why)
    _check_kind(kind)

    def decide(before: office.Decision | None) -> office.Decision:
        _check(home, actor, target)
        if before is None or before.data["released"]:
            raise NoHold(kind=KINDS[kind], target=target)
        return replace(before, data=before.data | {"released": calendar.today().isoformat()})

    _check(home, actor, target)
    return transactions.commit_decision(home, f"{office.HOLDS}/{_name(target, kind)}", actor, "release", decide, why=reason)


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise approval.WrongValue(field=BilingualText("jenis penahanan", "kind of hold"), why=approval.allowed_values(KINDS))


def _name(target: str, kind: str) -> str:
    return f"{target}.{kind}"


def _check(home: Home, actor: Actor, target: str) -> None:
    if not transactions.is_record_id(target):
        approval.check_office(actor, Act.HOLD)
        if not dossier_access.knows_dossier(actor, target):
            raise approval.NotFound(id=target)
        return
    row = models.Record.objects.filter(pk=target).first()
    if row is None:
        raise approval.NotFound(id=target)
    approval.check(actor, Act.HOLD, row.record(), four_eyes=home.config.four_eyes)


class Holds:
    """All holds in force, read once for questions about many records."""

    def __init__(self, actor: Actor) -> None:
        self._of: dict[str, list[Hold]] = {}
        self._unknown = dossier_access.hidden_dossiers(actor)
        for file in decisions.iter_decisions(office.HOLDS):
            if not (data := file.data)["released"]:
                self._of.setdefault(data["target"], []).append(Hold(data["target"], data["kind"], data["why"], data["since"]))
        self._exempt_until = {file.id: file.data["until"] for file in decisions.iter_decisions(office.EXEMPTIONS)}

    def of(self, record: Record, on: str) -> tuple[Hold, ...]:
        """What holds a record on a day: its own holds, its dossier's, and an exemption that still runs."""
        return (*self._named(record), *self._exempt(record, on))

    def on(self, target: str) -> tuple[Hold, ...]:
        """What a dossier, or a record by itself, is held for."""
        return tuple(self._of.get(target, ()))

    def sentences(self, record: Record, on: str) -> tuple[str, ...]:
        """The same, each as a sentence."""
        return tuple(_HELD(kind=labels.label_of(KINDS, hold.kind), why=hold.why) for hold in self.of(record, on))

    def _named(self, record: Record) -> Iterable[Hold]:
        of_dossier = self._of.get(record.dossier, ()) if record.dossier else ()
        if record.dossier in self._unknown:
            of_dossier = [Hold(record.id, hold.kind, _OF_HIDDEN, "") for hold in of_dossier]
        return [*self._of.get(record.id, ()), *of_dossier]

    def _exempt(self, record: Record, on: str) -> Iterable[Hold]:
        until = self._exempt_until.get(record.id, "")
        if record.facts.category == Category.DIKECUALIKAN and until > on:
            yield Hold(record.id, "exemption", _EXEMPT(day=day_text(until)), "")
