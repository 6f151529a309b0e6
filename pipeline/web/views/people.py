"""Orang: people of the office and their roles; the admin's page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import update_session_auth_hash
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from pipeline.approval import WrongValue, allowed_values
from pipeline.catalogue import models
from pipeline.document import Role
from pipeline.failures import Failure
from pipeline.language import labels
from pipeline.language.phrases import BilingualText
from pipeline.records import people as office
from pipeline.records import person_details
from pipeline.web import state
from pipeline.web.context_processors import flash
from pipeline.web.permissions import ActorRequest, allowed

_ROLE = BilingualText("peran", "role")


@dataclass(frozen=True, slots=True)
class Listed:
    """Someone of the office and for whom they act when."""

    person: models.Person
    deputyships: tuple[dict[str, str], ...]


@allowed(Role.ADMIN, methods=("GET", "HEAD", "POST"))
def people(request: ActorRequest) -> HttpResponseBase:
    """The people by name; a post adds one, or changes a role, a right or a password."""
    if request.method != "POST":
        return _shown(request)
    act = "revoke_deputy" if "revoke" in request.POST else "deputy" if "principal" in request.POST else "person"
    try:
        {"revoke_deputy": _revoke_deputy, "deputy": _set_deputy, "person": _save}[act](request)
    except Failure as failure:
        return _shown(request, failure.sentence(get_language() or "id"))
    flash(request, act)
    return redirect("people")


def _revoke_deputy(request: ActorRequest) -> None:
    office.revoke_deputy(state.home(), request.actor, request.POST.get("name", ""), request.POST["revoke"])


def _set_deputy(request: ActorRequest) -> None:
    posted = request.POST
    days = (posted.get("from", ""), posted.get("until", ""))
    office.set_deputy(state.home(), request.actor, posted.get("name", ""), posted["principal"], *days)


def _save(request: ActorRequest) -> None:
    posted, name = request.POST, request.POST.get("name", "").strip()
    if posted.get("role") not in set(Role):
        raise WrongValue(field=_ROLE, why=allowed_values(labels.ROLES))
    active = "active" in posted
    if name == request.person.name and (not active or posted["role"] != Role.ADMIN):
        raise WrongValue(
            field=_ROLE, why=BilingualText("Anda tidak dapat mencabut hak Anda sendiri", "you cannot take away your own rights")
        )
    office.add(
        state.home(),
        request.actor,
        name,
        Role(posted["role"]),
        exempt_right="exempt_right" in posted,
        active=active,
        details={detail: posted[detail] for detail in person_details.LABELS if detail in posted},
        password=posted.get("password", ""),
        new="new" in posted,
    )
    if name == request.person.name and posted.get("password"):
        # One's own other sessions end with the old password; this one goes on.
        request.person.refresh_from_db()
        update_session_auth_hash(request, request.person)


def _shown(request: ActorRequest, problem: str = "") -> HttpResponseBase:
    context = {
        "people": [Listed(one, office.deputyships(one)) for one in models.Person.objects.order_by("name")],
        "roles": list(Role),
        "problem": problem,
        "typed": request.POST if problem else {},
    }
    return render(request, "web/people.html", context, status=409 if problem else 200)
