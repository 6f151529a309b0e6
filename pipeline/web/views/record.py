"""One record: the paper beside what is known of it, and what may be done with it now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from pipeline import approval, detours, flow, rereading, search, standing
from pipeline.approval import Act
from pipeline.archive import shelf
from pipeline.catalogue import models
from pipeline.document import Actor, Record, Role, Status
from pipeline.failures import Failure
from pipeline.web import boxes, form, sight, work
from pipeline.web.context import flash
from pipeline.web.presence import readers
from pipeline.web.rules import OFFICE, READERS, ActorRequest, allowed
from pipeline.web.views.queue import MINE

CHANGES = (Act.EDIT, Act.VERIFY, Act.RATIFY, Act.RETURN, Act.SET_ASIDE, Act.RESTORE, Act.RETRY, Act.UNDO)
STEPS = frozenset({Act.VERIFY, Act.RATIFY, Act.RETURN, Act.SET_ASIDE})
"""After these the paper has left this person's turn, and the next one comes."""


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
    if after is before:
        return redirect("record", record_id)
    done = after.history[-1].act
    if done in STEPS or not approval.may_see(request.actor, after):
        flash(request, done, record_id if approval.may_see(request.actor, after) else "")
        onward = _next(request.actor, record_id)
        return redirect("record", onward) if onward else redirect("queue")
    flash(request, done)
    return redirect("record", record_id)


@allowed(*OFFICE, methods=("POST",))
def save(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """Save as one goes: what was typed is kept, and what follows from it is shown at once."""
    before = sight.record(request.actor, record_id)
    problem, after = "", before
    try:
        after = _edit(request.actor, before, request.POST)
    except approval.NotFound:
        raise
    except Failure as failure:
        problem = failure.sentence(get_language() or "id")
    changed = [name for name in approval.EDITABLE if getattr(after.facts, name) != getattr(before.facts, name)]
    context = {
        "record": after,
        "problem": problem,
        "saved": after is not before,
        "changed": [(name, getattr(after.facts, name)) for name in changed],
        "place_changed": after.place != before.place,
    }
    return render(request, "web/record_saved.html", context | _shelf(after))


@allowed(*OFFICE)
def company(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """Who else has this paper open, and whether it has changed since it was shown."""
    now = sight.record(request.actor, record_id)
    seen = request.GET.get("versi", "")
    last = now.history[-1]
    changed = seen != str(now.version) and last.by != request.actor.name
    others = readers.here(record_id, request.actor.name)
    context = {"record": now, "others": others, "changed_by": last.by if changed else "", "seen": seen}
    return render(request, "web/record_company.html", context)


@allowed(*OFFICE)
def words(request: ActorRequest, record_id: str, number: int) -> HttpResponseBase:
    """The words of a page with their places, to be clicked on."""
    sight.record(request.actor, record_id)
    page = models.Page.objects.filter(record_id=record_id, number=number).first()
    if page is None:
        raise Http404
    return JsonResponse([[word.text, *boxes.edges(word.box, page.rotation)] for word in page.boxed_words()], safe=False)


def _next(actor: Actor, record_id: str) -> str | None:
    """The next paper whose turn it is: after this one, or else the first."""
    waiting = sight.visible(actor).filter(status__in=MINE[Role(str(actor.role))]).exclude(pk=record_id).order_by("pk")
    rows = waiting.values_list("pk", flat=True)
    return rows.filter(pk__gt=record_id).first() or rows.first()


def _do(actor: Actor, record: Record, posted: QueryDict) -> Record:
    home, why = work.home(), posted.get("why", "")
    match posted.get("act"):
        case Act.EDIT:
            return _edit(actor, record, posted)
        case Act.VERIFY:
            if (place := form.place(record, posted)) is not None:
                flow.edit(home, record.id, actor, {}, place=place)
            return flow.verify(home, record.id, actor, form.changes(record, posted))
        case Act.RATIFY:
            return flow.ratify(home, record.id, actor)
        case Act.RETURN:
            return flow.return_(home, record.id, actor, why)
        case Act.SET_ASIDE:
            return detours.set_aside(home, record.id, actor, why)
        case Act.RESTORE:
            return detours.restore(home, record.id, actor)
        case Act.RETRY:
            return _retry(actor, record, posted.get("password", ""))
        case Act.UNDO:
            return detours.undo(home, record.id, actor)
        case _:
            raise approval.WrongValue(field="tindakan", why="tidak dikenal")


def _edit(actor: Actor, record: Record, posted: QueryDict) -> Record:
    changes, place = form.changes(record, posted), form.place(record, posted)
    if not changes and place is None:
        return record
    return flow.edit(work.home(), record.id, actor, changes, place=place)


def _retry(actor: Actor, record: Record, password: str) -> Record:
    if password:
        return rereading.unlock(work.home(), record.id, work.worker().pool, actor, password)
    after = rereading.retry(work.home(), record.id, actor)
    work.worker().dispatch()
    return after


def _shown(request: ActorRequest, record: Record, problem: str = "", typed: QueryDict | None = None) -> HttpResponseBase:
    actor, home = request.actor, work.home()
    may = {str(wanted): approval.why_not(actor, wanted, record, four_eyes=home.config.four_eyes) is None for wanted in CHANGES}
    question = request.GET.get("q", "")[:500]
    pages = _pages(record, question)
    rotations = {page["number"]: page["rotation"] for page in pages}
    context: dict[str, Any] = {
        "record": record,
        "title": record.facts.title or record.file,
        "may": may,
        "refusal": _refusal(actor, record),
        "fields": form.fields(record, rotations, flow.office(home), typed),
        "place": typed.get("place", record.place) if typed else record.place,
        "problem": problem,
        "question": question,
        "pages": pages,
        "found_pages": [page["number"] for page in pages if page["marks"]],
        "history": list(reversed(record.history)) if actor.role in OFFICE else [],
    }
    return render(request, "web/record.html", context | _shelf(record), status=409 if problem else 200)


def _pages(record: Record, question: str) -> list[dict[str, Any]]:
    """Each page with the places of what was searched for; the words are unpacked only when something was."""
    rows = models.Page.objects.filter(record_id=record.id).order_by("number")
    query = search.parse(question) if question else None
    pages = []
    for row in rows if query else rows.only("number", "rotation", "failed"):
        marks = search.marks(row.text, row.boxed_words(), query) if query else ()
        found = boxes.rectangles(marks, row.rotation)
        pages.append({"number": row.number, "rotation": row.rotation, "failed": row.failed, "marks": found})
    return pages or [{"number": 1, "rotation": 0, "failed": False, "marks": []}]


def _shelf(record: Record) -> dict[str, Any]:
    return {
        "scheme_path": standing.scheme(work.home()).path(record.facts.code),
        "future_shelf": str(shelf.shelf(replace(record, status=Status.FILED))),
    }


def _refusal(actor: Actor, record: Record) -> str | None:
    """Why the next step is not this person's, where it would be somebody's of the office."""
    wanted = {Status.QUEUED: Act.VERIFY, Status.RETURNED: Act.VERIFY, Status.VERIFIED: Act.RATIFY}.get(record.status)
    if wanted is None or actor.role not in OFFICE:
        return None
    return approval.why_not(actor, wanted, record, four_eyes=work.home().config.four_eyes)
