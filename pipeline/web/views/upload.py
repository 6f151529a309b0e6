"""Unggah: files uploaded through the browser become claims in the inbox; the worker takes them like scans."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from pipeline import approval, intake, logs
from pipeline.catalogue import models
from pipeline.document import Actor, Record
from pipeline.failures import Empty, Failure, TooBig
from pipeline.web import state
from pipeline.web.permissions import OFFICE, ActorRequest, allowed

log = logging.getLogger("berkas")
NO_ROOM = 507
"""Insufficient Storage (RFC 4918): it may be sent again."""
MOST_BYTES = 200_000_000
"""Of one request; a scan of a hundred pages has some 30 MB."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One file that was handed in, and what became of it so far."""

    name: str
    claim: str = ""
    problem: str = ""
    record: Record | None = None
    taken: bool = False
    repeated: bool = False
    no_room: bool = False
    """It may go well another time."""


class NoRoom(Failure):
    """What was handed in could not be stored."""

    key = "failure.no_room"
    indonesian = "Tidak dapat disimpan: penyimpanannya penuh atau tidak dapat ditulis. Beri tahu pengelola, lalu unggah lagi."
    english = "It could not be stored: the disk is full or cannot be written to. Tell the administrator, then upload it again."


@csrf_exempt  # only until the answer is known to be wanted: _take is protected, after the login and the size have been looked at
@allowed(*OFFICE, methods=("GET", "HEAD", "POST"))
def upload(request: ActorRequest) -> HttpResponseBase:
    """The page, and where its files arrive: streamed into a temporary file, however large they are."""
    if request.method != "POST":
        return render(request, "web/upload.html", {"most": MOST_BYTES})
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        handed = [Handed("", problem=_sentence(TooBig(what=f"{MOST_BYTES // 1_000_000} MB")))]
        return _answer(request, handed, 413)
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    try:
        response: HttpResponseBase = _take(request)
    except OSError as error:
        # Even the temporary file found no room, or the line was cut.
        logs.known_failure(log, error, "an upload could not be received")
        return _answer(request, [Handed("", problem=_sentence(NoRoom()))], NO_ROOM)
    return response


@csrf_protect
def _take(request: ActorRequest) -> HttpResponseBase:
    files = request.FILES.getlist("file")
    if not files:
        return _answer(request, [Handed("", problem=_sentence(Empty()))], 400)
    handed = [_put(request.actor, file) for file in files if isinstance(file, TemporaryUploadedFile)]
    return _answer(request, handed, NO_ROOM if any(one.no_room for one in handed) else 200)


def _put(actor: Actor, file: TemporaryUploadedFile) -> Handed:
    name, identity = intake.safe_name(file.name or ""), uuid4().hex
    # Said before the claim is there: the worker may take it the moment it is.
    state.worker().hands[identity] = actor
    try:
        if not file.size:
            raise Empty
        intake.claim_copy(state.home().inbox, Path(file.temporary_file_path()), file.name, identity=identity)
    except Failure as failure:
        state.worker().hands.pop(identity, None)
        return Handed(name, problem=_sentence(failure))
    except OSError as error:
        state.worker().hands.pop(identity, None)
        logs.known_failure(log, error, "%r could not be stored", name)
        return Handed(name, problem=_sentence(NoRoom()), no_room=True)
    return Handed(name, identity)


def _sentence(failure: Failure) -> str:
    return failure.sentence(get_language() or "id")


def _answer(request: ActorRequest, handed: list[Handed], status: int = 200) -> HttpResponseBase:
    """For the script the lines alone, otherwise the whole page."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return render(request, "web/upload_lines.html", {"handed": handed}, status=status)
    return render(request, "web/upload.html", {"most": MOST_BYTES, "handed": handed}, status=status)


@allowed(*OFFICE, by_itself=True)
def arrival(request: ActorRequest, claim: str) -> HttpResponseBase:
    """What became of one file; asked until it has been read."""
    return render(request, "web/upload_lines.html", {"handed": [_became(request.actor, claim)]})


def _became(actor: Actor, claim: str) -> Handed:
    noted = models.Arrival.objects.filter(claim=claim).select_related("record").first()
    if noted is None:
        return Handed("", claim)
    name, record = intake.safe_name(noted.name), noted.record.record()
    repeated = record.arrivals[0].claim != claim
    if not approval.may_see(actor, record) or not (repeated or actor.exempt_right):
        # A copy of a record that this person may not know of is answered like any new paper; so none is named to them here.
        return Handed(name, claim, taken=True)
    return Handed(name, claim, record=record, taken=True, repeated=repeated)
