"""Which folders of the inbox are shares, and which of them have gone away: an unmounted share looks like an empty folder."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path

from pipeline import durable, intake
from pipeline.failures import ShareAway
from pipeline.home import Home


class Shares:
    """The shares of a home's inbox, remembered in ``index/shares.json`` so that one is missed after a restart too."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._file = home.index / "shares.json"
        self._known = self._read()
        self._since: dict[Path, float] = {}

    def away(self, scan: intake.InboxScan) -> tuple[intake.HeldFile, ...]:
        """What was a share and is none now. One whose folder has been removed is forgotten; the inbox never is."""
        inbox = self.home.inbox
        here = {path.relative_to(inbox).as_posix() for path in scan.mounts}
        gone = {name for name in self._known - here if name == "." or scan.missing or self._is_there(inbox / name)}
        if here | gone != self._known and not scan.missing:
            self._known = here | gone
            self._write()
        paths = {inbox / name for name in gone} | ({inbox} if scan.missing else set())
        self._since = {path: self._since.get(path, time.time()) for path in paths}
        return tuple(
            intake.HeldFile(path, ShareAway(folder=intake.safe_name(path.relative_to(self.home.root).as_posix())), since)
            for path, since in sorted(self._since.items())
        )

    @staticmethod
    def _is_there(path: Path) -> bool:
        """Whether a folder is there; one that a broken share hides is."""
        try:
            path.lstat()
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return True

    def _read(self) -> set[str]:
        with suppress(OSError, ValueError, TypeError):
            return {str(name) for name in json.loads(self._file.read_bytes())}
        return set()

    def _write(self) -> None:
        with suppress(OSError):
            durable.replace(self._file, json.dumps(sorted(self._known)).encode(), by_way_of=self._file.with_suffix(".half"))
