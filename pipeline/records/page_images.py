"""Pictures of pages for people: rendered once in a child and kept in ``index/pages/`` until the bytes change."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTime
from pathlib import Path
from uuid import uuid4

from pipeline import file_modes, logs, reading
from pipeline.catalogue import models
from pipeline.document import Record
from pipeline.failures import Failure, NeedsPassword
from pipeline.formats.media_types import JPEG, READABLE
from pipeline.home import Home
from pipeline.records import crop

log = logging.getLogger("berkas")
WIDTHS = (160, 800, 1400)
"""Pixels: a thumbnail, a page for a small screen or a slow line, a page to read closely. No other is made, so that nobody can fill
the disk by asking for every width there is."""
RENDER_SECONDS = 30.0
PATIENCE_SECONDS = 10.0
"""How long a request waits before it says that the picture is under way."""

_NO_PAGE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" width="210" height="297">
<rect x="1" y="1" width="208" height="295" fill="#f4f1ea" stroke="#b9b2a3" stroke-width="2"/>
<path d="M60 118h90M60 138h90M60 158h60" stroke="#b9b2a3" stroke-width="6" stroke-linecap="round"/>
<path d="M48 96l114 94M162 96L48 190" stroke="#a4482f" stroke-width="5" stroke-linecap="round"/>
</svg>
"""

_under_way: dict[Path, Future[bytes]] = {}
_lock = threading.Lock()


class NotReadyYet(Failure):
    """The picture is being made and was not ready in time; asking again a moment later finds it."""

    key = "failure.not_ready_yet"
    indonesian = "Gambar halaman sedang disiapkan. Coba lagi sebentar."
    english = "The picture of this page is being made. Try again in a moment."


class NoSuchPage(Failure):
    """The paper has no page of that number, or there is no picture of that width."""

    key = "failure.no_such_page"
    indonesian = "Halaman itu tidak ada."
    english = "There is no such page."


def picture(home: Home, pool: reading.Pool, record: Record, number: int, width: int) -> Path:
    """The picture of one page, upright. The caller has checked that the person may see the record.

    Args:
        home: whose index keeps it.
        pool: its children render; never this process. Not the pool that reads: a picture must not wait behind a hundred pages.
        record: the paper.
        number: the page, from 1.
        width: one of ``WIDTHS``.

    Returns:
        A JPEG in ``index/pages/<id>/``; an SVG that says so where the page cannot be shown.

    Raises:
        NoSuchPage: no such page or width.
        NotReadyYet: it takes longer than anyone should wait for a page of the web.
    """
    if width not in WIDTHS or not 1 <= number <= max(record.pages, 1):
        raise NoSuchPage
    rotation = models.Page.objects.filter(record_id=record.id, number=number).values_list("rotation", flat=True).first() or 0
    target = _target(home, record, number, width, rotation)
    if record.media_type not in READABLE:
        # Not read yet, or never: nobody knows what it is. By another name, so that it is looked at again once it has been read.
        return _keep(target.with_suffix(".unread.svg"), _NO_PAGE.encode())
    for made in (target, target.with_suffix(".svg")):
        if made.exists():
            return made
    try:
        return _keep(target, _render(home, pool, record, number, width, rotation, target).result(PATIENCE_SECONDS))
    except (OutOfTime, RuntimeError) as error:
        # RuntimeError: the pool is being shut down.
        raise NotReadyYet from error
    except NeedsPassword:
        # By the other name too: with the password there will be a picture.
        return _keep(target.with_suffix(".unread.svg"), _NO_PAGE.encode())
    except (Failure, OSError):
        return _keep(target.with_suffix(".svg"), _NO_PAGE.encode())


def _target(home: Home, record: Record, number: int, width: int, rotation: int) -> Path:
    return home.index / "pages" / record.id / f"{record.sha256[:16]}-{number}-{width}-{rotation}.jpg"


