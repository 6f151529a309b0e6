"""The classification scheme in force, and earlier ones."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pipeline import classification
from pipeline.archive import decisions
from pipeline.catalogue.decisions import get_decision, iter_decisions
from pipeline.classification.scheme.scheme import which_election
from pipeline.failures import Failure
from pipeline.home import Home


class SchemeLost(Failure):
    """The table of a scheme version is gone or damaged: no clock may be set by guessing."""

    key = "failure.scheme_lost"
    indonesian = "Tabel skema '{version}' hilang atau rusak. Minta pengelola menjalankan: berkas check"
    english = "The table of scheme '{version}' is lost or damaged. Ask the administrator to run: berkas check"


def current_scheme(home: Home) -> classification.Scheme:
    """The scheme in force: the office's own that was put in force last, or the one that Berkas brings along."""
    imported = max(iter_decisions(decisions.SCHEMES), key=lambda file: int(file.data["order"]), default=None)
    return classification.load_default() if imported is None else _table(home, imported)


def scheme_version(home: Home, version: str) -> classification.Scheme | None:
    """A scheme that is or once was in force."""
    if version == (default := classification.load_default()).version:
        return default
    imported = get_decision(decisions.SCHEMES, version)
    return _table(home, imported) if imported else None


def _table(home: Home, imported: decisions.Decision) -> classification.Scheme:
    path = decisions.attachment_path(home.archive, decisions.SCHEMES, imported.data["table"])
    try:
        return _load(path, imported.id, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError) as error:
        raise SchemeLost(version=imported.id) from error


@lru_cache(maxsize=8)
def _load(path: Path, version: str, _written: int) -> classification.Scheme:
    return classification.load(path, version)


def codes_of(of: classification.Scheme, subject: str) -> frozenset[str]:
    """The classes that a subject names: a branch of the scheme (``PL.01``), or what belongs to one election (``pemilu-2024``)."""
    election, _, year = subject.lower().partition("-")
    if election in {"pemilu", "pemilihan"} and (not year or (year.isascii() and year.isdecimal())):
        return frozenset(row.code for row in of.rows if _election(of, row.code) == election)
    branch = of.row(subject)
    if branch is None:
        return frozenset()
    return frozenset(row.code for row in of.rows if branch in of.path(row.code))


def _election(of: classification.Scheme, code: str) -> str:
    return which_election(" ".join(row.name for row in of.path(code)[1:]))
