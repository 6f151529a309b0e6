"""The home and the worker behind the pages: one per process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import reading, search

if TYPE_CHECKING:
    from pipeline.home import Home
    from pipeline.worker.worker import Worker

PICTURE_IDLE_SECONDS = 30.0


class _State:
    worker: Worker | None = None
    pictures: reading.Pool | None = None


_desk = _State()


def use(worker: Worker) -> None:
    """Serve this worker's home from now on."""
    release()
    _desk.worker = worker
    # A child of its own, started when a picture is asked for and gone soon after: a clerk who turns a page must not wait until a
    # hundred pages have been read.
    _desk.pictures = reading.Pool(1, idle_seconds=PICTURE_IDLE_SECONDS)


def release() -> None:
    """Let go of the home and of the child that renders for it."""
    if _desk.pictures is not None:
        _desk.pictures.shutdown(wait=False, cancel_futures=True)
    _desk.worker = _desk.pictures = None


def worker() -> Worker:
    """The worker at work."""
    if _desk.worker is None:
        raise RuntimeError("no home is being served; call pipeline.web.application first")
    return _desk.worker


def home() -> Home:
    """The home being served."""
    return worker().home


def index() -> search.Engine:
    """The full-text index of the home being served."""
    return worker().indexing.engine


def pictures() -> reading.Pool:
    """The pool that renders pages for people."""
    worker()
    assert _desk.pictures is not None
    return _desk.pictures
