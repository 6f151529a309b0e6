"""Beranda: what waits for me, what came in today, what is due; three pictures; and whether all is well."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min
from django.db.models.functions import Substr
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from pipeline import attending, checking, due_list, indexing, publishing
from pipeline.document import Actor, Role, Status
from pipeline.web import charts, sight, work
from pipeline.web.rules import EVERYBODY, OFFICE, ActorRequest, allowed
from pipeline.web.views.queue import MINE, WAITING

FRONT = {Role.READER: "search", Role.ADMIN: "people"}
WEEKS = 12
DUE_DAYS = 90
LOW_DISK = 2_000_000_000
SHOWN_DUE = 5


@dataclass(frozen=True, slots=True)
class Health:
    """Whether all is well behind the pages."""

    lag: int
    held: int
    free: int
    low: bool
    checked: checking.Checked | None
    """The last ``berkas check``."""


@allowed(*EVERYBODY)
def front(request: ActorRequest) -> HttpResponseBase:
    """The office's home page; readers and admins begin elsewhere."""
    if request.actor.role not in OFFICE:
        return redirect(FRONT[Role(str(request.actor.role))])
    return render(request, "web/home.html", _numbers(request.actor))


def _numbers(actor: Actor) -> dict[str, Any]:
    rows, home = sight.visible(actor), work.home()
    today = timezone.localdate()
    morning = datetime.combine(today, datetime.min.time(), timezone.get_current_timezone()).astimezone(UTC)
    horizon = (today + timedelta(days=DUE_DAYS)).isoformat()
    mine = rows.filter(status__in=MINE[Role(str(actor.role))]).values_list("status").annotate(Count("pk"), Min("pk"))
    waiting = list(mine.order_by())
    free = shutil.disk_usage(home.root).free
    return {
        "mine": sum(count for _, count, _ in waiting),
        "first": min((first for _, _, first in waiting), default=None),
        "arrived": rows.filter(received_at__gte=morning.isoformat()).count(),
        "due": due_list.due(actor, horizon, most=SHOWN_DUE),
        "due_count": due_list.count(actor, horizon),
        "due_days": DUE_DAYS,
        "charts": [_intake(actor, today), _ages(actor), _endings(actor)],
        "health": Health(indexing.pending(), len(attending.held(home)), free, free < LOW_DISK, checking.last(home)),
        "outdated": publishing.outdated(home),
    }


def _counted(actor: Actor, since: date) -> list[tuple[str, str, int]]:
    """Day, kind and count of what came in."""
    rows = sight.visible(actor).filter(received_at__gte=since.isoformat()).annotate(day=Substr("received_at", 1, 10))
    # By "*": the index that answers this does not hold the records' numbers.
    return list(rows.values_list("day", "document_type").annotate(count=Count("*")).order_by())


def _intake(actor: Actor, today: date) -> charts.Chart:
    """Intake per week by kind, the last twelve weeks."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    return charts.intake(weeks, _counted(actor, weeks[0]))


def _ages(actor: Actor) -> charts.Chart:
    """How long what waits has been waiting."""
    rows = sight.visible(actor).filter(status__in=WAITING).values_list("status", "received_at")
    return charts.ages(list(rows), datetime.now(UTC))


def _endings(actor: Actor) -> charts.Chart:
    """Retention ends by year, of what is filed."""
    filed = sight.visible(actor).filter(status=Status.FILED)
    rows = filed.exclude(retention_end="").annotate(year=Substr("retention_end", 1, 4)).values_list("year").annotate(Count("pk"))
    undated = filed.filter(retention_end="").count()
    return charts.endings(sorted(rows), undated)
