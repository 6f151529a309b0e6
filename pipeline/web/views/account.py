"""Akun saya: who one is to the office, and one's own password."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from pipeline.failures import Failure
from pipeline.records import people
from pipeline.web import state
from pipeline.web.context_processors import flash
from pipeline.web.permissions import EVERYBODY, ActorRequest, allowed
from pipeline.web.throttle import logins


@sensitive_post_parameters()
@allowed(*EVERYBODY, methods=("GET", "HEAD", "POST"))
def account(request: ActorRequest) -> HttpResponseBase:
    """One's own name, number and position; a post changes one's own password."""
    if request.method != "POST":
        return render(request, "web/account.html")
    posted = request.POST
    if posted.get("password", "") != posted.get("repeated", ""):
        return _refused(request, _("Kedua kata sandi baru tidak sama."))
    try:
        if not logins.begin(request.person.name, "akun"):
            return _refused(request, _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."))
        people.change_own_password(state.home(), request.person.actor("web"), posted.get("old", ""), posted.get("password", ""))
    except Failure as failure:
        return _refused(request, failure.sentence(get_language() or "id"))
    logins.succeeded(request.person.name, "akun")
    # Their other sessions end with the old password; this one goes on.
    request.person.refresh_from_db()
    update_session_auth_hash(request, request.person)
    flash(request, "password")
    return redirect("account")


def _refused(request: ActorRequest, problem: str) -> HttpResponseBase:
    return render(request, "web/account.html", {"problem": problem}, status=409)
