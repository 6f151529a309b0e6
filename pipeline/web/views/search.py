"""Cari: search, with results that show why they were found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.shortcuts import render

from pipeline import search as engine
from pipeline.classification.scheme import scheme
from pipeline.document import Actor, Category
from pipeline.failures import Failure
from pipeline.records import access_book, scheme_in_force
from pipeline.records import search as record_search
from pipeline.web import overlay, state
from pipeline.web.permissions import OFFICE, READERS, ActorRequest, allowed

PAGE = 10
DEEPEST = 3000
"""Further than this nobody turns pages; narrowing is the way on."""
PLACES = {"arsip": "archive", "antrean": "queue", "semua": "all"}
SORTS = {"cocok": engine.Sort.RELEVANCE, "baru": engine.Sort.NEWEST, "lama": engine.Sort.OLDEST, "retensi": engine.Sort.RETENTION}
FACETS = {"kategori": "category", "kode": "code", "jenis": "document_type", "tahun": "year"}
"""What the address calls it → what the engine calls it."""
MOST_VALUES = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with the piece of the page that shows it."""

    hit: record_search.Hit
    piece: overlay.Edges | None
    marks: list[dict[str, int]]


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow, with what it would leave."""

    name: str
    values: tuple[tuple[str, int, str], ...]
    """Value, count, address."""
    chosen: str
    without: str
    """The address without this one."""


@allowed(*READERS)
def search(request: ActorRequest) -> HttpResponseBase:
    """The box; with a question, the answer."""
    asked = asked_of(request)
    context = _box(request, asked)
    if asked["q"] or any(asked[name] for name in FACETS):
        try:
            context |= _found(request.actor, asked)
        except engine.IndexBroken as failure:
            return rebuild_index(request, asked, failure)
    return render(request, "web/search.html", context)


def _box(request: ActorRequest, asked: dict[str, Any]) -> dict[str, Any]:
    return {"asked": asked, "office_person": request.actor.role in OFFICE}


def rebuild_index(request: ActorRequest, asked: dict[str, Any], problem: engine.IndexBroken) -> HttpResponseBase:
    """Have the index made anew, and say so."""
    state.worker().indexing.check()
    return render(request, "web/search.html", _box(request, asked) | {"problem": problem}, status=503)


@allowed(*READERS)
def suggestions(request: ActorRequest) -> HttpResponseBase:
    """What may be meant, while someone types."""
    typed = request.GET.get("q", "")[:200].strip()
    texts: list[str] = []
    if len(typed) >= 2:
        try:
            offered = state.index().suggest(typed, record_search.scope(request.actor))
        except Failure:
            offered = engine.Suggestions()
        texts = list(dict.fromkeys([*offered.texts[:5], *(title for _, title in offered.titles[:5])]))
    return render(request, "web/suggestions.html", {"texts": texts})


def asked_of(request: ActorRequest) -> dict[str, Any]:
    """The question in an address, whatever stands there."""
    given = request.GET
    page = given.get("hal", "1")
    return {
        "q": given.get("q", "")[:500].strip(),
        "di": given.get("di") if given.get("di") in PLACES and request.actor.role in OFFICE else "arsip",
        "kategori": given.get("kategori", "") if given.get("kategori", "") in set(Category) else "",
        "kode": given.get("kode", "")[:32].strip(),
        "jenis": given.get("jenis", "")[:64].strip(),
        "tahun": given.get("tahun", "") if given.get("tahun", "").isascii() and given.get("tahun", "").isdecimal() else "",
        "urut": given.get("urut") if given.get("urut") in SORTS else "cocok",
        "hal": min(int(page[:4]), DEEPEST // PAGE) if page.isascii() and page.isdecimal() and int(page[:4]) > 0 else 1,
    }


def filters(asked: dict[str, Any]) -> engine.Filters:
    """The narrowing that the address asks for."""
    year = int(asked["tahun"][:4]) if asked["tahun"] else None
    return engine.Filters(category=asked["kategori"], code=asked["kode"].upper(), document_type=asked["jenis"], year=year)


def _found(actor: Actor, asked: dict[str, Any]) -> dict[str, Any]:
    narrowed, synonyms = filters(asked), state.home().config.synonyms
    found = record_search.find(
        state.index(),
        actor,
        asked["q"],
        place=PLACES[asked["di"]],
        filters=narrowed,
        limit=PAGE,
        offset=(asked["hal"] - 1) * PAGE,
        sort=SORTS[asked["urut"]],
        synonyms=synonyms,
    )
    access_book.note_found(state.home(), actor, asked["q"], (hit.record for hit in found.hits))
    kept = {key: value for key, value in asked.items() if value and key != "hal"}
    meant = ""
    if not found.complete and asked["q"]:
        meant = state.index().did_you_mean(engine.parse(asked["q"]), record_search.scope(actor), narrowed)
    elsewhere = 0
    if not found.total and actor.role in OFFICE and asked["di"] != "semua":
        everywhere = record_search.find(
            state.index(), actor, asked["q"], place="all", filters=narrowed, limit=0, excerpts=False, synonyms=synonyms
        )
        elsewhere = everywhere.total
    more = found.total > asked["hal"] * PAGE and asked["hal"] < DEEPEST // PAGE
    return {
        "found": found,
        "hits": [_shown(hit) for hit in found.hits],
        "facets": [facet for name in FACETS if (facet := _facet(name, found, kept))],
        "classes": _classes(found),
        "elsewhere": elsewhere,
        "elsewhere_query": urlencode(kept | {"di": "semua"}),
        "corrections": [(typed, meant, urlencode(kept | {"q": _quoted(asked["q"], typed)})) for typed, meant in found.corrected],
        "meant": meant,
        "meant_query": urlencode(kept | {"q": meant}) if meant else "",
        "kept": urlencode(kept),
        "previous": urlencode(kept | {"hal": asked["hal"] - 1}) if asked["hal"] > 1 else "",
        "next": urlencode(kept | {"hal": asked["hal"] + 1}) if more else "",
    }


def _quoted(question: str, word: str) -> str:
    """The question with a word in quotes: it is looked for as it stands."""
    return re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", lambda found: f'"{found[0]}"', question, flags=re.IGNORECASE)


def _shown(hit: record_search.Hit) -> Shown:
    if hit.snippet.area is None or not hit.snippet.boxes:
        return Shown(hit, None, [])
    piece = overlay.excerpt_edges(hit.snippet.area, hit.rotation)
    return Shown(hit, piece, overlay.excerpt_rectangles(hit.snippet.boxes, hit.rotation, piece))


def _classes(found: record_search.Found) -> dict[str, scheme.SchemeRow]:
    """The classes that the results are in: a bare code says little to people who do not know the scheme."""
    codes = [code for code, _count in found.facets.get(FACETS["kode"], ())]
    if not codes:
        return {}
    known = scheme_in_force.current_scheme(state.home())
    return {code: row for code in codes if (row := known.row(code))}


def _facet(name: str, found: record_search.Found, kept: dict[str, Any]) -> Facet | None:
    chosen = str(kept.get(name, ""))
    values = [(value, count) for value, count in found.facets.get(FACETS[name], ()) if value][:MOST_VALUES]
    if not chosen and len(values) < 2:
        return None
    listed = tuple((value, count, urlencode(kept | {name: value})) for value, count in values)
    return Facet(name, listed, chosen, urlencode({key: value for key, value in kept.items() if key != name}))
