"""Buku akses: who opened, downloaded or found exempt papers; for a PPID with the right to see them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import render

from pipeline.approval import NotAllowed
from pipeline.document import Role
from pipeline.records import access_book as book
from pipeline.web import state
from pipeline.web.permissions import ActorRequest, allowed

PAGE = 50


@allowed(Role.PPID)
def access_book(request: ActorRequest) -> HttpResponseBase:
    """The latest lines, all or those of one paper or person."""
    asked, typed = request.GET, request.GET.get("sebelum", "")[:12]
    before = int(typed) if typed.isascii() and typed.isdecimal() else None
    record_id, name = asked.get("naskah", "")[:16].strip(), asked.get("nama", "")[:64].strip()
    try:
        lines = book.latest(state.home(), request.actor, most=PAGE + 1, before=before, record_id=record_id, name=name)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    kept = {"naskah": record_id, "nama": name}
    context = {
        "lines": lines[:PAGE],
        "next": urlencode(kept | {"sebelum": lines[PAGE - 1]["seq"]}) if len(lines) > PAGE else "",
        "beginning": urlencode(kept) if before is not None else "",
        "record_id": record_id,
        "name": name,
    }
    return render(request, "web/access_book.html", context)
