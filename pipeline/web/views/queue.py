"""Antrean: what waits, what is being read, what is held in the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet, Sum
from django.http.response import HttpResponseBase
from django.shortcuts import render

from pipeline import approval
from pipeline.catalogue import models
from pipeline.document import Actor, Category, Record, Role, Status
from pipeline.document.pages import Doubt
from pipeline.records import access
from pipeline.web import state
from pipeline.web.permissions import OFFICE, ActorRequest, allowed
from pipeline.worker import inbox
from pipeline.worker import progress as worker_progress

PAGE = 25
WAITING = (Status.RECEIVED, Status.QUEUED, Status.VERIFIED, Status.RETURNED, Status.UNREADABLE)
TABS: dict[str, tuple[Status, ...]] = {
    "semua": WAITING,
    "dibaca": (Status.RECEIVED,),
    "diperiksa": (Status.QUEUED,),
    "dikembalikan": (Status.RETURNED,),
    "tak-terbaca": (Status.UNREADABLE,),
    "disahkan": (Status.VERIFIED,),
    "disisihkan": (Status.SET_ASIDE,),
}
MAIN = {Role.DESK: approval.Act.VERIFY, Role.PPID: approval.Act.RATIFY}
"""What someone of this role mostly comes for."""
WITH_REASON = {Role.DESK: approval.Act.SET_ASIDE, Role.PPID: approval.Act.RETURN}
"""What they do instead, which needs a reason."""
MINE = {Role.DESK: (Status.QUEUED, Status.RETURNED, Status.UNREADABLE), Role.PPID: (Status.VERIFIED,)}


@dataclass(frozen=True, slots=True)
class DoubtSummary:
    """What a person should look at in a paper's text."""

    doubt: str
    pages: tuple[int, ...]
    confidence: float
    """Of its least sure page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue."""

    record: Record
    sureness: float | None
    """Of the least sure of the fields that a decision needs."""
    doubted: DoubtSummary | None


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter with its count."""

    name: str
    count: int
    current: bool
    query: str


@allowed(*OFFICE)
def queue(request: ActorRequest) -> HttpResponseBase:
    """The whole page; for htmx only its list."""
    context = listed(request)
    if request.headers.get("HX-Request"):
        return render(request, "web/queue_list.html", context)
    return whole(request, context)


def whole(request: ActorRequest, context: dict[str, Any], status: int = 200) -> HttpResponseBase:
    """The whole page around this list."""
    return render(request, "web/queue.html", context | _news(request.actor), status=status)


@allowed(*OFFICE, by_itself=True)
def news(request: ActorRequest) -> HttpResponseBase:
    """What is being read and what is held; asked again and again. Tells the list when it has changed."""
    context = _news(request.actor)
    response = render(request, "web/queue_news.html", context)
    if request.GET.get("tanda") != context["signature"]:
        response["HX-Trigger"] = "queue-changed"
    return response


def _statuses(actor: Actor, tab: str) -> tuple[Status, ...]:
    return MINE[Role(str(actor.role))] if tab == "saya" else TABS[tab]


def listed(request: ActorRequest) -> dict[str, Any]:
    """The list as the address asks for it."""
    tab = request.GET.get("tampil", "saya")
    tab = tab if tab in TABS or tab == "saya" else "saya"
    category = request.GET.get("kategori", "")
    rows = access.visible_records(request.actor).filter(status__in=_statuses(request.actor, tab))
    if category in set(Category):
        rows = rows.filter(category=category)
    if after := request.GET.get("setelah", ""):
        rows = rows.filter(pk__gt=after)
    found = [row.record() for row in rows.order_by("pk")[: PAGE + 1]]
    doubted = _doubted([record.id for record in found[:PAGE]])
    kept = {"tampil": tab, "kategori": category}
    return {
        "rows": [_row(record, doubted.get(record.id)) for record in found[:PAGE]],
        "next": urlencode(kept | {"setelah": found[PAGE - 1].id}) if len(found) > PAGE else "",
        "beginning": urlencode(kept) if after else "",
        "this": urlencode(kept | ({"setelah": after} if after else {})),
        "tabs": _tabs(request.actor, tab, category),
        "tab": tab,
        "category": category,
        "categories": list(Category),
        "main_act": MAIN[Role(str(request.actor.role))],
        "reason_act": WITH_REASON[Role(str(request.actor.role))],
    }


def _row(record: Record, doubted: DoubtSummary | None) -> Row:
    if record.proposal is None:
        return Row(record, None, doubted)
    sureness = min(record.proposal.confidence.get(name, 0.0) for name in approval.REQUIRED)
    if doubted and doubted.doubt == Doubt.HARD:
        # A proposal is no surer than the reading that it was made of.
        sureness = min(sureness, doubted.confidence)
    return Row(record, sureness, doubted)


def _doubted(ids: list[str]) -> dict[str, DoubtSummary]:
    """Which of these papers a person should look at: hard to read before partly unread."""
    rows = models.Page.objects.filter(record_id__in=ids, doubt__in=list(Doubt)).order_by("record_id", "number")
    pages: dict[str, list[tuple[str, int, float]]] = {}
    for record_id, doubt, number, confidence in rows.values_list("record_id", "doubt", "number", "confidence"):
        pages.setdefault(record_id, []).append((doubt, number, confidence))
    found = {}
    for record_id, some in pages.items():
        worst = Doubt.HARD if any(doubt == Doubt.HARD for doubt, _, _ in some) else Doubt.PARTLY
        meant = [(number, confidence) for doubt, number, confidence in some if doubt == worst]
        found[record_id] = DoubtSummary(worst, tuple(number for number, _ in meant), min(confidence for _, confidence in meant))
    return found


def _tabs(actor: Actor, current: str, category: str) -> list[Tab]:
    counts: dict[str, int] = dict(
        access.visible_records(actor).filter(status__in=(*WAITING, Status.SET_ASIDE)).values_list("status").annotate(Count("pk"))
    )
    tabs = [
        Tab(
            name,
            sum(counts.get(status, 0) for status in _statuses(actor, name)),
            name == current,
            urlencode({"tampil": name} | ({"kategori": category} if category else {})),
        )
        for name in ("saya", *TABS)
    ]
    return [tab for tab in tabs if tab.count or tab.current or tab.name in {"saya", "semua"}]


def _news(actor: Actor) -> dict[str, Any]:
    home = state.home()
    waiting: QuerySet[models.Record] = access.visible_records(actor).filter(status__in=(*WAITING, Status.SET_ASIDE))
    sums = waiting.aggregate(count=Count("pk"), versions=Sum("version"), last=Max("pk"))
    progress = worker_progress.progress(home)
    names = dict(access.visible_records(actor).filter(pk__in=list(progress)).values_list("pk", "file"))
    reading = [(record_id, names[record_id], *progress[record_id]) for record_id in sorted(progress) if record_id in names]
    return {
        "signature": f"{sums['count']}-{sums['versions'] or 0}-{sums['last'] or ''}",
        "reading": reading,
        "held": inbox.held_files(home),
    }
