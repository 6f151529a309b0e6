"""Daftar: the register of public information, to be read, printed and taken away."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.db.models import Case, Count, F, Max, QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from pipeline import approval, publishing
from pipeline import register as registers
from pipeline.catalogue import models
from pipeline.document import PUBLIC, Actor, Category, Status
from pipeline.web import work
from pipeline.web.rules import READERS, ActorRequest, allowed

PAGE = 200
"""Lines of one group on one page; an office's list of a year fits, and prints as one."""
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
    previous: str
    next: str


@allowed(*READERS)
def register(request: ActorRequest) -> HttpResponseBase:
    """The lines, group by group; a line leads to its record where the reader may see that."""
    counts = dict(_filed().values_list("category").annotate(Count("pk")))
    wanted, page = request.GET.get("kelompok", ""), request.GET.get("hal", "1")
    number = int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 6 else 1
    mine: set[str] = set()
    groups = []
    for category, name in registers.GROUPS.items():
        if counts.get(category) and wanted in {"", category}:
            groups.append(_group(request.actor, category, name, counts[category], number if wanted else 1, mine))
    context = {
        "office_name": work.home().config.office,
        "now": datetime.now(UTC).isoformat(),
        "groups": groups,
        "mine": mine,
        "kinds": list(TYPES),
    }
    return render(request, "web/register.html", context)


def _filed() -> QuerySet[models.Record]:
    return models.Record.objects.filter(status=Status.FILED, category__in=[str(category) for category in PUBLIC])


def _group(actor: Actor, category: Category, name: str, total: int, number: int, mine: set[str]) -> Group:
    """One page of a group: only its records are loaded, their numbers counted on from the lines before."""
    start = (number - 1) * PAGE
    when = Case(When(date="", then=Value("9999")), default=F("date"))
    rows = _filed().filter(category=category).annotate(when=when).order_by("when", "pk")[start : start + PAGE]
    records = [row.record() for row in rows]
    mine.update(record.id for record in records if approval.may_see(actor, record))
    lines = tuple(replace(line, no=start + line.no) for line in registers.entries(records))
    return Group(
        name,
        total,
        lines,
        urlencode({"kelompok": category, "hal": number - 1}) if number > 1 else "",
        urlencode({"kelompok": category, "hal": number + 1}) if start + PAGE < total else "",
    )


class _Kept:
    """The last file of each kind: the register is asked for far more often than it changes."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[str, bytes]] = {}
        self._lock = threading.Lock()

    def file(self, kind: str) -> bytes:
        # Nothing changes the register but an act, and every act is a line of the recap book.
        mark = f"{work.home().root} {models.LedgerLine.objects.aggregate(last=Max('seq'))['last']}"
        with self._lock:
            if self._files.get(kind, ("",))[0] != mark:
                self._files[kind] = (mark, publishing.register(work.home(), kind))
            return self._files[kind][1]


_kept = _Kept()


@allowed(*READERS)
def download(_request: ActorRequest, kind: str) -> HttpResponseBase:
    """The register as a file."""
    if kind not in TYPES:
        raise Http404
    response = HttpResponse(_kept.file(kind), content_type=TYPES[kind])
    name = f"daftar-informasi-publik-{date.today().isoformat()}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
