"""Executes requests to read a paper again, in threads of its own, since somebody waits for them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from pipeline import reading
from pipeline.document import Actor
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.records import lifecycle, rereading
from pipeline.worker import reread_requests
from pipeline.worker.progress import Progress

log = logging.getLogger("berkas")
AT_ONCE = 2
TICK_SECONDS = 0.5


class Rereader:
    """Takes requests and executes them. ``passwords`` of locked papers are kept here and nowhere else, until then."""

    def __init__(self, home: Home, pool: reading.Pool, progress: Progress, is_transient: Callable[[Exception], bool]) -> None:
        self.home = home
        self._pool = pool
        self._progress = progress
        self._is_transient = is_transient
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="again")
        self._passwords: dict[str, str] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def save(self, record_id: str, actor: Actor, options: rereading.RereadOptions | None, password: str | None) -> None:
        """Write a request down; see ``Worker.ask``."""
        request = reread_requests.new_request(self.home, record_id, actor, options, locked=password is not None)
        with self._lock:
            if password is not None:
                self._passwords[request.id] = password
            try:
                reread_requests.save_request(self.home, request)
            except BaseException:
                # Whatever interrupts it, Ctrl-C too: a password without a request must not stay in memory.
                self._passwords.pop(request.id, None)
                raise

    def submit(self, request: reread_requests.RereadRequest, done: Callable[[], None]) -> Future[None]:
        """Execute a request as soon as there is a thread for it; ``done`` is called after it, however it ends."""
        return self._threads.submit(self._execute, request, done)

    def close(self) -> None:
        """Begin nothing new and wait for what is under way."""
        self._stop.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def stop(self) -> None:
        """Begin nothing new."""
        self._stop.set()

    def _execute(self, request: reread_requests.RereadRequest, done: Callable[[], None]) -> None:
        over = True
        try:
            if not self._stop.is_set():
                self._progress.set(request.record_id, 0, 1)
                reread_requests.execute(
                    self.home,
                    request,
                    self._pool,
                    self._passwords.get(request.id),
                    lambda read, of: self._progress.set(request.record_id, read, of),
                )
        except Exception as error:
            # Whatever goes wrong with one request, its page says so and the others go on.
            over = not (self._stop.is_set() or self._is_transient(error))
            if over:
                reread_requests.refuse_request(self.home, request, _reason(request, error))
            self._stop.wait(0 if over else TICK_SECONDS)
        finally:
            if over:
                self._passwords.pop(request.id, None)
            self._progress.remove(request.record_id)
            done()


def _reason(request: reread_requests.RereadRequest, error: Exception) -> Failure:
    """What to say of a request that failed. It can be made again, so a fault of ours is said at once."""
    if isinstance(error, Failure):
        return error
    log.error("reading %s again failed", request.record_id, exc_info=error)
    return lifecycle.InternalError()
