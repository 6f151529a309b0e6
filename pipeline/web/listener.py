"""What the web server takes from strangers: how much, how slowly, and how many connections of them.

Waitress keeps a whole request before the pages see it, on disk if it is large, and keeps a connection that says nothing for two
minutes. Here a large body is refused by its header unless somebody who may upload has logged in; a slow client is cut off; an
address has so many connections; and where there are too many altogether, the one that has been silent longest makes room.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import MultiSocketServer, TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

MIB = 1 << 20
MOST_BODY = 2 * MIB
MOST_UPLOAD = 208 * MIB
"""A little above what the upload page takes of one request, so that it can say so itself."""
PER_ADDRESS = 64
"""A browser keeps six open; a counter of several people may come from one address."""
MOST_CONNECTIONS = 1000
HEADER_SECONDS = 15.0
"""For the whole header of a request, and for the first byte of a new connection."""
BODY_SECONDS, BODY_BYTES_PER_SECOND = 30.0, 8 * 1024
"""A body has so long, and longer as long as it comes at such a rate."""
IDLE_SECONDS = 60.0
"""Between two requests, and for a client that does not take its answer."""
MayUpload = Callable[[str], bool]
"""Whether the session of this key belongs to someone who may upload."""


class BodyLimit:
    """Waitress' settings with a limit on the body of one request."""

    def __init__(self, adjustments: Any, limit: int) -> None:
        self._adjustments = adjustments
        self.max_request_body_size = limit + 1  # waitress refuses what reaches it

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adjustments, name)


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request, with the limit on its body that follows from its header."""

    adj: Any
    upload_path = ""
    cookie_name = ""

    @staticmethod
    def may_upload(_session_key: str) -> bool:
        """Replaced by the server."""
        return False

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header.

        Raises:
            ParsingError: it is none, or says the body's length in two ways, as smuggled requests do.
        """
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            # A Content-Length of more digits than Python makes a number of.
            raise ParsingError("Content-Length is invalid") from error
        if "TRANSFER_ENCODING" in self.headers or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError("Content-Length and Transfer-Encoding do not go together")
        self.adj = BodyLimit(self.adj, self._body_limit())

    def _body_limit(self) -> int:
        is_large = self.chunked or self.content_length > MOST_BODY
        wants_upload = self.command == "POST" and self.path == self.upload_path
        return MOST_UPLOAD if is_large and wants_upload and self.may_upload(self._session_key()) else MOST_BODY

    def _session_key(self) -> str:
        try:
            found = SimpleCookie(self.headers.get("COOKIE", "")).get(self.cookie_name)
        except CookieError:
            return ""
        return found.value if found else ""


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection that knows since when it has been sending its request."""

    began: float | None = None

    def received(self, data: bytes) -> bool:
        """Take what has come in."""
        if self.began is None:
            self.began = time.time()
        taken: bool = super().received(data)
        if self.request is None:
            self.began = None
        return taken

    def is_too_slow(self, now: float) -> bool:
        """Whether it is time to hang up."""
        if self.requests or self.total_outbufs_len:
            # At work for it, or it does not take its answer; what was sent counts as activity.
            return bool(self.total_outbufs_len) and now - self.last_activity > IDLE_SECONDS
        request = self.request
        if request is None or self.began is None:
            used = self.last_activity > self.creation_time
            return bool(now - self.last_activity > (IDLE_SECONDS if used else HEADER_SECONDS))
        if not request.headers_finished:
            return bool(now - self.began > HEADER_SECONDS)
        return bool(now - self.began > BODY_SECONDS + request.body_bytes_received / BODY_BYTES_PER_SECOND)


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Waitress with limits on connections."""

    channel_class = Channel
    behind_proxy = False

    def handle_accept(self) -> None:
        """Take a connection; of one address too many, and the longest silent of all too many, are closed."""
        known = set(self.active_channels)
        super().handle_accept()
        for key in set(self.active_channels) - known:
            self._make_room(self.active_channels[key])

    def _make_room(self, new: Channel) -> None:
        channels = list(self.active_channels.values())
        # Behind a proxy all come from its address; there the proxy counts.
        if not self.behind_proxy and sum(one.addr[0] == new.addr[0] for one in channels) > PER_ADDRESS:
            new.handle_close()
        elif len(channels) > MOST_CONNECTIONS:
            silent = [one for one in channels if one is not new and not one.requests and not one.total_outbufs_len]
            if silent:
                min(silent, key=lambda one: float(one.last_activity)).handle_close()
            else:
                new.handle_close()

    def maintenance(self, now: float) -> None:
        """Hang up on the slow; called every few seconds."""
        for channel in list(self.active_channels.values()):
            if channel.is_too_slow(now):
                channel.handle_close()


def serve(
    application: Any, may_upload: MayUpload, *, upload_path: str, cookie_name: str, behind_proxy: bool, **settings: Any
) -> Any:
    """A server that listens, with these limits.

    Args:
        application: the WSGI callable.
        may_upload: asked with the session key of a request with a large body.
        upload_path: where large bodies may go at all.
        cookie_name: of the session's cookie.
        behind_proxy: a proxy on this machine hands requests on.
        settings: of waitress.

    Raises:
        OSError: the address cannot be used.
    """
    limits = {"upload_path": upload_path, "cookie_name": cookie_name, "may_upload": staticmethod(may_upload)}
    parser = type("LimitedParser", (Parser,), limits)
    channel = type("LimitedChannel", (Channel,), {"parser_class": parser})
    server = type("LimitedServer", (Server,), {"channel_class": channel, "behind_proxy": behind_proxy})
    # Waitress' own limit only stops listening: ours makes room first.
    adjustments = Adjustments(
        connection_limit=2 * MOST_CONNECTIONS, cleanup_interval=2, max_request_body_size=MOST_UPLOAD, **settings
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(adjustments.threads)
    sockets: dict[int, Any] = {}
    servers = [
        server(application, sockets, True, None, dispatcher=dispatcher, adj=adjustments, sockinfo=one) for one in adjustments.listen
    ]
    if len(servers) == 1:
        return servers[0]
    listens = [(one.effective_host, one.effective_port) for one in servers]
    return MultiSocketServer(sockets, adjustments, listens, dispatcher)
