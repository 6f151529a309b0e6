"""Daftar: the register of public information, to be read, printed and taken away."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from pipeline import publishing
from pipeline import register as registers
from pipeline.web import sight, work
from pipeline.web.rules import READERS, ActorRequest, allowed

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@allowed(*READERS)
def register(request: ActorRequest) -> HttpResponseBase:
    """The lines, group by group; a line leads to its record where the reader may see that."""
    listed = publishing.current(work.home())
    ids = [entry.id for entry in listed.entries]
    mine = set(sight.visible(request.actor).filter(pk__in=ids).values_list("pk", flat=True))
    groups = [(registers.GROUPS[category], list(lines)) for category, lines in groupby(listed.entries, key=lambda e: e.category)]
    return render(request, "web/register.html", {"register": listed, "groups": groups, "mine": mine, "kinds": list(TYPES)})


@allowed(*READERS)
def download(_request: ActorRequest, kind: str) -> HttpResponseBase:
    """The register as a file."""
    if kind not in TYPES:
        raise Http404
    response = HttpResponse(publishing.register(work.home(), kind), content_type=TYPES[kind])
    name = f"daftar-informasi-publik-{date.today().isoformat()}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
