"""One home at work: papers taken in and read, wishes granted, the index written.

There is one worker role per home. ``Worker`` holds it: it alone takes claims in, reads papers and writes the index. ``berkas up``
keeps a worker until it is stopped; ``run`` and ``add`` have one for a moment, or leave their papers to the one that is there.
"""

from __future__ import annotations

import errno
import json
import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

from django.db import OperationalError

from pipeline import intake, logs, reading, search
from pipeline.catalogue import database, models, recovery, staging
from pipeline.document import Actor, Status
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.records import lifecycle, rereading
from pipeline.worker import indexer, reread_requests
from pipeline.worker.progress import progress_file
from pipeline.worker.role import WorkerAlreadyRunning, worker_role

log = logging.getLogger("berkas")
TICK_SECONDS = 0.5
ATTEMPTS = 3
PAPERS_BEYOND_CORES = 6
IDLE_SECONDS = 60.0
"""After nobody has searched for so long, the index gives its memory back."""
AT_ONCE = 64
"""Papers handed to the readers at one time; the rest wait in the catalogue."""
_FULL = frozenset({errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)})
WISHES_AT_ONCE = 2


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
        self.index = indexer.open_engine(home)
        self.pool = reading.Pool(home.config.workers or None)
        # These only wait for pages. More of them than cores: a few thick books must not keep a letter from being begun.
        self._readers = ThreadPoolExecutor(self.pool.workers + PAPERS_BEYOND_CORES, thread_name_prefix="read")
        # Somebody sits before the page and waits for these: they do not stand in line behind a hundred papers.
        self._granters = ThreadPoolExecutor(WISHES_AT_ONCE, thread_name_prefix="again")
        self._passwords: dict[str, str] = {}
        """Wish → the password it came with. Here and nowhere else, until it is granted or refused."""
        self._reading: dict[str, Future[None]] = {}
        self.hands: dict[str, Actor] = {}
        """Claim → the person who handed it in through a page. Lost if the process dies: then ``berkas`` itself took it."""
        self._failures: Counter[str] = Counter()
        self._progress: dict[str, tuple[int, int]] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._bell = threading.Event()
        self._looked_at = False
        self._indexer = threading.Thread(target=self._index_loop, name="index", daemon=True)
        self._indexer.start()

    # -- intake

    def recover(self) -> None:
        """Put right what a dead worker left: half acts, half copies. Claims in the inbox are taken by whoever works on."""
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
        """Hand every wish and every received record that nobody reads yet to a reader; how many are being read."""
        with self._lock:
            self._reading = {key: future for key, future in self._reading.items() if not future.done()}
            for asked in reread_requests.pending_requests(self.home):
                if asked.record_id not in self._reading:
                    self._reading[asked.record_id] = self._granters.submit(self._grant, asked)
            waiting = models.Record.objects.filter(status=Status.RECEIVED).exclude(pk__in=list(self._reading)).order_by("pk")
            for record_id in waiting.values_list("pk", flat=True)[: max(0, AT_ONCE - len(self._reading))]:
                self._reading[record_id] = self._readers.submit(self._read, record_id)
            return len(self._reading)

    def _read(self, record_id: str) -> None:
        try:
            if not self._stop.is_set():
                lifecycle.read_record(
                    self.home, record_id, self.pool, self.actor, progress=lambda done, of: self._note(record_id, (done, of))
                )
        except lifecycle.StaleRecord:
            log.info("%s was overtaken by a longer scan", record_id)
        except Exception as error:
            # Whatever goes wrong with one paper, the others go on.
            if not self._stop.is_set():
                if is_transient(error):
                    logs.known_failure(log, error, "reading %s failed; it is tried again", record_id)
                else:
                    log.exception("reading %s failed", record_id)
                self._try_again_or_give_up(record_id, error)
        finally:
            self._note(record_id, None)
            self._bell.set()

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
        self._stop.wait(TICK_SECONDS)

    # -- reading once more

    def ask(self, record_id: str, actor: Actor, wish: rereading.RereadOptions | None, password: str | None = None) -> None:
        """Take a wish to have a paper read once more; it is granted as soon as a page child is free.

        Args:
            record_id: the paper.
            actor: who wishes.
            wish: how; None: an unreadable paper, with its password.
            password: of a locked PDF. Should this process die first, the wish says that it must be typed again.

        Raises:
            NotFound, NotAllowed, WrongValue; AlreadyAsked while an earlier wish for it is under way.
        """
        asked = reread_requests.new_request(self.home, record_id, actor, wish, locked=password is not None)
        with self._lock:
            if password is not None:
                self._passwords[asked.id] = password
            try:
                reread_requests.save_request(self.home, asked)
            except BaseException:
                # Whatever interrupts it, Ctrl-C too: a password without a wish must not stay in memory.
                self._passwords.pop(asked.id, None)
                raise
        self.dispatch()

    def _grant(self, asked: reread_requests.RereadRequest) -> None:
        password = self._passwords.get(asked.id)
        over = True
        try:
            if not self._stop.is_set():
                self._note(asked.record_id, (0, 1))
                reread_requests.execute(
                    self.home, asked, self.pool, password, lambda done, of: self._note(asked.record_id, (done, of))
                )
        except Exception as error:
            # Whatever goes wrong with one wish, its page says so and the others go on.
            over = not (self._stop.is_set() or is_transient(error))
            if over:
                reread_requests.refuse_request(self.home, asked, self._told(asked, error))
            self._stop.wait(0 if over else TICK_SECONDS)
        finally:
            if over:
                self._passwords.pop(asked.id, None)
            self._note(asked.record_id, None)
            self._bell.set()

    def _told(self, asked: reread_requests.RereadRequest, error: Exception) -> Failure:
        """What to say of a wish that failed; whoever wished may wish again, so that a fault of ours is said at once."""
        if isinstance(error, Failure):
            return error
        log.error("reading %s again failed", asked.record_id, exc_info=error)
        return lifecycle.InternalError()

    def _note(self, record_id: str, state: tuple[int, int] | None) -> None:
        with self._lock:
            if state is None:
                self._progress.pop(record_id, None)
            else:
                self._progress[record_id] = state
            with suppress(OSError):
                path = progress_file(self.home)
                path.with_suffix(".tmp").write_text(json.dumps(self._progress), "utf-8")
                path.with_suffix(".tmp").replace(path)

    def reading(self) -> dict[str, tuple[int, int]]:
        """Record → (pages done, pages in all), of what this worker reads now."""
        with self._lock:
            return dict(self._progress)

    # -- index

    def _index_loop(self) -> None:
        while not self._stop.is_set():
            self._bell.wait(TICK_SECONDS)
            self._bell.clear()
            try:
                self.index_now()
                self.index.release_memory(IDLE_SECONDS)
            except Exception:
                # The index is a view; whatever is the matter with it, this thread goes on and the next round tries again.
                log.exception("indexing failed")
        database.close()

    def index_now(self) -> None:
        """Bring the index up to date; one that does not open is made anew beside the broken one."""
        try:
            try:
                if not self._looked_at:
                    # An index that nobody writes to would stay broken: after an upgrade, or a bad disk.
                    self.index.count()
                    self._looked_at = True
                indexer.update_index(self.index, self._stop.is_set)
            except search.IndexBroken:
                log.warning("the full-text index does not open and is made anew")
                indexer.rebuild(self.index)
        except (search.IndexBusy, OperationalError, OSError) as error:
            logs.known_failure(log, error, "indexing is behind; it is tried again")
            self._stop.wait(TICK_SECONDS)

    def check_index(self) -> None:
        """Have the index looked at again: a search found that it does not open."""
        self._looked_at = False
        self._bell.set()

    # -- ending

    def wait_until_idle(self, seconds: float | None = None) -> bool:
        """Wait until everything received is read and indexed; False when that takes longer than ``seconds``."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while self.dispatch() or indexer.pending():
            if deadline is not None and time.monotonic() > deadline:
                return False
            self._bell.set()
            time.sleep(0.05)
        return True

    def close(self) -> None:
        """Stop at once; what is being read stays received and is read next time."""
        self._stop.set()
        self._bell.set()
        self.pool.shutdown(wait=False, cancel_futures=True)
        for threads in (self._readers, self._granters):
            threads.shutdown(wait=True, cancel_futures=True)
        self._indexer.join()
        self.index.close()
        progress_file(self.home).unlink(missing_ok=True)


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
