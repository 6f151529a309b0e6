"""The WSGI callable that waitress serves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings as django_settings
from django.contrib import auth
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse

from pipeline.web import listener, state
from pipeline.web.permissions import OFFICE

if TYPE_CHECKING:
    from pipeline.worker.worker import Worker


def application(worker: Worker) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """The pages of this worker's home."""
    state.use(worker)
    return cast("Callable[[dict[str, Any], Any], Iterable[bytes]]", WSGIHandler())


def listen(worker: Worker, **settings: Any) -> Any:
    """A server of these pages that listens, with the limits of ``listener``.

    Raises:
        OSError: the address cannot be used.
    """
    return listener.serve(
        application(worker),
        may_upload,
        upload_path=reverse("upload"),
        cookie_name=django_settings.SESSION_COOKIE_NAME,
        behind_proxy=worker.home.config.https,
        **settings,
    )


def may_upload(session_key: str) -> bool:
    """Whether this is the session of someone who may upload; asked before a large body is taken."""
    if not session_key:
        return False
    request = HttpRequest()
    request.session = SessionStore(session_key)
    try:
        user: Any = auth.get_user(request)
    except DatabaseError:
        return False
    return bool(user.is_authenticated and user.is_active and user.role in OFFICE)
