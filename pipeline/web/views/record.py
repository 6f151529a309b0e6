"""The page of one record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from pipeline import approval, reading, search
from pipeline.approval import Act
from pipeline.archive import shelf
from pipeline.catalogue import models
from pipeline.document import Actor, Record, Role, Status
from pipeline.failures import Failure, NeedsPassword
from pipeline.records import access, access_book, dossier_access, page_images, people, scheme_in_force, validation
from pipeline.web import available_actions, overlay, record_actions, record_form, state
from pipeline.web.context_processors import flash
from pipeline.web.permissions import OFFICE, READERS, ActorRequest, allowed
from pipeline.web.presence import readers
from pipeline.web.views import reread_progress
from pipeline.web.views.queue import MINE

LOOK = "look"
"""Posted in place of an act: only show what it would do."""
STEPS = frozenset({Act.VERIFY, Act.RATIFY, Act.RETURN, Act.SET_ASIDE})
"""After these the paper has left this person's turn, and the next one comes."""


@allowed(*READERS)
def record(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """The page of a record."""
    return _shown(request, access.get_visible_record(request.actor, record_id))


@allowed(*OFFICE, methods=("POST",))
def act(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """Do what a button says, then show the record. What the rule refuses is said above the form; nothing typed is lost."""
    before = access.get_visible_record(request.actor, record_id)
    if request.POST.get("act") == LOOK:
        return _consequence(request, before)
    try:
        done = record_actions.perform(request.actor, before, request.POST)
    except approval.NotFound:
        raise
    except Failure as failure:
        return _shown(request, access.get_visible_record(request.actor, record_id), failure, request.POST)
    if not done.act:
        return redirect("record", record_id)
    visible = approval.may_see(request.actor, done.record)
    if done.act in STEPS or not visible:
        flash(request, done.act, record_id if visible else "")
        onward = _next(request.actor, record_id)
        return redirect("record", onward) if onward else redirect("queue")
    flash(request, done.act)
    return redirect("record", record_id)


def _consequence(request: ActorRequest, record: Record) -> HttpResponseBase:
    """What deciding anew would change: the fields, the shelf and the day on which retention ends. Nothing is done."""
    context: dict[str, Any] = {}
    try:
        after = record_actions.preview(request.actor, record, request.POST)
    except approval.NotFound:
        raise
    except Failure as failure:
        context["why_nothing"] = failure.sentence(get_language() or "id")
    else:
        names = [name for name in approval.EDITABLE if getattr(after.facts, name) != getattr(record.facts, name)]
        context |= {
            "differences": [(name, getattr(record.facts, name), getattr(after.facts, name)) for name in names],
            "shelves": (str(shelf.shelf(record)), str(shelf.shelf(after))),
            "ends": (_ends(record), _ends(after)),
        }
    if request.headers.get("HX-Request"):
        return render(request, "web/record_consequence.html", context)
    return _shown(request, record, typed=request.POST, more=context)


def _ends(record: Record) -> str:
    return (record.retention.ends or "") if record.retention else ""


@allowed(*OFFICE, methods=("POST",))
def save(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """Save as one goes: what was typed is kept, and what follows from it is shown at once."""
    before = access.get_visible_record(request.actor, record_id)
    problem, problems, after, language = "", dict[str, str](), before, get_language() or "id"
    try:
        after = record_actions.edit(request.actor, before, request.POST)
    except approval.NotFound:
        raise
    except Failure as failure:
        problem, problems = failure.sentence(language), record_form.problems(failure, language)
    changed = [name for name in approval.EDITABLE if getattr(after.facts, name) != getattr(before.facts, name)]
    context = {
        "record": dossier_access.redact_record(request.actor, after),
        "problem": problem,
        "at_fields": [(name, problems.get(name, "")) for name in approval.EDITABLE],
        "saved": after is not before,
        "changed": [(name, getattr(after.facts, name)) for name in changed],
        "place_changed": after.place != before.place,
    }
    if {"title", "code", "date"} & set(changed) and available_actions.permitted_acts(request.actor, after)[Act.VERIFY]:
        context["folders"] = available_actions.dossier_choices(request.actor, after, request.POST)
    return render(request, "web/record_saved.html", context | _shelf(after))


@allowed(*OFFICE, by_itself=True)
def presence(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """Who else has this paper open, and whether it has changed since it was shown."""
    now = access.get_visible_record(request.actor, record_id)
    seen = request.GET.get("versi", "")
    last = now.history[-1]
    changed = seen != str(now.version) and last.by != request.actor.name
    others, changed_by = readers.here(record_id, request.actor.name), last.by if changed else ""
    told = " ".join([*others, f"/{changed_by}" if changed_by else ""]).strip()
    if told == request.GET.get("tahu", ""):
        # Already said: put there again, it would be read out again.
        return HttpResponse(status=204)
    return render(request, "web/record_presence.html", {"record": now, "others": others, "changed_by": changed_by, "told": told})


@allowed(*OFFICE)
def words(request: ActorRequest, record_id: str, number: int) -> HttpResponseBase:
    """The words of a page with their places, to be clicked on."""
    seen = access.get_visible_record(request.actor, record_id)
    access_book.note_record(state.home(), request.actor, access_book.OPEN, seen)
    page = models.Page.objects.filter(record_id=record_id, number=number).first()
    if page is None:
        raise Http404
    return JsonResponse([[word.text, *overlay.edges(word.box, page.rotation)] for word in page.boxed_words()], safe=False)


def _next(actor: Actor, record_id: str) -> str | None:
    """The next paper whose turn it is: after this one, or else the first."""
    waiting = access.visible_records(actor).filter(status__in=MINE[Role(str(actor.role))]).exclude(pk=record_id).order_by("pk")
    rows = waiting.values_list("pk", flat=True)
    return rows.filter(pk__gt=record_id).first() or rows.first()


def _shown(
    request: ActorRequest,
    record: Record,
    failure: Failure | None = None,
    typed: QueryDict | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponseBase:
    actor, home, language = request.actor, state.home(), get_language() or "id"
    access_book.note_record(home, actor, access_book.OPEN, record)
    problems = record_form.problems(failure, language) if failure else {}
    may = available_actions.permitted_acts(actor, record)
    question = request.GET.get("q", "")[:500]
    pages = _pages(record, question, request.GET.get("teks", ""))
    rotations = {page["number"]: page["rotation"] for page in pages}
    context: dict[str, Any] = {
        "record": dossier_access.redact_record(actor, record),
        "title": record.facts.title or record.file,
        "may": may,
        "fields": record_form.fields(record, rotations, validation.choices(home), typed if may[Act.EDIT] else None, problems),
        "place": typed.get("place", record.place) if typed else record.place,
        "problem": failure.sentence(language) if failure else "",
        "problems": problems,
        "question": question,
        "pages": pages,
        "locked": may[Act.RETRY] and record.history[-1].detail.get("kind") == NeedsPassword.__name__,
        "conflict": validation.secret_in_public(record.facts) if actor.role in OFFICE else None,
        "undrawn": bool(record.pages)
        and available_actions.was_locked(record)
        and not page_images.has_all_images(home, record, rotations),
        "found_pages": [page["number"] for page in pages if page["marks"]],
        "doubted": [page for page in pages if page.get("doubt")],
    }
    if actor.role in OFFICE:
        context |= {"refusal": available_actions.refusal(actor, record), "history": list(reversed(context["record"].history))}
        context["called"] = people.formal_names(entry.by for entry in record.history)
        context |= (
            available_actions.offered_actions(actor, record, typed, problems)
            | available_actions.reread_choices(record)
            | reread_progress.reading_statuses(request, record)
        )
    if may[Act.VERIFY]:
        context["folders"] = available_actions.dossier_choices(actor, record, typed)
    return render(request, "web/record.html", context | _shelf(record) | (more or {}), status=409 if failure else 200)


def _pages(record: Record, question: str, read: str) -> list[dict[str, Any]]:
    """Each page with the places of what was searched for and what its reader said, and the text of the one that is to be read; the
    words are unpacked only when something was searched for.
    """
    rows = models.Page.objects.filter(record_id=record.id).order_by("number")
    query = search.parse(question, search.extended(state.home().config.synonyms)) if question else None
    pages = []
    for row in rows if query else rows.defer("text", "words"):
        marks = search.marks(reading.dehyphenate(row.text, search.BROKEN), row.boxed_words(), query) if query else ()
        found = overlay.rectangles(marks, row.rotation)
        said = row.stored_notes()
        asking = reading.review_notes.notes_for_review(said)
        page = {"number": row.number, "rotation": row.rotation, "failed": row.failed, "marks": found, "asking": asking}
        page |= {"doubt": row.doubt, "confidence": row.confidence}
        if str(row.number) == read:
            page |= {"text": row.text, "read": True, "notes": [note for note in said if note not in asking]}
        pages.append(page)
    return pages or [{"number": 1, "rotation": 0, "failed": False, "marks": []}]


def _shelf(record: Record) -> dict[str, Any]:
    return {
        "scheme_path": scheme_in_force.current_scheme(state.home()).path(record.facts.code),
        "future_shelf": str(shelf.shelf(replace(record, status=Status.FILED))),
    }
