"""Login and logout."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pipeline.failures import Failure
from pipeline.web import acting_for
from pipeline.web.permissions import EVERYBODY, ActorRequest, allowed, public
from pipeline.web.throttle import logins


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def login(request: HttpRequest) -> HttpResponse:
    """Ask for name and password. The answer to a wrong one is always the same, whether or not anybody has that name."""
    onward = _onward(request)
    if request.method != "POST":
        return render(request, "web/login.html", {"next": onward})
    name, address = request.POST.get("name", "").strip(), request.META.get("REMOTE_ADDR", "")
    if logins.wait(name, address):
        return _refused(request, name, onward, _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."), 429)
    person = auth.authenticate(request, username=name, password=request.POST.get("password", ""))
    if person is None:
        logins.failed(name, address)
        return _refused(request, name, onward, _("Nama atau kata sandi salah."), 403)
    logins.succeeded(name)
    auth.login(request, person)
    return redirect(onward or "home")


def _refused(request: HttpRequest, name: str, onward: str, problem: str, status: int) -> HttpResponse:
    return render(request, "web/login.html", {"next": onward, "name": name, "problem": problem}, status=status)


def _onward(request: HttpRequest) -> str:
    """Where to go on: an address of ours, or none."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else ""


@require_POST
@public
def logout(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    auth.logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@allowed(*EVERYBODY, methods=("POST",))
def on_behalf(request: ActorRequest) -> HttpResponseBase:
    """Act in someone else's name from now on, as their deputy, or in one's own again."""
    try:
        acting_for.choose_principal(request, request.POST.get("name", ""))
    except Failure as failure:
        raise PermissionDenied from failure
    return redirect("home")


@require_POST
@public
def language(request: HttpRequest) -> HttpResponseBase:
    """Speak Indonesian or English from now on, in this browser."""
    response = redirect(_onward(request) or "home")
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
