"""A page child: quiet, limited, and ended with the program that started it."""

from __future__ import annotations

import math
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from pathlib import Path
from types import FrameType
from typing import Any

from pipeline.reading import scratch

NICENESS = 10
REMOVING = 60.0
"""Seconds that a child may take to remove what its program left behind."""
PR_SET_PDEATHSIG = 1
DEBUG = "BERKAS_DEBUG"
"""Set in the environment, the children's warnings and the libraries' own stay on standard error."""
ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Tesseract's own threads, and numpy's, cost more than they bring when every core has its page."""


def prepare(memory_bytes: int, pool: Path, program: Path) -> None:
    """Runs once in every child, before its first page.

    ``pool`` is the folder in which the child makes one for its temporary files, ``program`` the one that goes with the program.
    """
    os.environ.update(ONE_THREAD)
    tempfile.tempdir = str(scratch.of_child(pool))
    # Libraries in C ask the environment: onnxruntime leaves a file of its session there.
    os.environ["TMPDIR"] = tempfile.tempdir
    if not os.environ.get(DEBUG):
        _silence()
    if os.name == "posix":
        _own_group()
        os.nice(NICENESS)
        _limit_memory(memory_bytes)
    following = threading.Thread(target=_follow_parent, args=(program,), daemon=True)
    following.start()
    # A child without work ends by itself as soon as its program is gone: not before all is removed.
    Finalize(None, _let_it_remove, args=(following,), exitpriority=100)


def _silence() -> None:
    """Nothing that a library says reaches the user: libtiff, OpenJPEG and pdfium print on their own, below Python."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def run(seconds: float | None, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Run one task. Over ``seconds`` of processor time the system ends the child, whatever it is doing (SIGXCPU).

    A Tesseract that the task starts inherits the limit.
    """
    if os.name == "posix":
        _limit_time(seconds)
    return call(*args, **kwargs)


def _limit_time(seconds: float | None) -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = resource.RLIM_INFINITY
    if seconds is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        # Whole seconds; the first of them is partly used.
        soft = math.ceil(used.ru_utime + used.ru_stime + seconds)
        soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


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


def _let_it_remove(following: threading.Thread) -> None:
    parent = parent_process()
    if parent is None or wait([parent.sentinel], 0):
        following.join(REMOVING)


def _follow_parent(program: Path) -> None:
    """Wait for the program that made the pool to end, however it ends, remove what it left behind, and end with it.

    The fork server cannot be followed: it lives until the last of its children is gone.
    """
    parent = parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    scratch.remove(program)
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
