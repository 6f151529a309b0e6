"""What every page knows: whose home it is, who looks at it, and where they may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pipeline.document import Role
from pipeline.web import work
from pipeline.web.rules import OFFICE, READERS
from pipeline.web.words import DONE, Words


@dataclass(frozen=True, slots=True)
class Place:
    """A way in the navigation."""

    url: str
    label: Words
    icon: str
    roles: tuple[Role, ...]


NAVIGATION = (
    Place("queue", _("Antrean"), "queue", OFFICE),
    Place("search", _("Cari"), "search", READERS),
    Place("upload", _("Unggah"), "upload", OFFICE),
    Place("register", _("Daftar"), "register", READERS),
    Place("ledger", _("Buku rekap"), "ledger", OFFICE),
    Place("people", _("Orang"), "people", (Role.ADMIN,)),
)


def flash(request: HttpRequest, act: str) -> None:
    """Say on the next page that this act was done."""
    request.session["done"] = act


def _flashed(request: HttpRequest) -> Words:
    session = getattr(request, "session", None)
    return DONE.get(session.pop("done"), "") if session is not None and "done" in session else ""


def home(request: HttpRequest) -> dict[str, Any]:
    """The office, the training mark, the person and their navigation."""
    person = getattr(request, "user", None)
    role = Role(person.role) if person is not None and person.is_authenticated else None
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "office": work.home().config,
        "person": person if role else None,
        "navigation": [place for place in NAVIGATION if role in place.roles],
        "here": here,
        "done": _flashed(request),
    }
