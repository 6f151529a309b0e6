"""Requests to read a paper again: stored until the worker has executed them.

A request is a file, ``index/wishes/<record>.json``. As long as it has no answer it is to be executed, whichever process was killed
meanwhile; the record's history is looked at first, so that nothing is done twice. A password is
never written: it is in the memory of the process that was asked, and a wish whose password died with that process says so.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipeline import durable, reading
from pipeline.catalogue import models
from pipeline.document import Actor, Record
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language import stored_texts
from pipeline.records import lifecycle, people, rereading
from pipeline.records.rereading import RereadOptions

KEPT_SECONDS = 24 * 3600.0
"""So long the page of a paper says that a wish was refused, unless something else happens to it."""


class AlreadyAsked(Failure):
    """One wish for a paper at a time."""

    key = "failure.already_asked"
    indonesian = "Naskah {id} sedang dibaca ulang. Tunggu sampai selesai."
    english = "Record {id} is being read again. Wait until that is done."


class PasswordForgotten(Failure):
    """The process that knew the password is no more."""

    key = "failure.password_forgotten"
    indonesian = (
        "Berkas dihentikan sebelum selesai membaca. Kata sandi tidak pernah disimpan; ketikkan sekali lagi, lalu baca ulang."
    )
    english = "Berkas was stopped before it had finished reading. The password is never stored; type it once more and read again."


@dataclass(frozen=True, slots=True)
class RereadRequest:
    """A wish as it waits, or as it was refused."""

    id: str
    record_id: str
    by: str
    door: str
    version: int
    """Of the record when it was asked."""
    wish: RereadOptions | None
    """None: an unreadable paper is to be read with its password."""
    locked: bool = False
    """It came with a password."""
    problem: str = ""
    """Why it was refused."""


def _folder(home: Home) -> Path:
    return home.index / "wishes"


def _file(home: Home, record_id: str) -> Path:
    return _folder(home) / f"{record_id}.json"


def new_request(home: Home, record_id: str, actor: Actor, wish: RereadOptions | None, *, locked: bool = False) -> RereadRequest:
    """A wish that may be; not yet kept.

    Raises:
        NotFound, NotAllowed, WrongValue; AlreadyAsked.
    """
    record = rereading.check(home, record_id, actor, wish)
    if (earlier := find_request(home, record_id)) and not earlier.problem:
        raise AlreadyAsked(id=record_id)
    return RereadRequest(uuid4().hex, record_id, actor.name, actor.door, record.version, wish, locked)


def save_request(home: Home, asked: RereadRequest) -> None:
    """Write it down. One at a time: the worker of the home sees to that.

    Raises:
        AlreadyAsked: somebody else's came first.
    """
    if (earlier := find_request(home, asked.record_id)) and not earlier.problem:
        raise AlreadyAsked(id=asked.record_id)
    _write(home, asked)


def _write(home: Home, asked: RereadRequest) -> None:
    durable.make_folders(_folder(home))
    target = _file(home, asked.record_id)
    fields = asdict(asked)
    stored_texts.write(fields, "problem", asked.problem)
    durable.replace(target, json.dumps(fields).encode(), by_way_of=target.with_suffix(".half"))


def find_request(home: Home, record_id: str) -> RereadRequest | None:
    """The wish for a paper that waits, or the one that was refused."""
    return _read(_file(home, record_id))


def _read(path: Path) -> RereadRequest | None:
    try:
        fields: dict[str, Any] = json.loads(path.read_bytes())
        stored_texts.read(fields, "problem")
        return RereadRequest(**fields | {"wish": RereadOptions(**fields["wish"]) if fields["wish"] else None})
    except (OSError, ValueError, TypeError, KeyError):
        # Deleted, or written by a newer version: ignore.
        return None


def pending_requests(home: Home) -> list[RereadRequest]:
    """Wishes to be granted; those refused a day ago are forgotten."""
    listed = []
    for path in sorted(_folder(home).glob("*.json")):
        asked = _read(path)
        if asked and not asked.problem:
            listed.append(asked)
            continue
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink()
    return listed


def forget_request(home: Home, asked: RereadRequest) -> None:
    """Remove a request that was executed or is obsolete."""
    _file(home, asked.record_id).unlink(missing_ok=True)


def refuse_request(home: Home, asked: RereadRequest, failure: Failure) -> None:
    """Store the reason, for the record's page; nothing else has happened."""
    _write(home, replace(asked, problem=failure.said(home.config.language)))


def execute(home: Home, asked: RereadRequest, pool: reading.Pool, password: str | None, progress: lifecycle.Progress) -> None:
    """Read the paper as requested, in the name and with the present rights of the person who asked.

    Raises:
        Failure: it may not be, or cannot be; the record stays as it was. PasswordForgotten.
    """
    row = models.Record.objects.filter(pk=asked.record_id).first()
    if row is None or _is_done(row.record(), asked):
        forget_request(home, asked)
        return
    if asked.locked and password is None:
        raise PasswordForgotten
    actor = people.get_actor(asked.by, asked.door)
    if asked.wish is None:
        rereading.unlock(home, asked.record_id, pool, actor, password or "", progress)
    else:
        rereading.read_again(home, asked.record_id, pool, actor, asked.wish, password=password, progress=progress)
    forget_request(home, asked)


def _is_done(record: Record, asked: RereadRequest) -> bool:
    """Has somebody died between the act and forgetting that it was wished?"""
    acts, told = ({"reread"}, asked.wish.told()) if asked.wish else ({"read", "unreadable"}, None)
    return any(
        entry.version > asked.version and entry.by == asked.by and entry.act in acts and told in (None, entry.detail)
        for entry in record.history
    )
