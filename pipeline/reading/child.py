"""How a page child behaves: quiet, small, and never outliving the program that started it."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait
from types import FrameType

NICENESS = 10
PR_SET_PDEATHSIG = 1


def prepare(memory_bytes: int, scratch: str) -> None:
    """Runs once in every child, before its first page. ``scratch`` is the folder for its temporary files."""
    # Tesseract's own threads, and numpy's, cost more than they bring when every core has its page.
    os.environ.update(OMP_THREAD_LIMIT="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    tempfile.tempdir = scratch
    if os.name == "posix":
        _own_group()
        os.nice(NICENESS)
        _limit_memory(memory_bytes)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _own_group() -> None:
    """The child leads a process group, so that the Tesseract it has started goes with it."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, _end_group)
    if sys.platform == "linux":
        import ctypes

        # Our parent in the eyes of the system is the fork server.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _end_group(_signal: int, _frame: FrameType | None) -> None:
    os.killpg(0, signal.SIGKILL)


def _limit_memory(memory_bytes: int) -> None:
    import resource

    if sys.platform != "darwin":
        # macOS accepts the limit and ignores it. Tesseract inherits it.
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _follow_parent() -> None:
    """Wait for the program that made the pool to end, however it ends, and end with it.

    The fork server cannot be followed: it lives until the last of its children is gone.
    """
    parent = parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
