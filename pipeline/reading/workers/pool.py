"""The pool of page children: one per core, for the pages of all documents at once.

A ``concurrent.futures.Executor`` over pebble's ``ProcessPool``. ``ProcessPoolExecutor`` would not do: its tasks cannot be stopped,
and its children survive a ``kill -9`` of the parent, holding the parent's locks.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import context, spawn
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pebble

from pipeline.failures import Failure, TooBig, TookTooLong, Unreadable
from pipeline.reading import messages, scratch
from pipeline.reading.options import Limits
from pipeline.reading.recognition.time_budget import BUSY
from pipeline.reading.workers import child

P = ParamSpec("P")
T = TypeVar("T")

IDLE_SECONDS = 60.0
ROOMY = 3_800_000_000
"""Bytes that a machine of 4 GB tells of: the firmware keeps some."""

_preparing = threading.Lock()


class _Task(Future[T]):
    """What the caller holds. Cancelling it stops the task even while it runs."""

    stop: Callable[[], bool] | None = None

    def cancel(self) -> bool:
        cancelled = super().cancel()
        if self.stop is not None:
            self.stop()
        return cancelled


@dataclass(frozen=True)
class _Job:
    """What was asked, so that it can be asked again when the pool broke under it."""

    seconds: float | None
    call: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def start(self, children: pebble.ProcessPool) -> Any:
        """Hand it to a child."""
        patience = None if self.seconds is None else self.seconds * (BUSY if os.name == "posix" else 1.0)
        return children.schedule(child.run, args=(self.seconds, self.call, self.args, self.kwargs), timeout=patience)


class Pool(Executor):
    """Page children, started on the first task and released after a while without any.

    Make it before any thread that holds a lock. ``workers`` defaults to the number of cores this process may use, one where
    memory is short.
    """

    def __init__(self, workers: int | None = None, limits: Limits | None = None, idle_seconds: float = IDLE_SECONDS) -> None:
        self.workers = workers or children_that_fit(usable_cores(), memory_of_machine())
        self._limits = limits or Limits()
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._children: pebble.ProcessPool | None = None
        self._scratch: Path | None = None
        self._pending = 0
        self._waiting: set[_Task[Any]] = set()
        self._timer: threading.Timer | None = None
        self._closed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A task without a limit on time."""
        return self._take(_Job(None, fn, args, kwargs))

    def submit_limited(self, seconds: float, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A task whose child is ended after ``seconds`` of work: its own processor time, so that a busy machine fails no paper;
        by the clock on the wall six times that, for tasks that wait for something. Waiting for a child does not count.

        The future raises ``TookTooLong`` then, ``Unreadable`` when the child died over the task, and what the task raised.
        """
        return self._take(_Job(seconds, fn, args, kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the children: after their tasks, or at once with ``cancel_futures``."""
        with self._lock:
            self._closed = True
            children, self._children = self._children, None
            if self._timer:
                self._timer.cancel()
        _end(children, at_once=cancel_futures, wait=wait)
        if cancel_futures:
            self._release_waiting()
        self._sweep()

    def _release_waiting(self) -> None:
        """Pebble does not answer for every task of a pool that it stops; who waits for one would wait for ever."""
        with self._lock:
            waiting, self._waiting = self._waiting, set()
        for task in waiting:
            if task.set_running_or_notify_cancel():
                task.set_exception(RuntimeError("the pool has been shut down"))

    def _take(self, job: _Job) -> Future[Any]:
        task: _Task[Any] = _Task()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool has been shut down")
            if self._timer:
                self._timer.cancel()
                self._timer = None
            self._pending += 1
            self._waiting.add(task)
        self._schedule(job, task, again=True)
        return task

    def _schedule(self, job: _Job, task: _Task[Any], *, again: bool) -> None:
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool has been shut down")
            inner = self._start(job)
        task.stop = inner.cancel
        inner.add_done_callback(lambda done: self._hand_over(done, task, job, again=again))

    def _start(self, job: _Job) -> Any:
        if self._children is not None:
            try:
                return job.start(self._children)
            except (RuntimeError, BrokenProcessPool):
                # Pebble gives a whole pool up when an idle child is killed from outside: a new one takes over.
                _end(self._children, at_once=True, wait=False)
        self._children = self._new_children()
        return job.start(self._children)

    def _new_children(self) -> pebble.ProcessPool:
        if self._scratch is None:
            self._scratch = scratch.new("pool")
        return pebble.ProcessPool(
            max_workers=self.workers,
            context=_context(),
            initializer=child.prepare,
            initargs=(self._limits.memory_bytes, self._scratch, scratch.folder()),
        )

    def _hand_over(self, done: Future[Any], task: _Task[Any], job: _Job, *, again: bool) -> None:
        error = None if done.cancelled() else done.exception()
        if again and _from_outside(error) and not self._closed:
            # The pool broke around the task, not over it.
            self._schedule(job, task, again=False)
            return
        if self._scratch and isinstance(error, (pebble.ProcessExpired, OutOfTime, BrokenProcessPool)):
            scratch.remove_dead(self._scratch)
        with self._lock:
            if task not in self._waiting:
                return
            self._waiting.discard(task)
            self._pending -= 1
            if not self._pending and not self._closed:
                self._rest()
        if not task.set_running_or_notify_cancel():
            return
        if done.cancelled():
            task.set_exception(CancelledError())
        elif error is not None:
            task.set_exception(self._why_ended(error, job.seconds))
        else:
            task.set_result(done.result())

    def _rest(self) -> None:
        self._timer = threading.Timer(self._idle_seconds, self._release)
        self._timer.daemon = True
        self._timer.start()

    def _why_ended(self, error: BaseException, seconds: float | None) -> BaseException:
        """A pool that is shut down says nothing about the paper: what it ended must not be taken for unreadable."""
        if self._closed and isinstance(error, (pebble.ProcessExpired, BrokenProcessPool)):
            return RuntimeError("the pool has been shut down")
        return _failure(error, seconds)

    def _release(self) -> None:
        """Give the memory back: the children are gone until there is work again."""
        with self._lock:
            if self._pending or self._closed:
                return
            children, self._children = self._children, None
        _end(children, at_once=False, wait=True)
        if self._scratch:
            scratch.remove_dead(self._scratch)

    def _sweep(self) -> None:
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)


