"""The backup disk: a folder for each night, with a manifest that ``sha256sum -c`` can read.

    TARGET/nights/2026-12-01T020000.000Z/
      archive/ berkas.toml inbox/ index/catalogue.sqlite3    as in the home
      MANIFEST.sha256                                        a line for each of these files, as sha256sum writes it
      backup.json                                            when, by which version, end of the recap book, hash of the manifest

A file that did not change is one file under several names (hard links), so a night costs what changed. Damage to it damages each
of them: so every month begins with a night that shares nothing with those before. A night counts when its folder has its name;
one that is being written is called ``.incomplete-…``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from pipeline import durable
from pipeline.failures import Failure

FORMAT = "berkas-backup/1"
NIGHTS, MANIFEST, DESCRIPTION = "nights", "MANIFEST.sha256", "backup.json"
INCOMPLETE = ".incomplete-"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}\.\d{3}Z")
_NAME_FORMAT = "%Y-%m-%dT%H%M%S.%fZ"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class NoNight(Failure):
    """The backup holds no whole night, or none of that name."""

    key = "failure.no_night"
    indonesian = "Tidak ada cadangan yang utuh di {source}{of}. Lihat: berkas backup {source} --list"
    english = "There is no whole backup in {source}{of}. See: berkas backup {source} --list"


class NewerBackup(Failure):
    """Written by a later Berkas in a format that this one does not know."""

    key = "failure.newer_backup"
    indonesian = "Cadangan {night} dibuat Berkas yang lebih baru ({format}). Pasang versi itu atau sesudahnya, lalu ulangi."
    english = "The backup {night} was made by a newer Berkas ({format}). Install that version or a later one and try again."


@dataclass(frozen=True, slots=True)
class Description:
    """What ``backup.json`` says of a night."""

    format: str
    version: str
    """Of Berkas."""
    taken_at: str
    """The instant of which the night is a picture, ISO 8601 in UTC."""
    records: int
    files: int
    bytes: int
    ledger_seq: int
    """The last line of the recap book, and its hash."""
    ledger_sha256: str
    manifest_sha256: str
    day: str = ""
    """The office's day at that instant."""
    full: bool = False
    """Whether every file was copied: then it shares none with the nights before, and outlives damage to theirs."""


@dataclass(frozen=True, slots=True)
class Night:
    """A whole night on the backup disk."""

    path: Path

    @property
    def name(self) -> str:
        """When it began, ``2026-12-01T020000.000Z``; sorts by time."""
        return self.path.name

    @property
    def day(self) -> str:
        """The office's day; of a night that does not say it, that of UTC."""
        with suppress(Failure, OSError, ValueError, KeyError, TypeError):
            return self.describe().day or self.name[:10]
        return self.name[:10]

    def describe(self) -> Description:
        """What its ``backup.json`` says.

        Raises:
            NewerBackup: its format is not known here.
            ValueError, OSError: it is damaged.
        """
        fields = json.loads((self.path / DESCRIPTION).read_bytes())
        if not isinstance(fields, dict) or not str(fields.get("format", "")).startswith("berkas-backup/"):
            raise ValueError("backup.json")
        if fields["format"] != FORMAT:
            raise NewerBackup(night=self.name, format=fields["format"])
        return Description(**{name: fields[name] for name in Description.__dataclass_fields__ if name in fields})

    def manifest(self) -> dict[str, str]:
        """Path in the night → SHA-256. A line that is none is left out: the hash of the whole manifest tells that it is damaged."""
        lines = (self.path / MANIFEST).read_text("utf-8", "surrogateescape").splitlines()
        return {_unescaped(found[2]): found[1] for line in lines if (found := _LINE.fullmatch(line.removeprefix("\\")))}

    def damages(self, progress: Callable[[int, int], None] = lambda _done, _total: None) -> Iterator[str]:
        """The files that are missing, changed or not of this night, by path; every byte is read.

        Raises:
            NewerBackup: its format is not known here.
        """
        try:
            described = self.describe()
            if durable.sha256(self.path / MANIFEST) != described.manifest_sha256:
                yield MANIFEST
            listed = self.manifest()
        except (OSError, ValueError, KeyError, TypeError):
            yield DESCRIPTION
            return
        for done, (name, wanted) in enumerate(listed.items(), start=1):
            if not is_inside(name) or not _is_whole(self.path / name, wanted):
                yield name
            progress(done, len(listed))
        for path in sorted(self.path.rglob("*")):
            name = path.relative_to(self.path).as_posix()
            if not path.is_dir() and name not in listed and name not in (MANIFEST, DESCRIPTION):
                yield name


def _is_whole(path: Path, wanted: str) -> bool:
    try:
        return not path.is_symlink() and durable.sha256(path) == wanted
    except OSError:
        return False


def is_inside(name: str) -> bool:
    """Whether a path of a manifest stays within the night. A manifest is a stranger's file."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts)


def name_of(instant: datetime) -> str:
    """The name of a night that begins at ``instant`` (UTC), to the millisecond."""
    return f"{instant:%Y-%m-%dT%H%M%S}.{instant.microsecond // 1000:03}Z"


def name_after(name: str) -> str:
    """The name a millisecond later."""
    return name_of(datetime.strptime(name, _NAME_FORMAT).replace(tzinfo=UTC) + timedelta(milliseconds=1))


def find_nights(target: Path) -> list[Night]:
    """The whole nights of a backup, the oldest first."""
    folder = target / NIGHTS
    if not folder.is_dir():
        return []
    return [Night(path) for path in sorted(folder.iterdir()) if _NAME.fullmatch(path.name) and path.is_dir()]


def choose(target: Path, at: str = "") -> Night:
    """The last night of a day, or of a name.

    Args:
        target: the backup.
        at: a day of the office (``2026-12-01``) or a name; empty for the last of all.

    Raises:
        NoNight: there is none.
    """
    found = [night for night in find_nights(target) if not at or night.name == at or night.day == at]
    if not found:
        raise NoNight(source=target, of=f" ({at})" if at else "")
    return found[-1]


def write_manifest(night: Path, files: dict[str, str]) -> str:
    """Write the manifest of a night; its own SHA-256."""
    data = "".join(_line(name, files[name]) for name in sorted(files)).encode("utf-8", "surrogateescape")
    durable.write_new(night / MANIFEST, data)
    return hashlib.sha256(data).hexdigest()


def write_description(night: Path, description: Description) -> None:
    """Write ``backup.json``."""
    durable.write_new(night / DESCRIPTION, (json.dumps(asdict(description), indent=1) + "\n").encode())


def _line(name: str, sha256: str) -> str:
    # As GNU coreutils write a name with a line break or a backslash.
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{chr(92) if escaped != name else ''}{sha256}  {escaped}\n"


def _unescaped(name: str) -> str:
    return re.sub(r"\\([\\nr])", lambda found: {"\\": "\\", "n": "\n", "r": "\r"}[found[1]], name) if "\\" in name else name
