"""The worker role of a home: one process holds it; it ends with the process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import OperationalError
from django.db.models import F
from filelock import FileLock, Timeout

from pipeline import file_modes, search
from pipeline.catalogue import models
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.worker import indexer

WORKER_LOCK = ".worker.lock"


class WorkerAlreadyRunning(Failure):
    """Another process holds the worker role."""

    key = "failure.worker_already_running"
    indonesian = "Berkas lain sedang bekerja di rumah ini. Hentikan dulu, lalu coba lagi."
    english = "Another Berkas is at work in this home. Stop it first, then try again."


@contextmanager
def worker_role(home: Home) -> Iterator[None]:
    """Hold the worker role of a home; it falls with the process.

    Raises:
        WorkerAlreadyRunning: another process holds it.
    """
    lock = FileLock(home.archive / WORKER_LOCK, timeout=0, mode=file_modes.PRIVATE_FILE)
    try:
        lock.acquire()
    except Timeout as error:
        raise WorkerAlreadyRunning from error
    try:
        yield
    finally:
        lock.release()


def ensure_indexed(home: Home, ids: list[str], seconds: float = 10.0) -> bool:
    """Have these records indexed: by us where nobody else is at work, else by the worker, for which we wait a while.

    Returns:
        Whether the index holds them as they now stand; False means that it is behind, which is no failure.
    """
    behind = models.Record.objects.filter(pk__in=ids, indexed_version__lt=F("version"))
    deadline = time.monotonic() + seconds
    while behind.exists() and time.monotonic() < deadline:
        try:
            lock = FileLock(home.archive / WORKER_LOCK, timeout=0.1, mode=file_modes.PRIVATE_FILE)
            with lock, closing(indexer.open_engine(home)) as index:
                indexer.update_index(index)
        except (Timeout, search.IndexBusy, OperationalError):
            time.sleep(0.05)
        except search.IndexBroken:
            return False
    return not behind.exists()
