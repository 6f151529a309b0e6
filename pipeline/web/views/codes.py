"""Completion of classification codes, by code or by words of the name."""

from __future__ import annotations

from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.shortcuts import render

from pipeline.classification.scheme import scheme
from pipeline.records import scheme_in_force
from pipeline.web import state
from pipeline.web.permissions import OFFICE, ActorRequest, allowed

MOST = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A code that may be meant."""

    row: scheme.SchemeRow
    above: str
    """The name of the class it belongs to."""


@allowed(*OFFICE)
def codes(request: ActorRequest) -> HttpResponseBase:
    """What fits to what has been typed, as the options of a list box."""
    return render(request, "web/codes.html", {"choices": fitting(request.GET.get("code", "")[:80])})


def fitting(typed: str) -> list[Choice]:
    """Codes that begin with what was typed, then those whose names hold its words."""
    known = scheme_in_force.current_scheme(state.home())
    code = scheme.tidy_code(typed)
    found: dict[str, scheme.SchemeRow] = {}
    if code:
        found = {row.code: row for row in known.rows if row.official and row.code.upper().startswith(code)}
    for row, _ in known.search(typed, MOST):
        found.setdefault(row.code, row)
    words = typed.lower().split()
    if len(found) < MOST and words:
        found |= {row.code: row for row in known.rows if row.official and all(word in row.name.lower() for word in words)}
    return [_choice(known, row) for row in list(found.values())[:MOST]]


def _choice(known: scheme.Scheme, row: scheme.SchemeRow) -> Choice:
    above = known.row(row.parent) if row.parent else None
    return Choice(row, above.name if above else "")
