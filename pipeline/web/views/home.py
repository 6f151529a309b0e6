"""Beranda: what waits, what came in today, what is due, charts, and the state of the system."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Case, CharField, Count, Max, Min, Q, Value, When
from django.db.models.functions import Substr
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from pipeline import approval
from pipeline.catalogue import models
from pipeline.document import Actor, Role, Status
from pipeline.home import Home
from pipeline.maintenance import check, nightly
from pipeline.maintenance.backup import state as backups
from pipeline.records import access, due_list, publication
from pipeline.web import charts, state
from pipeline.web.permissions import EVERYBODY, OFFICE, ActorRequest, allowed
from pipeline.web.views.queue import MINE, WAITING
from pipeline.worker import inbox, indexer

FRONT = {Role.READER: "search", Role.ADMIN: "people"}
WEEKS = 12
DUE_DAYS = 90
LOW_DISK = 2_000_000_000
SHOWN_DUE = 5
SILENT_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Health:
    """Whether all is well behind the pages."""

    lag: int
    held: int
    away: list[str]
    """A sentence for each share of the inbox that went away."""
    silent_since: str
    """Since when the inbox has not been looked at to the end: the share that it lies on hangs. Empty where all is well."""
    free: int
    low: bool
    checked: check.LastCheck | None
    """The last ``berkas check``."""
    night: nightly.LastNight
    """The last share of the records that was looked into by itself."""
    backup: backups.LastBackup


@allowed(*EVERYBODY)
def home_page(request: ActorRequest) -> HttpResponseBase:
    """The office's home page; readers and admins begin elsewhere."""
    if request.actor.role not in OFFICE:
        return redirect(FRONT[Role(str(request.actor.role))])
    return render(request, "web/home.html", _numbers(request.actor))


def _numbers(actor: Actor) -> dict[str, Any]:
    rows, home = access.visible_records(actor), state.home()
    today = timezone.localdate()
    horizon = (today + timedelta(days=DUE_DAYS)).isoformat()
    mine = rows.filter(status__in=MINE[Role(str(actor.role))]).values_list("status").annotate(Count("pk"), Min("pk"))
    waiting = list(mine.order_by())
    return {
        "mine": sum(count for _, count, _ in waiting),
        "first": min((first for _, _, first in waiting), default=None),
        "arrived": rows.filter(received_at__gte=_begin(today)).count(),
        "due": due_list.due(actor, horizon, most=SHOWN_DUE),
        "due_count": due_list.count(actor, horizon),
        "due_days": DUE_DAYS,
        "charts": _charts(actor, today),
        "health": _health(home),
        "outdated": publication.is_outdated(home),
    }


def _health(home: Home) -> Health:
    held, free, looked_at = inbox.held_files(home), shutil.disk_usage(home.root).free, state.worker().looked_at
    silent = looked_at is not None and time.time() - looked_at > SILENT_SECONDS
    return Health(
        indexer.pending(),
        len(held),
        [row["why"] for row in held if row.get("share")],
        datetime.fromtimestamp(looked_at, UTC).isoformat() if looked_at is not None and silent else "",
        free,
        free < LOW_DISK,
        check.last_check(home),
        nightly.last_night(home),
        backups.last_backup(home),
    )


def _begin(day: date) -> str:
    """The first instant of a day of the office, as instants are stored: what comes in on Monday at 06.35 is of Sunday in UTC."""
    return datetime.combine(day, datetime.min.time(), timezone.get_current_timezone()).astimezone(UTC).isoformat()


@dataclass(frozen=True, slots=True)
class _Tally:
    """What is counted over all records."""

    arrived: tuple[tuple[str, str, int], ...]
    """Monday of the week, kind and count of what came in."""
    endings: tuple[tuple[str, int], ...]
    """Year and count of the ends of retention, the earliest first."""
    undated: int


@lru_cache(maxsize=8)
def _tally(_root: str, _act: int | None, seen: approval.Visibility, since: date) -> _Tally:
    """Counted once after every act, for all who may see the same: this page is opened often, and tens of thousands of lines of an
    index take longer than all the rest of it. The number of the last act is part of the question, so that no old answer is given.
    """
    rows = models.Record.objects.filter(access.visible_filter(seen))
    mondays = [since + timedelta(weeks=week) for week in range(WEEKS)]
    # The latest first: the first that fits is the week.
    begun = [When(received_at__gte=_begin(monday), then=Value(monday.isoformat())) for monday in reversed(mondays)]
    weeks = rows.filter(received_at__gte=_begin(since)).annotate(week=Case(*begun, output_field=CharField()))
    # By "*": the index that answers this does not hold the records' numbers.
    arrived = weeks.values_list("week", "document_type").annotate(count=Count("*")).order_by()
    filed = rows.filter(status=Status.FILED)
    # Said as "later than none", the index begins where the days begin.
    ends = filed.filter(retention_end__gt="").annotate(year=Substr("retention_end", 1, 4)).values_list("year")
    years = ends.annotate(count=Count("*")).order_by("year")
    return _Tally(tuple(arrived), tuple(years), filed.filter(retention_end="").count())


def _charts(actor: Actor, today: date) -> list[charts.Chart]:
    """Intake per week by kind, of the last twelve weeks; how long what waits has been waiting; retention ends by year."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    last = models.LedgerLine.objects.aggregate(last=Max("seq"))["last"]
    tally = _tally(str(state.home().root), last, approval.visibility(actor), weeks[0])
    return [charts.intake(weeks, tally.arrived), _ages(actor), charts.endings(tally.endings, tally.undated)]


def _ages(actor: Actor) -> charts.Chart:
    """How long what waits has been waiting."""
    rows, now = access.visible_records(actor).filter(status__in=WAITING), datetime.now(UTC)
    # Instants are written alike, in UTC, so that they compare as they stand.
    younger = {f"under_{n}": Count("pk", filter=Q(received_at__gt=(now - age).isoformat())) for n, age in enumerate(charts.AGES)}
    counts = {status: (*young, total) for status, *young, total in rows.values_list("status").annotate(**younger, all=Count("pk"))}
    return charts.ages(counts)
