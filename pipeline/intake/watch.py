"""Watches the inbox: which files are ready, which are held, and why.

The periodic rescan is the truth; file system events only make it come sooner, since network shares lose them, and an observer
that cannot start (Linux gives each user a limited number of watches) costs speed, never a paper.
"""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.failures import Failure, NotAFile, NotPermitted, NotReachable, NotStorable, NotWhole
from pipeline.intake.events import FolderObserver
from pipeline.intake.filenames import is_ignored
from pipeline.intake.files import open_regular
from pipeline.intake.readiness import HOLD_SECONDS, QUIET_SECONDS, check_whole

RESCAN_SECONDS = 5.0
SETTLE_SECONDS = 0.2
"""A burst of events is one hint."""
MAX_DEPTH = 32
"""Folders below the inbox. Deeper lies nothing that a person put there."""

_Key = tuple[int, int, int]
_PASSING = (NotPermitted, NotAFile, NotReachable)
"""What is the matter with the place, not with the bytes."""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """Something that stays where it is, and why."""

    path: Path
    reason: Failure
    since: float
    """When this watch first saw it like that: seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class InboxScan:
    """The inbox at one moment."""

    ready: tuple[Path, ...] = ()
    """To be claimed now, oldest first."""
    held: tuple[HeldFile, ...] = ()
    missing: bool = False
    """The inbox itself is not there (a share that is not mounted, a folder that someone moved)."""
    mounts: tuple[Path, ...] = ()
    """The inbox and folders in it that are mounted from elsewhere."""


@dataclass(slots=True)
class _Seen:
    """What is known of a path while its bytes stay the same."""

    key: _Key
    since: float
    checked: bool = False
    failure: Failure | None = None


class InboxWatch:
    """One inbox, looked at again and again.

    ``check`` returns for a whole file and raises a ``Failure`` otherwise (the service passes one that runs in a child process). Its
    answer is kept until the file's size, time or inode changes. Use as a context manager to have events hint at changes; without
    that ``ready`` works just as well.
    """

    def __init__(
        self,
        inbox: Path,
        *,
        rescan_seconds: float = RESCAN_SECONDS,
        check: Callable[[Path], None] = check_whole,
        ignore: tuple[str, ...] = (),
    ) -> None:
        self.inbox = inbox
        self.rescan_seconds = rescan_seconds
        self._check = check
        self._seen: dict[Path, _Seen] = {}
        self._wake = threading.Event()
        self._hints = FolderObserver(inbox, self._wake.set, ignore)
        self._ignore = ignore
        self._watching = False
        self._next_change = rescan_seconds

    def __enter__(self) -> InboxWatch:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def hinting(self) -> bool:
        """Whether events are coming in; when not, the rescan alone does the work."""
        return self._hints.alive

    def start(self) -> None:
        """Ask for events. Does nothing but polling when the system gives none."""
        self._watching = True
        self._hints.keep()

    def stop(self) -> None:
        """End the observer, and every ``wait``."""
        self._watching = False
        self._hints.stop()
        self._wake.set()

    def wait(self, timeout: float) -> bool:
        """Wait for a hint, for the next rescan, or at most ``timeout`` seconds; whether there was a hint."""
        hinted = self._wake.wait(min(timeout, self.rescan_seconds, self._next_change))
        if hinted and self._watching:
            time.sleep(min(SETTLE_SECONDS, timeout))
        self._wake.clear()
        return hinted

    def ready(self, now: float) -> InboxScan:
        """Look at the whole inbox. ``now`` is seconds since the epoch.

        Nothing is followed, nothing claimed, and no file spoils it for the rest. A ready path may be gone when it is claimed.
        """
        if self._watching:
            self._hints.keep()
        if not self.inbox.is_dir():
            self._seen.clear()
            return InboxScan(missing=True)
        ready: list[tuple[int, str, Path]] = []
        held: list[HeldFile] = []
        present: set[Path] = set()
        self._next_change = self.rescan_seconds
        mounts: list[Path] = [self.inbox] if self.inbox.is_mount() else []
        for path, found in papers(self.inbox, self._ignore):
            if isinstance(found, os.stat_result) and stat.S_ISDIR(found.st_mode):
                mounts.append(path)
                continue
            present.add(path)
            seen = self._remember(path, found, now)
            reason = found if isinstance(found, Failure) else self._reason(path, found, seen, now)
            if reason is not None:
                held.append(HeldFile(path, reason, seen.since))
            elif not isinstance(found, Failure):
                ready.append((found.st_mtime_ns, str(path), path))
        for gone in self._seen.keys() - present:
            del self._seen[gone]
        oldest_first = tuple(path for _, _, path in sorted(ready))
        return InboxScan(oldest_first, tuple(sorted(held, key=lambda one: str(one.path))), mounts=tuple(mounts))

    def _remember(self, path: Path, found: os.stat_result | Failure, now: float) -> _Seen:
        key = (0, 0, 0) if isinstance(found, Failure) else (found.st_size, found.st_mtime_ns, found.st_ino)
        seen = self._seen.get(path)
        if seen is None or seen.key != key:
            seen = self._seen[path] = _Seen(key, now)
        return seen

    def _reason(self, path: Path, status: os.stat_result, seen: _Seen, now: float) -> Failure | None:
        """Why the file must stay in its place, or None when it may be taken."""
        try:
            # Permissions change without the file changing, so this is asked each time; it costs one system call.
            open_regular(path).close()
        except (NotPermitted, NotAFile) as failure:
            return failure
        except OSError:
            return NotReachable()
        age = _age(status, seen, now)
        reason = self._checked(path, seen, age)
        if isinstance(reason, _PASSING):
            return reason
        if isinstance(reason, NotWhole) and age < HOLD_SECONDS:
            self._next_change = min(self._next_change, 1.0 if age < QUIET_SECONDS else HOLD_SECONDS - age)
            return reason
        # Old and still not whole, or broken in another way: it is taken, and the reading says what is the matter.
        return None

    def _checked(self, path: Path, seen: _Seen, age: float) -> Failure | None:
        if seen.checked:
            return seen.failure
        seen.failure = self._ask(path)
        # A format without an end becomes whole by mere quiet, permissions and shares come back: those are asked again.
        seen.checked = age > QUIET_SECONDS + 1 and not isinstance(seen.failure, _PASSING)
        return seen.failure

    def _ask(self, path: Path) -> Failure | None:
        try:
            self._check(path)
        except Failure as failure:
            return failure
        except OSError:
            return NotReachable()
        return None


def _age(status: os.stat_result, seen: _Seen, now: float) -> float:
    """Seconds since the last write. A stamp from the future (a scanner whose clock runs ahead) gives way to our own watching."""
    return now - (status.st_mtime if status.st_mtime <= now else seen.since)


def papers(inbox: Path, ignore: tuple[str, ...] = ()) -> Iterator[tuple[Path, os.stat_result | Failure]]:
    """Every ordinary file below the inbox with its status, and so every folder that is mounted from elsewhere; and with the reason
    what is no ordinary file (a link, a pipe, a socket) and every folder that cannot be looked into. Nothing is followed.
    """
    folders = [(inbox, 0)]
    while folders:
        folder, depth = folders.pop()
        if depth > MAX_DEPTH:
            yield folder, NotStorable()
            continue
        try:
            with os.scandir(folder) as entries:
                listed = list(entries)
        except FileNotFoundError:
            continue
        except OSError as error:
            yield folder, NotPermitted() if isinstance(error, PermissionError) else NotReachable()
            continue
        for entry in listed:
            if is_ignored(entry.name, ignore):
                continue
            path = folder / entry.name
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            except OSError:
                yield path, NotReachable()
                continue
            if stat.S_ISDIR(status.st_mode):
                if path.is_mount():
                    yield path, status
                folders.append((path, depth + 1))
            else:
                yield path, status if stat.S_ISREG(status.st_mode) else NotAFile()
