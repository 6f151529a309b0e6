"""Pictures of pages, the original file and its text."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from pipeline.catalogue import models
from pipeline.intake import safe_name
from pipeline.records import access, access_book, page_images
from pipeline.records.crop import Edges
from pipeline.web import downloads, state
from pipeline.web.permissions import READERS, ActorRequest, allowed
from pipeline.web.security import FILE_POLICY


@allowed(*READERS)
def picture(request: ActorRequest, record_id: str, number: int, width: int) -> HttpResponseBase:
    """One page. While it is being made: 503, and the script asks again."""
    record = access.get_visible_record(request.actor, record_id)
    access_book.note_record(state.home(), request.actor, access_book.OPEN, record)
    try:
        path = page_images.picture(state.home(), state.pictures(), record, number, width)
    except page_images.NoSuchPage as error:
        raise Http404 from error
    except page_images.NotReadyYet:
        response: HttpResponseBase = HttpResponse(status=503)
        response["Retry-After"] = "1"
        return response
    mark = f'"{path.name}"'
    if request.headers.get("If-None-Match") == mark:
        response = HttpResponse(status=304)
    else:
        response = FileResponse(path.open("rb"), content_type="image/svg+xml" if path.suffix == ".svg" else "image/jpeg")
    response["ETag"] = mark
    response["Cache-Control"] = downloads.cache_control(record)
    return downloads.send_unpacked(request, response)


@allowed(*READERS)
def excerpt(request: ActorRequest, record_id: str, number: int, edges: Edges) -> HttpResponseBase:
    """A piece of a page: the lines in which something was found."""
    record = access.get_visible_record(request.actor, record_id)
    access_book.note_record(state.home(), request.actor, access_book.OPEN, record)
    mark = f'"{record.sha256[:16]}-{number}-{"-".join(map(str, edges))}"'
    if request.headers.get("If-None-Match") == mark:
        response = HttpResponse(status=304)
    else:
        try:
            cut = page_images.excerpt(state.home(), state.pictures(), record, number, edges)
        except page_images.NoSuchPage as error:
            raise Http404 from error
        except page_images.NotReadyYet:
            return HttpResponse(status=503, headers={"Retry-After": "1"})
        response = HttpResponse(cut, content_type="image/jpeg")
    response["ETag"] = mark
    response["Cache-Control"] = downloads.cache_control(record)
    return downloads.send_unpacked(request, response)


@allowed(*READERS)
def original(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """The bytes as they were handed in."""
    record = access.get_visible_record(request.actor, record_id)
    shelf = models.Record.objects.values_list("shelf", flat=True).get(pk=record_id)
    path = state.home().archive / shelf / record.original
    if not path.is_file():
        raise Http404
    access_book.note_record(state.home(), request.actor, access_book.DOWNLOAD, record)
    response = downloads.attachment(request, path, record.file, record.media_type, record.sha256)
    response["Cache-Control"] = downloads.cache_control(record)
    return response


@allowed(*READERS)
def text(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """What was read of it, as plain text, one form feed between pages."""
    record = access.get_visible_record(request.actor, record_id)
    access_book.note_record(state.home(), request.actor, access_book.DOWNLOAD, record)
    pages = models.Page.objects.filter(record_id=record_id).order_by("number").values_list("text", flat=True)
    response = HttpResponse("\f".join(pages), content_type="text/plain; charset=utf-8")
    name = safe_name(f"{PurePosixPath(record.file).stem}.txt").replace("/", "_")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = FILE_POLICY
    return response
