"""The page for an error of ours: where the disk is full or fails, it says so and lets go of the reserve."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error as django_server_error

from pipeline.home import storage
from pipeline.web import state

NO_ROOM, NOT_NOW = 507, 503
"""Insufficient Storage (RFC 4918); Service Unavailable."""


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that raised an error; Django calls it while the error is at hand."""
    found = storage.trouble(sys.exception(), state.home())
    if found is None:
        return django_server_error(request)
    full = isinstance(found, storage.DiskFull)
    if full:
        # The next request has room for its session; this one is not done twice.
        storage.release_reserve(state.home())
    request.session = {}  # type: ignore[assignment]  # what could not be read or saved must not be asked for again
    return render(request, "web/storage_trouble.html", {"failure": found}, status=NO_ROOM if full else NOT_NOW)
