"""Security headers: pages load nothing from elsewhere and run no inline scripts."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No inline script or style at all: whatever a hostile paper may smuggle into a page stays text."""
FILE_POLICY = "default-src 'none'; style-src 'none'; sandbox"
"""For files that came from outside, should a browser show one in spite of being told to save it."""
PERMISSIONS = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"


class ContentSecurityPolicy:
    """Middleware that adds the policy to every answer that does not bring a stricter one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and say what the answer may do."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