def draw_with_password(home: Home, pool: reading.Pool, record: Record, password: str) -> None:
    """Draw the pages of a locked PDF while somebody has typed its password, which is not kept: later nobody could. The widest of
    each; smaller ones are made from it when they are asked for.

    They lie where all pictures lie and are shown to the same people as the text that was read of the paper. A page that cannot be
    drawn has none; nothing else fails for it.
    """
    shelf = models.Record.objects.values_list("shelf", flat=True).get(pk=record.id)
    source = reading.Source(home.archive / shelf / record.original, record.media_type, record.pages, password)
    rotations = dict(models.Page.objects.filter(record_id=record.id).values_list("number", "rotation"))
    left = [(number, target) for number, target in _widest(home, record, rotations) if not target.exists()]
    for begin in range(0, len(left), 2 * pool.workers):
        drawn = [
            (target, pool.submit_limited(RENDER_SECONDS, reading.page_picture, source, number, WIDTHS[-1], rotations[number]))
            for number, target in left[begin : begin + 2 * pool.workers]
        ]
        for target, task in drawn:
            try:
                _keep(target, task.result())
            except (Failure, OSError) as error:
                logs.known_failure(log, error, "a page of %s could not be drawn", record.id)


def has_all_images(home: Home, record: Record, rotations: Mapping[int, int]) -> bool:
    """Is there a picture of each page already? Of a locked PDF, no other can be made.

    Args:
        home: whose index.
        record: the paper.
        rotations: page → how it is turned.
    """
    return all(target.exists() for _, target in _widest(home, record, rotations))


def _widest(home: Home, record: Record, rotations: Mapping[int, int]) -> list[tuple[int, Path]]:
    return [(number, _target(home, record, number, WIDTHS[-1], turned)) for number, turned in sorted(rotations.items())]


def excerpt(home: Home, pool: reading.Pool, record: Record, number: int, edges: crop.Edges) -> bytes:
    """A piece of a page as JPEG, cut out of its picture; nothing of it is kept.

    Args:
        home: as for ``picture``.
        pool: likewise.
        record: likewise.
        number: likewise.
        edges: left, top, right, bottom in ten-thousandths of the upright page.

    Raises:
        NoSuchPage: no such page, or a piece without extent, or a page that cannot be shown.
        NotReadyYet: it takes longer than anyone should wait for a page of the web.
    """
    left, top, right, bottom = edges
    if not (0 <= left < right <= 10_000 and 0 <= top < bottom <= 10_000):
        raise NoSuchPage
    path = picture(home, pool, record, number, WIDTHS[1])
    if path.suffix != ".jpg":
        raise NoSuchPage
    try:
        return pool.submit_limited(RENDER_SECONDS, crop.cut, path, edges).result(PATIENCE_SECONDS)
    except (OutOfTime, RuntimeError) as error:
        raise NotReadyYet from error
    except (Failure, OSError) as error:
        raise NoSuchPage from error


def _render(home: Home, pool: reading.Pool, record: Record, number: int, width: int, rotation: int, target: Path) -> Future[bytes]:
    """The rendering that is under way for this picture, or a new one: however many ask at once, it is rendered once."""
    with _lock:
        if task := _under_way.get(target):
            return task
        if target.exists():
            # Finished since the caller looked.
            made: Future[bytes] = Future()
            made.set_result(target.read_bytes())
            return made
        widest = _target(home, record, number, WIDTHS[-1], rotation)
        if widest.exists():
            source, number, rotation = reading.Source(widest, JPEG, 1), 1, 0
        else:
            shelf = models.Record.objects.values_list("shelf", flat=True).get(pk=record.id)
            source = reading.Source(home.archive / shelf / record.original, record.media_type, max(record.pages, 1))
        task = pool.submit_limited(RENDER_SECONDS, reading.page_picture, source, number, width, rotation)
        _under_way[target] = task
    task.add_done_callback(lambda done: _finish(target, done))
    return task


def _finish(target: Path, done: Future[bytes]) -> None:
    """Store the picture, then forget the rendering: in this order a request finds one or the other."""
    try:
        if not done.cancelled() and done.exception() is None:
            _keep(target, done.result())
    finally:
        with _lock:
            _under_way.pop(target, None)


def _keep(target: Path, data: bytes) -> Path:
    """Put the picture in its place in one step; two who do so at once write the same bytes."""
    if not target.exists():
        file_modes.make_private_folder(target.parent)
        half = target.with_name(f".{uuid4().hex}.half")
        half.write_bytes(data)
        half.replace(target)
    return target
