"""The worker of a home: takes papers in, has them read, executes requests, keeps the index.

There is one worker role per home. ``Worker`` holds it: it alone takes claims in, reads papers and writes the index. ``berkas up``
keeps a worker until it is stopped; ``run`` and ``add`` have one for a moment, or leave their papers to the one that is there.
"""

from __future__ import annotations

import errno
import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

from django.db import OperationalError

from pipeline import intake, logs, reading
from pipeline.catalogue import models, recovery, staging
from pipeline.document import Actor, Status
from pipeline.home import Home
from pipeline.records import lifecycle, rereading
from pipeline.worker import indexer, reread_requests
from pipeline.worker.index_writer import IndexWriter
from pipeline.worker.progress import Progress
from pipeline.worker.rereader import Rereader
from pipeline.worker.role import WorkerAlreadyRunning, worker_role

log = logging.getLogger("berkas")
TICK_SECONDS = 0.5
LONGEST_PAUSE = 30.0
"""Seconds between two tries while the machine is in trouble."""
ATTEMPTS = 3
PAPERS_BEYOND_CORES = 6
AT_ONCE = 64
"""Papers handed to the readers at one time; the rest wait in the catalogue."""
_FULL = frozenset({errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)})


def is_transient(error: Exception) -> bool:
    """Is this the matter with the machine at this moment, and with no paper?"""
    return isinstance(error, (OperationalError, staging.Busy)) or (isinstance(error, OSError) and error.errno in _FULL)


def recover(home: Home) -> list[str]:
    """Finish what a sudden death interrupted; before work and before ``check``. Returns the subjects looked at."""
    with staging.act_lock(home):
        return recovery.finish_interrupted(home)


class Worker:
    """The one worker of a home. Make it with ``working``."""

    def __init__(self, home: Home, actor: Actor) -> None:
        self.home = home
        self.actor = actor
        self.indexing = IndexWriter(home)
        self.progress = Progress(home)
        self.pool = reading.Pool(home.config.workers or None)
        # These only wait for pages. More of them than cores: a few thick books must not keep a letter from being begun.
        self._readers = ThreadPoolExecutor(self.pool.workers + PAPERS_BEYOND_CORES, thread_name_prefix="read")
        self._rereader = Rereader(home, self.pool, self.progress, is_transient)
        self._reading: dict[str, Future[None]] = {}
        self.hands: dict[str, Actor] = {}
        """Claim → the person who handed it in through a page. Lost if the process dies: then ``berkas`` itself took it."""
        self.looked_at: float | None = None
        """When the inbox was last looked at to the end, seconds since the epoch; a share that hangs keeps it from that."""
        self.trouble: Exception | None = None
        """What keeps papers from being read just now and is the matter with the machine; None when one was read since."""
        self._in_vain = 0
        self._failures: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self.indexing.start()

    # -- intake

    def recover(self) -> None:
        """Finish what a killed worker left: interrupted acts, half copies. Claims in the inbox are taken as usual."""
        recover(self.home)
        for half in staging.unfinished_copies(self.home):
            staging.end(half)

    def take(self, claim: intake.Claim) -> lifecycle.Receipt:
        """Take one claim into the archive and have it read."""
        received = lifecycle.receive(self.home, claim, self.hands.get(claim.id, self.actor))
        self.hands.pop(claim.id, None)
        self.dispatch()
        return received

    # -- reading

    def dispatch(self) -> int:
        """Hand every request and every received record that nobody reads yet to a reader; how many are being read."""
        with self._lock:
            self._reading = {key: future for key, future in self._reading.items() if not future.done()}
            for asked in reread_requests.pending_requests(self.home):
                if asked.record_id not in self._reading:
                    self._reading[asked.record_id] = self._rereader.submit(asked, self.indexing.wake)
            waiting = models.Record.objects.filter(status=Status.RECEIVED).exclude(pk__in=list(self._reading)).order_by("pk")
            for record_id in waiting.values_list("pk", flat=True)[: max(0, AT_ONCE - len(self._reading))]:
                self._reading[record_id] = self._readers.submit(self._read, record_id)
            return len(self._reading)

    def _read(self, record_id: str) -> None:
        try:
            if not self._stop.is_set():
                lifecycle.read_record(
                    self.home, record_id, self.pool, self.actor, progress=lambda done, of: self.progress.set(record_id, done, of)
                )
                self.trouble, self._in_vain = None, 0
        except lifecycle.StaleRecord:
            log.info("%s was overtaken by a longer scan", record_id)
        except Exception as error:
            # Whatever goes wrong with one paper, the others go on.
            if not self._stop.is_set():
                if is_transient(error):
                    if self.trouble is None:  # the first of many: a full disk must not be filled with lines about it
                        logs.known_failure(log, error, "reading %s failed; it is tried again", record_id)
                    self.trouble = error
                else:
                    log.exception("reading %s failed", record_id)
                self._try_again_or_give_up(record_id, error)
        finally:
            self.progress.remove(record_id)
            self.indexing.wake()

    def _try_again_or_give_up(self, record_id: str, error: Exception) -> None:
        """A paper on which we ourselves fail stays received and is read again, but not for ever: then a person is told.

        A full disk or a busy database says nothing about the paper.
        """
        if not is_transient(error):
            with self._lock:
                self._failures[record_id] += 1
            if self._failures[record_id] >= ATTEMPTS:
                with suppress(lifecycle.StaleRecord, OperationalError, OSError, staging.Busy):
                    lifecycle.give_up(self.home, record_id, self.actor)
                    del self._failures[record_id]
                    return
        else:
            self._in_vain += 1
        self._stop.wait(min(TICK_SECONDS * 2 ** min(self._in_vain, 7), LONGEST_PAUSE))

    # -- reading once more

    def ask(self, record_id: str, actor: Actor, options: rereading.RereadOptions | None, password: str | None = None) -> None:
        """Take a request to have a paper read once more; it is executed as soon as a page child is free.

        Args:
            record_id: the paper.
            actor: who asks.
            options: how; None: an unreadable paper, with its password.
            password: of a locked PDF. Should this process die first, the request says that it must be typed again.

        Raises:
            NotFound, NotAllowed, WrongValue; AlreadyAsked while an earlier request for it is under way.
        """
        self._rereader.save(record_id, actor, options, password)
        self.dispatch()

    # -- ending

    def wait_until_idle(self, seconds: float | None = None) -> bool:
        """Wait until everything received is read and indexed; False when that takes longer than ``seconds``."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while self.dispatch() or indexer.pending():
            if deadline is not None and time.monotonic() > deadline:
                return False
            self.indexing.wake()
            time.sleep(0.05)
        return True

    def close(self) -> None:
        """Stop at once; what is being read stays received and is read next time."""
        self._stop.set()
        self._rereader.stop()
        self.indexing.stop()
        self.pool.shutdown(wait=False, cancel_futures=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._rereader.close()
        self.indexing.close()
        self.progress.close()


@contextmanager
def working(home: Home, actor: Actor) -> Iterator[Worker]:
    """A worker at work in a home; recovery is done before anything else.

    Raises:
        WorkerAlreadyRunning: another process holds the role.
    """
    with worker_role(home):
        worker = Worker(home, actor)
        try:
            worker.recover()
            yield worker
        finally:
            worker.close()


def read_now(home: Home, actor: Actor) -> None:
    """Have everything received read and indexed: here, or by the worker that is there."""
    while models.Record.objects.filter(status=Status.RECEIVED).exists():
        try:
            with working(home, actor) as worker:
                worker.wait_until_idle()
        except WorkerAlreadyRunning:
            time.sleep(TICK_SECONDS)
