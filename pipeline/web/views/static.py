"""Serves static files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from pipeline.web.assets import assets
from pipeline.web.permissions import public


@require_safe
@public
def asset(request: HttpRequest, mark: str, name: str) -> HttpResponse:
    """One file, for ever: its content stands in its address."""
    found = assets().get(name)
    if found is None:
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if packed else found.content, content_type=found.media_type)
    if packed:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    # An old address still answers, with what is there now, and is not kept.
    response["Cache-Control"] = "public, max-age=31536000, immutable" if mark == found.mark else "no-cache"
    return response
