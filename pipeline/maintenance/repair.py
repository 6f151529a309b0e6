"""``berkas repair``: makes anew what the archive can give, and takes from a backup what it cannot.

Every file of the archive has a hash that another file knows: the paper and the bag's tags in its manifests, ``record.json`` in the
recap book. A damaged one is replaced by a file of a backup that has exactly this hash, and by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline import durable, search
from pipeline.archive import bag, ledger, record_folder
from pipeline.catalogue import models, recovery, staging
from pipeline.home import Home
from pipeline.maintenance import check
from pipeline.maintenance.backup.nights import find_nights
from pipeline.maintenance.findings import Finding
from pipeline.worker import indexer

ANEW = frozenset({"catalogue", "pages", "index", "image"})
"""Findings about what is made of the archive."""
DAMAGED = frozenset({"fixity", "damaged", "derived", "missing"})
"""Findings about files of the archive."""
_LINE = re.compile(r"([0-9a-f]{64})\s+(.+)")


@dataclass(frozen=True, slots=True)
class Mended:
    """A file, or what is made of a record, that is whole again."""

    subject: str
    what: str
    taken_from: str
    """The night of the backup; empty for what was made anew."""


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What was mended, and what is still wrong."""

    mended: tuple[Mended, ...]
    left: tuple[Finding, ...]


def repair(home: Home, index: search.Engine, backup: Path | None = None) -> RepairReport:
    """Mend what a deep check finds.

    Args:
        home: whose.
        index: its full-text index.
        backup: where ``berkas backup`` wrote its nights; without it only what can be made anew is mended.

    Returns:
        What was mended, and the findings of a second deep check.
    """
    found = check.check(home, index, deep=True)
    mended: list[Mended] = []
    with staging.act_lock(home):
        recovery.finish_interrupted(home)
        if backup is not None:
            for subject in sorted({finding.subject for finding in found if finding.kind in DAMAGED}):
                mended += _mend_files(home, subject, backup)
        mended += _make_anew(home, found, {one.subject for one in mended})
    if any(finding.kind == "broken" for finding in found):
        indexer.rebuild(index)
        mended.append(Mended("index", "full-text index", ""))
    else:
        indexer.update_index(index)
    return RepairReport(tuple(mended), tuple(check.check(home, index, deep=True)))


def _make_anew(home: Home, found: list[Finding], also: set[str]) -> Iterator[Mended]:
    for subject in sorted({finding.subject for finding in found if finding.kind in ANEW} | also):
        path = record_folder.find(home.archive, subject)
        if path is None:
            continue
        with suppress(OSError, ValueError):  # its record.json is damaged still, and the second check says so
            recovery.take_record_folder(path)
            models.Record.objects.filter(pk=subject).update(indexed_version=0)
            yield Mended(subject, "catalogue, index", "")
    for finding in found:
        if finding.kind == "image":
            (home.root / finding.text).unlink(missing_ok=True)
            yield Mended(finding.subject, finding.text, "")


def _mend_files(home: Home, subject: str, backup: Path) -> Iterator[Mended]:
    path = record_folder.find(home.archive, subject) or _folder_named(home, subject)
    if path is None:
        return
    for file, wanted in _wanted(home, path, subject):
        if _whole(file, wanted):
            continue
        for night in reversed(find_nights(backup)):
            if copied := _copy_of(night.path, wanted, file):
                name = str(file.relative_to(home.archive))
                durable.make_folders(file.parent)
                durable.replace(file, copied, by_way_of=file.with_name(f".{file.name}.repaired"))
                yield Mended(subject, name, night.name)
                break


def _folder_named(home: Home, subject: str) -> Path | None:
    """A record's folder that has lost its record.json. The subject comes from the archive's own names."""
    return next((path.parent for path in home.archive.rglob(f"{subject}/{record_folder.BAG}") if path.is_dir()), None)


def _wanted(home: Home, path: Path, subject: str) -> Iterator[tuple[Path, str]]:
    """The files of a record's folder with the hashes that they should have, those first that tell of the others."""
    last = next((line for line in reversed(list(ledger.read(home.archive / "ledger"))) if line["subject"] == subject), None)
    if last is not None and "sha256" in last:
        yield path / record_folder.RECORD_FILE, str(last["sha256"])
    folder = path / record_folder.BAG
    for manifest in (bag.TAG_MANIFEST, bag.MANIFEST):
        for name, sha256 in _listed(folder / manifest):
            yield folder / name, sha256
    with suppress(OSError, ValueError):
        record = record_folder.read_record(path)
        yield path / record.original, record.sha256
        for name, sha256 in record.derived.items():
            yield path / name, sha256


def _listed(manifest: Path) -> Iterator[tuple[str, str]]:
    with suppress(OSError, UnicodeDecodeError):
        for line in manifest.read_text("utf-8").splitlines():
            if found := _LINE.fullmatch(line):
                yield found[2], found[1]


def _whole(file: Path, wanted: str) -> bool:
    with suppress(OSError):
        return durable.sha256(file) == wanted
    return False


def _copy_of(night: Path, wanted: str, like: Path) -> bytes | None:
    """The bytes of this hash in a night, where its manifest names a file of the same name that still has it."""
    for name, sha256 in _listed(night / "MANIFEST.sha256"):
        if sha256 == wanted and name.endswith(f"/{like.name}"):
            with suppress(OSError):
                data = (night / name).read_bytes()
                if record_folder.sha256_of(data) == wanted:
                    return data
    return None
