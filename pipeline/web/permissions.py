"""Who may open which page. Every view has one of these two decorators; a test checks all addresses.

What someone may see of records, and do to them, is not said here: ``approval`` knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.contrib import auth
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control

from pipeline.approval import NotFound
from pipeline.catalogue.models import Person
from pipeline.document import Actor, Role
from pipeline.web import acting_for, idle

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]

EVERYBODY = tuple(Role)
ASKING = frozenset({"daftar-antrean"})
"""Parts of pages that ask anew when the queue has changed, without their reader."""
OFFICE = (Role.DESK, Role.PPID)
READERS = (Role.READER, Role.DESK, Role.PPID)


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a page, and how. ``roles`` is None where nobody needs to log in."""

    roles: frozenset[Role] | None
    methods: tuple[str, ...]


class ActorRequest(HttpRequest):
    """A request of someone who has logged in."""

    actor: Actor
    person: Person


def public(view: View[P]) -> View[P]:
    """A page that needs no login: login itself, and static files."""
    cast("Any", view).rule = Rule(None, ("GET", "HEAD", "POST"))
    return view


def allowed(*roles: Role, methods: tuple[str, ...] = ("GET", "HEAD"), by_itself: bool = False) -> Callable[[View[P]], View[P]]:
    """A page for these roles. A record that the person may not know of is answered like one that does not exist.

    Args:
        roles: who may open it.
        methods: how.
        by_itself: pages ask for it every few seconds; that keeps no session alive.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person = request.user
            if not person.is_authenticated:
                return _to_login(request)
            if idle.activity.is_over(request.session, by_itself=by_itself or request.headers.get("HX-Trigger") in ASKING):
                auth.logout(request)
                return _to_login(request)
            actor = acting_for.actor(request)
            request.person, request.actor = person, actor
            if actor.role not in roles:
                raise PermissionDenied
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                response = view(request, *args, **kwargs)
            except NotFound as error:
                raise Http404 from error
            if not response.has_header("Cache-Control"):
                # Offices share computers: what was seen must not come back with the back button after logging out.
                patch_cache_control(response, private=True, no_store=True)
            return response

        cast("Any", guarded).rule = Rule(frozenset(roles), methods)
        return guarded

    return decorate


def _to_login(request: HttpRequest) -> HttpResponseBase:
    if not request.headers.get("HX-Request"):
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
    response = HttpResponse(status=204)
    # Back to the page that asked, not to the piece of it that was asked for.
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    onward = urlencode({"next": urlunsplit(("", "", page.path, page.query, ""))}) if page.path else ""
    response["HX-Redirect"] = f"{resolve_url('login')}?{onward}" if onward else resolve_url("login")
    return response
