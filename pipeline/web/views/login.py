"""Login and logout."""

from __future__ import annotations

import logging
import secrets

from django.conf import settings
from django.contrib import auth
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pipeline import logs
from pipeline.catalogue.models import Person
from pipeline.document import Role
from pipeline.failures import Failure
from pipeline.records import access_book, people
from pipeline.web import acting_for, idle, state
from pipeline.web.permissions import EVERYBODY, ActorRequest, allowed, public
from pipeline.web.throttle import logins

log = logging.getLogger("berkas")
DEVICE = "berkas_device"
DEVICE_SECONDS = 90 * 24 * 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def login(request: HttpRequest) -> HttpResponse:
    """Ask for name and password. The answer to a wrong one is always the same, whether or not anybody has that name."""
    onward = _onward(request)
    if request.method != "POST":
        return render(request, "web/login.html", {"next": onward})
    name, address = request.POST.get("name", "").strip(), request.META.get("REMOTE_ADDR", "")
    device = _device(request, name)
    if not logins.begin(name, address, device):
        return _refused(request, name, onward, _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."), 429)
    person = auth.authenticate(request, username=name, password=request.POST.get("password", ""))
    if person is None:
        return _refused(request, name, onward, _("Nama atau kata sandi salah."), 403)
    logins.succeeded(name, address, device)
    request.session.clear_expired()
    auth.login(request, person)
    if "stay" in request.POST:
        request.session[idle.STAYS] = True
        request.session.set_expiry(settings.SESSION_COOKIE_AGE)
    _note(person, address)
    response = redirect(onward or "home")
    _remember_device(response, name)
    return response


def _note(person: Person, address: str) -> None:
    """Tell of it in the access book, and of an administrator's in the recap book too. A full disk keeps nobody from logging in."""
    actor = person.actor("web")
    access_book.note_login(state.home(), actor, address)
    if actor.role is Role.ADMIN:
        try:
            people.note_login(state.home(), actor)
        except OSError as error:
            logs.known_failure(log, error, "a login of %s is not in the recap book", actor.name)


def _device(request: HttpRequest, name: str) -> str:
    """What this browser is called, if this name has logged in here before; else nothing."""
    try:
        known, device = signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=DEVICE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(device) if known == name else ""


def _remember_device(response: HttpResponse, name: str) -> None:
    response.set_cookie(
        DEVICE,
        signing.dumps((name, secrets.token_urlsafe(12)), salt=DEVICE),
        max_age=DEVICE_SECONDS,
        path=resolve_url("login"),
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )


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
