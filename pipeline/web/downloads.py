"""File responses: safe names and media types, whole or in ranges."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from pipeline import approval
from pipeline.document import Record
from pipeline.formats.media_types import READABLE
from pipeline.intake import safe_name
from pipeline.web.security import FILE_POLICY

CHUNK = 1 << 16
_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")
_MOST_DIGITS = 18
"""Of a place in a file; what is longer lies behind the end of any."""


def cache_control(record: Record) -> str:
    """What a browser may keep of a record's pictures and files: of an exempt one nothing. Of others the bytes travel once, and
    it is asked each time whether they may still be seen.
    """
    return "private, no-store" if approval.is_exempt(record) else "private, no-cache"


def send_unpacked(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Keep an answer from being packed: pictures and PDFs are packed already, and a piece of a file must stay that piece."""
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"
    return response


def attachment(request: HttpRequest, path: Path, name: str, media_type: str, etag: str) -> HttpResponseBase:
    """A file to be saved, never to be shown by the browser.

    Args:
        request: its Range header is honoured (RFC 9110 §14): one range of bytes.
        path: the file.
        name: as handed in; made harmless here.
        media_type: sent only when it is one that we read, otherwise as plain bytes.
        etag: changes with the content.
    """
    size = path.stat().st_size
    span = requested_range(request, size, etag)
    response: HttpResponseBase
    if span is None:
        response, length = FileResponse(path.open("rb")), size
    elif span.start >= span.stop:
        response, length = HttpResponse(status=416), 0
        response["Content-Range"] = f"bytes */{size}"
    else:
        response, length = StreamingHttpResponse(_piece(path.open("rb"), span), status=206), len(span)
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    response["Content-Type"] = media_type if media_type in READABLE else "application/octet-stream"
    response["Content-Length"] = str(length)
    response["Content-Disposition"] = content_disposition_header(True, safe_name(name).replace("/", "_").replace("\\", "_"))
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{etag}"'
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return send_unpacked(request, response)


def requested_range(request: HttpRequest, size: int, etag: str) -> range | None:
    """The bytes asked for; an empty range when there are none such, None when all of them are."""
    header = request.headers.get("Range", "")
    if_range = request.headers.get("If-Range")
    match = _RANGE.fullmatch(header.strip())
    if not match or (if_range is not None and if_range != f'"{etag}"'):
        return None
    start, end = match.groups()
    if not start and not end:
        return None
    if not start:
        return range(max(size - _place(end), 0), size)
    return range(_place(start), min(_place(end) + 1, size) if end else size)


def _place(digits: str) -> int:
    digits = digits.lstrip("0")
    return int(digits or "0") if len(digits) <= _MOST_DIGITS else sys.maxsize


def _piece(file: BinaryIO, span: range) -> Iterator[bytes]:
    with file:
        file.seek(span.start)
        left = len(span)
        while left > 0 and (data := file.read(min(CHUNK, left))):
            left -= len(data)
            yield data
