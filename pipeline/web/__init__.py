"""The web pages.

A door: it shows, asks and passes on, and holds no rule of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.worker.worker import Worker


def application(worker: Worker) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """The web application of a home at work, as WSGI callable; call it once Django is set up for that home."""
    # Imported late: this package is a Django app, and is imported while Django sets itself up.
    from pipeline.web import wsgi

    return wsgi.application(worker)


def listen(worker: Worker, **settings: Any) -> Any:
    """A server of these pages that listens, with limits on what strangers may send; ``settings`` are those of waitress.

    Raises:
        OSError: the address cannot be used.
    """
    from pipeline.web import wsgi

    return wsgi.listen(worker, **settings)
