"""Daftar: the public register."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from pipeline import approval
from pipeline import register as registers
from pipeline.catalogue import calendar, encoding, models
from pipeline.document import PUBLIC, Actor, Category, Status
from pipeline.records import publication
from pipeline.web import state
from pipeline.web.permissions import READERS, ActorRequest, allowed

PAGE, FIRST = 100, 30
"""Lines of a group on a page of its own, and on the page that shows all groups."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the register, or the piece of it that is shown."""

    name: str
    total: int
    lines: tuple[registers.RegisterEntry, ...]
    beginning: str
    """The address of its first page, for a later one."""
    next: str


@allowed(*READERS)
def register(request: ActorRequest) -> HttpResponseBase:
    """The lines, group by group; a line leads to its record where the reader may see that."""
    counts = dict(_filed().values_list("category").annotate(Count("pk")))
    wanted, after = request.GET.get("kelompok", ""), _key(request.GET.get("setelah", ""))
    mine: set[str] = set()
    groups = [
        _group(request.actor, category, name, counts[category], after if wanted else None, PAGE if wanted else FIRST, mine)
        for category, name in registers.GROUPS.items()
        if counts.get(category) and wanted in {"", category}
    ]
    context = {
        "office_name": state.home().config.office,
        "now": datetime.now(UTC).isoformat(),
        "groups": groups,
        "mine": mine,
        "kinds": list(TYPES),
    }
    return render(request, "web/register.html", context)


def _filed() -> QuerySet[models.Record]:
    return models.Record.objects.filter(status=Status.FILED, category__in=[str(category) for category in PUBLIC])


Key = tuple[str, str]
"""Date and number of a line; the lines without a date come last, in order of their numbers."""


def _key(typed: str) -> Key | None:
    """The line after which the list goes on, as the address says it."""
    day, found, record_id = typed[:80].partition("~")
    return (day, record_id) if found else None


def _group(actor: Actor, category: Category, name: str, total: int, after: Key | None, most: int, mine: set[str]) -> Group:
    """One page of a group: only its records are loaded, their numbers counted on from the lines before."""
    rows = _filed().filter(category=category)
    keyed = _following(rows, after, most + 1)
    start = _up_to(rows, after) if after else 0
    records = [encoding.from_brief(brief) for _, _, brief in keyed[:most]]
    mine.update(record.id for record in records if approval.may_see(actor, record))
    lines = tuple(replace(line, no=start + line.no) for line in registers.entries(records))
    onward = {"kelompok": category, "setelah": "~".join(keyed[most - 1][:2])} if len(keyed) > most else {}
    return Group(name, total, lines, urlencode({"kelompok": category}) if start else "", urlencode(onward))


def _following(rows: QuerySet[models.Record], after: Key | None, most: int) -> list[tuple[str, str, str]]:
    """Date, number and brief of the lines after one, or of the first."""
    day, record_id = after or ("", "")
    dated, undated = rows.filter(date__gt="").order_by("date", "pk"), rows.filter(date="").order_by("pk")
    if day:
        # The first limit says nothing new, but it is what the index can begin at.
        dated = dated.filter(Q(date__gt=day) | Q(date=day, pk__gt=record_id), date__gte=day)
    found = [] if after and not day else list(dated.values_list("date", "pk", "brief")[:most])
    if len(found) < most:
        later = undated.filter(pk__gt=record_id) if after and not day else undated
        found += later.values_list("date", "pk", "brief")[: most - len(found)]
    return found


def _up_to(rows: QuerySet[models.Record], last: Key) -> int:
    """How many lines there are up to this one, which counts too."""
    day, record_id = last
    if day:
        return rows.filter(date__gt="", date__lt=day).count() + rows.filter(date=day, pk__lte=record_id).count()
    return rows.filter(date__gt="").count() + rows.filter(date="", pk__lte=record_id).count()


class _Kept:
    """The last file of each kind: the register is asked for far more often than it changes."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[str, bytes]] = {}
        self._lock = threading.Lock()

    def file(self, kind: str) -> bytes:
        # Nothing changes the register but an act, and every act is a line of the recap book.
        mark = f"{state.home().root} {models.LedgerLine.objects.aggregate(last=Max('seq'))['last']}"
        with self._lock:
            if self._files.get(kind, ("",))[0] != mark:
                self._files[kind] = (mark, publication.register(state.home(), kind))
            return self._files[kind][1]


_kept = _Kept()


@allowed(*READERS)
def download(_request: ActorRequest, kind: str) -> HttpResponseBase:
    """The register as a file."""
    if kind not in TYPES:
        raise Http404
    response = HttpResponse(_kept.file(kind), content_type=TYPES[kind])
    name = f"daftar-informasi-publik-{calendar.today().isoformat()}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
