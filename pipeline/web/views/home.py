"""Beranda: what waits for me, what came in today, what is due; three pictures; and whether all is well."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import Substr
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from pipeline import attending, indexing
from pipeline.document import Actor, Role, Status
from pipeline.web import charts, sight, work
from pipeline.web.rules import EVERYBODY, OFFICE, ActorRequest, allowed
from pipeline.web.views.queue import MINE, WAITING

FRONT = {Role.READER: "search", Role.ADMIN: "people"}
WEEKS = 12
FRESH_SECONDS = 120.0
DUE_DAYS = 90
LOW_DISK = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Health:
    """Whether all is well behind the pages."""

    lag: int
    held: int
    free: int
    low: bool


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
    horizon = today + timedelta(days=DUE_DAYS)
    mine = rows.filter(status__in=MINE[Role(str(actor.role))])
    due = rows.filter(status=Status.FILED, retention_end__gt="", retention_end__lte=horizon.isoformat()).order_by(
        "retention_end", "pk"
    )
    free = shutil.disk_usage(home.root).free
    return {
        "mine": mine.count(),
        "first": mine.order_by("pk").values_list("pk", flat=True).first(),
        "arrived": rows.filter(received_at__gte=morning.isoformat()).count(),
        "due": [(row.id, row.title, row.retention_end) for row in due.only("id", "title", "retention_end")[:5]],
        "due_count": due.count(),
        "due_days": DUE_DAYS,
        "charts": [_intake(actor, today), _ages(actor), _endings(actor)],
        "health": Health(indexing.pending(), len(attending.held(home)), free, free < LOW_DISK),
    }


class _Recent:
    """Intake as counted a moment ago: the kind of paper has no column, so counting reads every record of three months."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Any, ...], tuple[float, list[tuple[str, str | None, int]]]] = {}

    def rows(self, actor: Actor, since: date) -> list[tuple[str, str | None, int]]:
        key = (work.home().root, actor.role, actor.exempt_right, since)
        at, rows = self._rows.get(key, (0.0, []))
        if not at or time.monotonic() - at > FRESH_SECONDS:
            rows = _counted(actor, since)
            self._rows = {key: (time.monotonic(), rows)} | {k: v for k, v in self._rows.items() if k[0] == key[0] and k != key}
        return rows


_recent = _Recent()


def _counted(actor: Actor, since: date) -> list[tuple[str, str | None, int]]:
    rows = sight.visible(actor).filter(received_at__gte=since.isoformat())
    named = rows.annotate(day=Substr("received_at", 1, 10), kind=charts.DocumentType("json"))
    return list(named.values_list("day", "kind").annotate(Count("pk")))


def _intake(actor: Actor, today: date) -> charts.Chart:
    """Intake per week by kind, the last twelve weeks."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    return charts.intake(weeks, _recent.rows(actor, weeks[0]))


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