def usable_cores() -> int:
    """How many cores this process may use: a container or ``taskset`` may allow fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def children_that_fit(cores: int, memory: int) -> int:
    """How many page children to have at once: one for each core, but one alone in less than ``ROOMY`` bytes of memory.

    A child that has loaded the second recogniser holds some 500 MB while it reads.
    """
    return cores if memory >= ROOMY else 1


def memory_of_machine() -> int:
    """Bytes of memory; where the system does not say, enough."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return ROOMY


def _from_outside(error: BaseException | None) -> bool:
    """Whether a task was ended by something that says nothing about it: the pool broke, or the system was short of memory."""
    if isinstance(error, pebble.ProcessExpired):
        return bool(error.exitcode == -getattr(signal, "SIGKILL", 9))
    return isinstance(error, BrokenProcessPool)


def _failure(error: BaseException, seconds: float | None) -> BaseException:
    if seconds is not None and (isinstance(error, OutOfTime) or _used_up(error)):
        return TookTooLong(seconds=round(seconds))
    if isinstance(error, MemoryError):
        return TooBig(what=messages.MEMORY)
    if isinstance(error, (pebble.ProcessExpired, BrokenProcessPool)):
        return Unreadable()
    if isinstance(error, Failure):
        # The remote traceback that pebble hangs on is of no use to a clerk, and keeps the frames alive.
        return error.with_traceback(None)
    return error


def _used_up(error: BaseException) -> bool:
    return isinstance(error, pebble.ProcessExpired) and bool(error.exitcode == -getattr(signal, "SIGXCPU", 24))


def _end(children: Any, *, at_once: bool, wait: bool) -> None:
    if children is None:
        return
    if at_once:
        children.stop()
    else:
        children.close()
    if wait or not at_once:
        children.join()
    else:
        # Pebble ends idle children only when it is joined.
        threading.Thread(target=children.join, daemon=True).start()


class _BareProcess(multiprocessing.context.ForkServerProcess if os.name == "posix" else multiprocessing.context.SpawnProcess):  # type: ignore[misc]  # which base it is, the system decides
    """A child that does not import the program's main module: that would bring in everything the command line knows."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802 - multiprocessing's own name
        with _preparing:
            described = spawn.get_preparation_data
            spawn.get_preparation_data = lambda name: {
                key: value for key, value in described(name).items() if not key.startswith("init_main")
            }
            try:
                return super(_BareProcess, _BareProcess)._Popen(process_obj)
            finally:
                spawn.get_preparation_data = described


def _context() -> Any:
    base = context.ForkServerContext if os.name == "posix" else context.SpawnContext
    made = type("BareContext", (base,), {"Process": _BareProcess})()
    if os.name == "posix":
        # By default the fork server imports the main module.
        made.set_forkserver_preload(["pipeline.reading.workers.preload"])
    return made
