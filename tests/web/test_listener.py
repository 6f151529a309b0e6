"""Strangers at the server's door, with real sockets: what they may send, how slowly, and how many of them."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.web import listener

MIB = 1 << 20


@pytest.fixture
def base(office) -> Iterator[tuple[str, int]]:
    from tests.web.browsing import serving

    with serving(office) as address:
        parts = urlsplit(address)
        yield parts.hostname or "", parts.port or 0


def answer(base, head: str, body: bytes = b"", seconds: float = 20) -> str:
    """What the server says to this, as far as it lets us send it."""
    with socket.create_connection(base, seconds) as line:
        try:
            line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n")
            line.sendall(body)
        except OSError:
            pass
        return received(line)


def received(line: socket.socket) -> str:
    said = b""
    try:
        while b"\r\n\r\n" not in said and (piece := line.recv(65536)):
            said += piece
    except OSError:
        pass
    return said.decode("latin-1")


def is_closed(line: socket.socket, seconds: float) -> bool:
    line.settimeout(seconds)
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def trickle(line: socket.socket) -> None:
    """A byte now and then, until the other side has hung up."""
    for _ in range(40):
        line.sendall(b"x")
        time.sleep(0.3)


def cookie_of(name: str) -> str:
    from django.test import Client

    from pipeline.catalogue import models

    client = Client(SERVER_NAME="localhost")
    client.force_login(models.Person.objects.get(pk=name))
    return client.cookies["berkas_session"].value


def upload_head(length: int, session: str = "") -> str:
    cookie = f"\nCookie: berkas_session={session}" if session else ""
    return (
        f"POST /unggah/ HTTP/1.1\nHost: localhost\nContent-Length: {length}{cookie}\nContent-Type: multipart/form-data; boundary=x"
    )


@pytest.mark.parametrize("path", ["/masuk/", "/unggah/", "/static/x/y.css", "/tidak-ada/"])
def test_a_large_body_of_a_stranger_is_refused_by_its_header(base, path) -> None:
    head = f"POST {path} HTTP/1.1\nHost: localhost\nContent-Length: {3 * MIB}"
    assert answer(base, head).startswith("HTTP/1.1 413")


def test_a_chunked_body_of_a_stranger_ends_at_two_mebibytes(base) -> None:
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    head = "POST /masuk/ HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked"
    assert answer(base, head, chunk * 40).startswith("HTTP/1.1 413")


@pytest.mark.parametrize("name", ["tamu", "admin"])
def test_a_large_body_of_someone_who_may_not_upload_is_refused(base, name) -> None:
    assert answer(base, upload_head(3 * MIB, cookie_of(name))).startswith("HTTP/1.1 413")


def test_a_session_that_is_none_is_a_strangers(base) -> None:
    assert answer(base, upload_head(3 * MIB, "palsu")).startswith("HTTP/1.1 413")


def test_who_may_upload_sends_large_bodies_to_the_upload_page_alone(base) -> None:
    session = cookie_of("siti")
    assert answer(base, upload_head(3 * MIB, session), b"x" * 3 * MIB).startswith("HTTP/1.1 403")  # no token: it has been read
    elsewhere = upload_head(3 * MIB, session).replace("/unggah/", "/bahasa/")
    assert answer(base, elsewhere).startswith("HTTP/1.1 413")


def test_more_than_any_upload_is_refused_by_its_header(base) -> None:
    assert answer(base, upload_head(1 << 30, cookie_of("siti"))).startswith("HTTP/1.1 413")


def test_four_large_posts_of_strangers_put_nothing_on_disk(base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for _ in range(4):
        answer(base, f"POST /masuk/ HTTP/1.1\nHost: localhost\nContent-Length: {300 * MIB}", b"x" * 4 * MIB)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file() and "home" not in path.parts) == 0


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 5\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\nContent-Length: 5",
        "Content-Length: 5\nContent-Length: 6",
        "Content-Length: " + "9" * 5000,
        "Content-Length: -1",
    ],
)
def test_a_body_whose_length_is_unclear_is_a_bad_request(base, headers) -> None:
    assert answer(base, f"POST /masuk/ HTTP/1.1\nHost: localhost\n{headers}", b"0\r\n\r\n").startswith("HTTP/1.1 400")


def test_transfer_encoding_of_an_old_client_is_a_bad_request(base) -> None:
    assert answer(base, "POST /masuk/ HTTP/1.0\nHost: localhost\nTransfer-Encoding: chunked").startswith("HTTP/1.0 400")


def test_one_address_has_so_many_connections_and_its_pages_go_on(base) -> None:
    lines = [socket.create_connection(base, 10) for _ in range(listener.PER_ADDRESS + 1)]
    assert is_closed(lines[-1], 5)
    lines[0].sendall(b"GET /masuk/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert received(lines[0]).startswith("HTTP/1.1 200")
    for line in lines:
        line.close()


def test_a_thousand_idle_connections_silence_nothing(base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "PER_ADDRESS", 10_000)
    monkeypatch.setattr(listener, "MOST_CONNECTIONS", 200)
    lines = [socket.create_connection(base, 10) for _ in range(260)]
    started = time.monotonic()
    assert answer(base, "GET /masuk/ HTTP/1.1\nHost: localhost").startswith("HTTP/1.1 200")
    assert time.monotonic() - started < 5
    assert is_closed(lines[0], 5)
    for line in lines:
        line.close()


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nX-Slow: a"])
def test_who_does_not_finish_a_header_is_cut_off(base, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(listener, "HEADER_SECONDS", 1.0)
    with socket.create_connection(base, 10) as line:
        line.sendall(sent)
        assert is_closed(line, 12)


def test_one_byte_now_and_then_keeps_no_header_open(base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "HEADER_SECONDS", 1.0)
    with socket.create_connection(base, 10) as line, pytest.raises(OSError):
        trickle(line)


def test_a_body_that_trickles_is_cut_off(base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "BODY_SECONDS", 1.0)
    with socket.create_connection(base, 10) as line:
        line.sendall(b"POST /masuk/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n\r\n")
        with pytest.raises(OSError):
            trickle(line)


def test_a_connection_that_is_used_stays_open_between_requests(base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "HEADER_SECONDS", 1.0)
    line = HTTPConnection(base[0], base[1], timeout=10)
    line.request("GET", "/masuk/")
    assert line.getresponse().read()
    own = line.sock
    time.sleep(4)
    line.request("GET", "/masuk/")
    assert line.getresponse().status == 200
    assert line.sock is own
    line.close()
