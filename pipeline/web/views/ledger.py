"""Buku rekap: every act, latest first."""

from __future__ import annotations

import json

from django.db.models import Exists, OuterRef, Q
from django.http.response import HttpResponseBase
from django.shortcuts import render

from pipeline import approval
from pipeline.archive import ledger as book
from pipeline.catalogue import models
from pipeline.language import stored_texts
from pipeline.records import access, dossier_access
from pipeline.web import state
from pipeline.web.permissions import OFFICE, ActorRequest, allowed

PAGE = 50


@allowed(*OFFICE)
def ledger(request: ActorRequest) -> HttpResponseBase:
    """The lines about records that this person may see, and about the office; of the others there is not even a gap to be seen."""
    of_office = Q(subject__contains="/") & ~Q(subject__in=dossier_access.hidden_office_subjects(request.actor))
    # Asked line by line, of the fifty that are shown: a list of all that may be seen has tens of thousands of numbers.
    mine = Exists(access.visible_records(request.actor).filter(pk=OuterRef("subject"))) | of_office
    lines = models.LedgerLine.objects.filter(mine).order_by("-seq")
    before = request.GET.get("sebelum", "")[:12]
    if before.isascii() and before.isdecimal():
        lines = lines.filter(seq__lt=int(before))
    rows = list(lines[: PAGE + 1])
    shown = [json.loads(row.line) for row in rows[:PAGE]]
    for line in shown:
        stored_texts.read(line, "why")
    context = {
        "lines": shown,
        "next": rows[PAGE - 1].seq if len(rows) > PAGE else None,
        "numbered": request.actor.exempt_right,
        "later": bool(before),
        "anchor": book.end(state.home().archive / "ledger") if request.actor.exempt_right else None,
        "accesses": not approval.office_refusal_reason(request.actor, approval.Act.SEE_ACCESS),
    }
    return render(request, "web/ledger.html", context)
