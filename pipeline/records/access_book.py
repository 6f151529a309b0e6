"""The access book: who opened, downloaded or found exempt papers, and who logged in. ``archive/access/<year>.jsonl``.

Append-only and chained like the recap book, and written by the same code. It is no part of that book: an act changes something, a
look does not, and the recap book is read by the whole office.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from filelock import FileLock

from pipeline import approval, file_modes, logs
from pipeline.approval import Act
from pipeline.archive import ledger
from pipeline.catalogue import transactions
from pipeline.document import Actor, Record
from pipeline.home import Home

log = logging.getLogger("berkas")
OPEN, DOWNLOAD, FIND, LIST, LOGIN = "open", "download", "find", "list", "login"
REPEATED_SECONDS = 600.0
"""Within this time one person's looks at one paper are one line: a page asks for many pictures."""
LONGEST_QUESTION = 200
MOST_REMEMBERED = 10_000
_recent: dict[tuple[Path, str, str, str], float] = {}
_lock = threading.Lock()


def folder(home: Home) -> Path:
    """Where the book lies."""
    return home.archive / "access"


def note_record(home: Home, actor: Actor, act: str, record: Record) -> None:
    """Note that someone looks at a record, if it is exempt."""
    if approval.is_exempt(record) and not (act == OPEN and _is_repeated(home, actor, act, record.id)):
        _append(home, actor, act, record.id, record.version)


def note_found(home: Home, actor: Actor, question: str, records: Iterable[Record]) -> None:
    """Note which exempt records a search or a list has shown to someone; nothing where there is none."""
    exempt = sorted({record.id for record in records if approval.is_exempt(record)})
    if exempt and not _is_repeated(home, actor, question, " ".join(exempt)):
        _append(home, actor, FIND, "search", 0, asked=question[:LONGEST_QUESTION], found=exempt)


def note_list(home: Home, actor: Actor, name: str) -> None:
    """Note that someone has seen or taken the list of exempt information."""
    _append(home, actor, LIST, name, 0)


def note_login(home: Home, actor: Actor, address: str) -> None:
    """Note that someone has logged in, and from where."""
    _append(home, actor, LOGIN, f"people/{actor.name}", 0, address=address)


def latest(
    home: Home, actor: Actor, *, most: int, before: int | None = None, record_id: str = "", name: str = ""
) -> list[ledger.Line]:
    """Lines of the book, the latest first.

    Args:
        home: whose book.
        actor: who reads it.
        most: so many lines.
        before: only those with a smaller number.
        record_id: only those about this record.
        name: only those of this person.

    Raises:
        NotAllowed: it is not theirs to read.
    """
    approval.check_office(actor, Act.SEE_ACCESS)
    return list(reversed(deque(_matching(home, before, record_id, name), maxlen=most)))


def _matching(home: Home, before: int | None, record_id: str, name: str) -> Iterator[ledger.Line]:
    for line in ledger.read(folder(home)):
        about = not record_id or line["subject"] == record_id or record_id in line.get("found", ())
        by = not name or name in {line.get("by"), approval.acting_person(str(line.get("by", "")))}
        if about and by and (before is None or line["seq"] < before):
            yield line


def _is_repeated(home: Home, actor: Actor, act: str, subject: str) -> bool:
    key, now = (home.root, actor.name, act, subject), time.monotonic()
    with _lock:
        if now - _recent.get(key, -REPEATED_SECONDS) < REPEATED_SECONDS:
            return True
        while len(_recent) >= MOST_REMEMBERED:
            del _recent[next(iter(_recent))]
        _recent[key] = now
        return False


def _append(home: Home, actor: Actor, act: str, subject: str, version: int, **more: object) -> None:
    """Write a line; where the disk takes none, the look goes on and the log says so: a full disk must not stop the office."""
    told = {"by": actor.name, "door": actor.door, "system_user": actor.system_user, "act": act} | more
    lock = FileLock(home.index / "access-book.lock", mode=file_modes.PRIVATE_FILE)
    try:
        with _lock, lock:
            line = {"seq": ledger.end(folder(home)).seq + 1, "subject": subject, "version": version, "at": transactions.now()}
            ledger.append(folder(home), [line | told])
    except OSError as error:
        logs.known_failure(log, error, "%s of %s by %s is not in the access book", act, subject, actor.name)
