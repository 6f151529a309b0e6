"""Cari: one box, and results that show why they were found."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.shortcuts import render

from pipeline import finding
from pipeline import search as engine
from pipeline.document import Category
from pipeline.web import work
from pipeline.web.rules import OFFICE, READERS, ActorRequest, allowed

PAGE = 20
DEEPEST = 2000
"""Further than this nobody turns pages; narrowing is the way on."""
PLACES = {"arsip": "archive", "antrean": "queue", "semua": "all"}
SORTS = {"cocok": engine.Sort.RELEVANCE, "baru": engine.Sort.NEWEST, "lama": engine.Sort.OLDEST, "retensi": engine.Sort.RETENTION}


@allowed(*READERS)
def search(request: ActorRequest) -> HttpResponseBase:
    """The box; with a question, the answer."""
    asked = _asked(request)
    context: dict[str, Any] = {"asked": asked, "categories": list(Category), "office_person": request.actor.role in OFFICE}
    if asked["q"] or asked["kategori"] or asked["kode"] or asked["tahun"]:
        context |= _found(request, asked)
    return render(request, "web/search.html", context)


def _asked(request: ActorRequest) -> dict[str, Any]:
    given = request.GET
    page = given.get("hal", "1")
    return {
        "q": given.get("q", "")[:500].strip(),
        "di": given.get("di") if given.get("di") in PLACES and request.actor.role in OFFICE else "arsip",
        "kategori": given.get("kategori", "") if given.get("kategori", "") in set(Category) else "",
        "kode": given.get("kode", "")[:32].strip(),
        "tahun": given.get("tahun", "") if given.get("tahun", "").isdecimal() and len(given["tahun"]) == 4 else "",
        "urut": given.get("urut") if given.get("urut") in SORTS else "cocok",
        "hal": min(int(page), DEEPEST // PAGE) if page.isascii() and page.isdecimal() and int(page) > 0 else 1,
    }


def _found(request: ActorRequest, asked: dict[str, Any]) -> dict[str, Any]:
    filters = engine.Filters(
        category=asked["kategori"], code=asked["kode"].upper(), year=int(asked["tahun"]) if asked["tahun"] else None
    )
    found = finding.find(
        work.index(),
        request.actor,
        asked["q"],
        place=PLACES[asked["di"]],
        filters=filters,
        limit=PAGE,
        offset=(asked["hal"] - 1) * PAGE,
        sort=SORTS[asked["urut"]],
    )
    kept = {key: value for key, value in asked.items() if value and key != "hal"}
    more = found.total > asked["hal"] * PAGE and asked["hal"] < DEEPEST // PAGE
    return {
        "found": found,
        "previous": urlencode(kept | {"hal": asked["hal"] - 1}) if asked["hal"] > 1 else "",
        "next": urlencode(kept | {"hal": asked["hal"] + 1}) if more else "",
    }
