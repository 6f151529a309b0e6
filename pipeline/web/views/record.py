"""One record: the paper beside what is known of it, and what may be done with it now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from pipeline import approval, flow
from pipeline.approval import Act
from pipeline.archive import shelf
from pipeline.catalogue import models
from pipeline.classification import scheme
from pipeline.classification.kind import HEADINGS
from pipeline.classification.number import TYPE_CODES
from pipeline.document import AccessLevel, Actor, Box, Category, Reason, Record, Status
from pipeline.failures import Failure
from pipeline.web import sight, work
from pipeline.web.context import flash
from pipeline.web.rules import OFFICE, READERS, ActorRequest, allowed

WITH_REASON = (Act.RETURN, Act.SET_ASIDE)
CHANGES = (Act.EDIT, Act.VERIFY, Act.RATIFY, Act.RETURN, Act.SET_ASIDE, Act.RESTORE, Act.RETRY, Act.UNDO)
SHORT = frozenset({"date", "document_type_code", "number", "code"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: what it holds, what was proposed, how sure that was, and why."""

    name: str
    value: str
    was: str
    """What the record says: what this person was shown."""
    proposed: str
    confidence: float | None
    reasons: tuple[Reason, ...]
    page: int | None
    boxes: tuple[Box, ...]
    choices: tuple[str, ...]
    required: bool


class Conflict(Failure):
    """Someone else changed the same field meanwhile."""

    indonesian = "Orang lain baru saja mengubah isian ini: {fields}. Periksa isinya, lalu simpan lagi."
    english = "Someone else has just changed: {fields}. Look at it, then save again."


@allowed(*READERS)
def record(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """The page of a record."""
    return _shown(request, sight.record(request.actor, record_id))


@allowed(*OFFICE, methods=("POST",))
def act(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """Do what a button says, then show the record. What the rule refuses is said above the form; nothing typed is lost."""
    before = sight.record(request.actor, record_id)
    try:
        after = _do(request.actor, before, request.POST)
    except approval.NotFound:
        raise
    except Failure as failure:
        return _shown(request, sight.record(request.actor, record_id), failure.sentence(get_language() or "id"), request.POST)
    if after is not before:
        flash(request, after.history[-1].act)
    if not approval.may_see(request.actor, after):
        return redirect("queue")
    return redirect("record", record_id)


def _do(actor: Actor, record: Record, form: QueryDict) -> Record:
    home, why = work.home(), form.get("why", "")
    match form.get("act"):
        case Act.EDIT:
            changes, place = _changes(record, form), _place(record, form)
            if not changes and place is None:
                return record
            return flow.edit(home, record.id, actor, changes, place=place)
        case Act.VERIFY:
            if (place := _place(record, form)) is not None:
                flow.edit(home, record.id, actor, {}, place=place)
            return flow.verify(home, record.id, actor, _changes(record, form))
        case Act.RATIFY:
            return flow.ratify(home, record.id, actor)
        case Act.RETURN:
            return flow.return_(home, record.id, actor, why)
        case Act.SET_ASIDE:
            return flow.set_aside(home, record.id, actor, why)
        case Act.RESTORE:
            return flow.restore(home, record.id, actor)
        case Act.RETRY:
            return _retry(actor, record, form.get("password", ""))
        case Act.UNDO:
            return flow.undo(home, record.id, actor)
        case _:
            raise approval.WrongValue(field="tindakan", why="tidak dikenal")


def _retry(actor: Actor, record: Record, password: str) -> Record:
    if password:
        return flow.unlock(work.home(), record.id, work.worker().pool, actor, password)
    after = flow.retry(work.home(), record.id, actor)
    work.worker().dispatch()
    return after


def _place(record: Record, form: QueryDict) -> str | None:
    typed = form.get("place")
    if typed is None or " ".join(typed.split()) in {record.place, form.get("was-place", record.place)}:
        return None
    return typed


def _changes(record: Record, form: QueryDict) -> dict[str, str]:
    """What this person changed, compared with what they were shown: two people who mend different fields do not undo each other."""
    changes: dict[str, str] = {}
    conflicts = []
    for name in approval.EDITABLE:
        typed = form.get(name)
        now = getattr(record.facts, name)
        was = form.get(f"was-{name}", now)
        if typed is None or " ".join(typed.split()) in {was, now}:
            continue
        if was != now:
            conflicts.append(approval.LABELS[name])
        changes[name] = typed
    if conflicts:
        raise Conflict(fields=", ".join(conflicts))
    return changes


def _shown(
    request: ActorRequest, record: Record, problem: str = "", typed: QueryDict | dict[str, str] | None = None
) -> HttpResponseBase:
    actor, home = request.actor, work.home()
    may = {str(wanted): approval.why_not(actor, wanted, record, four_eyes=home.config.four_eyes) is None for wanted in CHANGES}
    rows = models.Page.objects.filter(record_id=record.id).order_by("number")
    context: dict[str, Any] = {
        "record": record,
        "title": record.facts.title or record.file,
        "may": may,
        "refusal": _refusal(actor, record),
        "fields": [_field(record, name, typed or {}) for name in approval.EDITABLE],
        "place": (typed or {}).get("place", record.place),
        "problem": problem,
        "pages": list(rows.values("number", "failed")) or [{"number": 1, "failed": False}],
        "scheme_path": scheme.load_default().path(record.facts.code),
        "future_shelf": str(shelf.shelf(replace(record, status=Status.FILED))),
        "history": list(reversed(record.history)) if actor.role in OFFICE else [],
    }
    return render(request, "web/record.html", context, status=409 if problem else 200)


def _refusal(actor: Actor, record: Record) -> str | None:
    """Why the next step is not this person's, where it would be somebody's of their role."""
    wanted = {Status.QUEUED: Act.VERIFY, Status.RETURNED: Act.VERIFY, Status.VERIFIED: Act.RATIFY}.get(record.status)
    if wanted is None or actor.role not in OFFICE:
        return None
    return approval.why_not(actor, wanted, record, four_eyes=work.home().config.four_eyes)


def _field(record: Record, name: str, typed: QueryDict | dict[str, str]) -> Field:
    proposal = record.proposal
    reasons = tuple(reason for reason in proposal.reasons if reason.field == name) if proposal else ()
    seen = next((reason for reason in reasons if reason.boxes), None)
    return Field(
        name=name,
        value=str(typed.get(name, getattr(record.facts, name))),
        was=getattr(record.facts, name),
        proposed=getattr(proposal.facts, name) if proposal else "",
        confidence=proposal.confidence.get(name) if proposal else None,
        reasons=reasons,
        page=seen.page if seen else None,
        boxes=seen.boxes if seen else (),
        choices=_choices(name),
        required=name in approval.REQUIRED,
    )


def _choices(name: str) -> tuple[str, ...]:
    match name:
        case "category":
            return tuple(Category)
        case "access_level":
            return tuple(AccessLevel)
        case "document_type":
            return tuple(sorted({*HEADINGS.values(), *TYPE_CODES.values()}))
        case "document_type_code":
            return tuple(TYPE_CODES)
        case "holding_unit":
            return tuple(flow.office(work.home()).units.values())
        case "form":
            return ("cetak dan elektronik", "elektronik", "cetak")
        case _:
            return ()
