"""The WSGI callable that waitress serves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django.core.handlers.wsgi import WSGIHandler

from pipeline.web import state

if TYPE_CHECKING:
    from pipeline.worker.worker import Worker


def application(worker: Worker) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """The pages of this worker's home."""
    state.use(worker)
    return cast("Callable[[dict[str, Any], Any], Iterable[bytes]]", WSGIHandler())
