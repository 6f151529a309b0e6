"""Template context of every page: the office, the person, the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pipeline.approval import Act
from pipeline.document import Role
from pipeline.records import people
from pipeline.web import acting_for, state
from pipeline.web.labels import DONE, Words
from pipeline.web.permissions import OFFICE, READERS


@dataclass(frozen=True, slots=True)
class Place:
    """A way in the navigation."""

    url: str
    label: Words
    icon: str
    roles: tuple[Role, ...]


NAVIGATION = (
    Place("home", _("Beranda"), "home", OFFICE),
    Place("queue", _("Antrean"), "queue", OFFICE),
    Place("search", _("Cari"), "search", READERS),
    Place("upload", _("Unggah"), "upload", OFFICE),
    Place("register", _("DIP"), "register", READERS),
    Place("due", _("Jatuh tempo"), "turn", OFFICE),
    Place("ledger", _("Buku rekap"), "ledger", OFFICE),
    Place("people", _("Pengguna"), "people", (Role.ADMIN,)),
)


def flash(request: HttpRequest, act: str, record_id: str = "") -> None:
    """Say on the next page that this act was done, to which record if it is another page's."""
    request.session["done"] = [act, record_id]


def _flashed(request: HttpRequest) -> dict[str, Any]:
    # A part of a page that asks again and again must not take the news away from the page itself.
    session = None if request.headers.get("HX-Request") else getattr(request, "session", None)
    if session is None or "done" not in session:
        return {}
    act, record_id = session.pop("done")
    undo = bool(record_id) and act in {Act.VERIFY, Act.RETURN, Act.SET_ASIDE}
    return {"done": DONE.get(act, ""), "done_record": record_id, "done_undo": undo}


def home(request: HttpRequest) -> dict[str, Any]:
    """The office, the training mark, the person and their navigation."""
    user: Any = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    actor = (getattr(request, "actor", None) or acting_for.actor(request)) if person else None
    role = actor.role if actor else None
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "office": state.home().config,
        "person": person,
        "acting": actor,
        "principals": people.principals(person) if person else (),
        "navigation": [place for place in NAVIGATION if role in place.roles],
        "here": here,
    } | _flashed(request)
