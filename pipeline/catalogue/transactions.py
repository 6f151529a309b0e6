"""One order of steps for every act, so that a crash at any point loses nothing and duplicates nothing.

1. ``archive/.staging/<subject>/`` is made: an act has begun.
2. The transaction begins; the rule is checked; row and ledger row are written, not committed.
3. ``record.json`` is replaced: **from here the act has happened**. The bag is sealed if the record is filed, the folder goes to
its shelf.
4. The transaction commits. 5. The recap book is flushed. 6. The source is removed, the staging folder last.

A crash before 3 has done nothing; a crash after it leaves a staging folder, and ``recovery`` finishes the act from the
file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime

from django.db import transaction

from pipeline import durable
from pipeline.approval import NotFound
from pipeline.archive import decisions, record_folder
from pipeline.catalogue import models, placement, recovery, rows, staging
from pipeline.document import Actor, Entry, Record, Status
from pipeline.document.facts import Facts
from pipeline.document.pages import Reading
from pipeline.home import Home

Decide = Callable[[Record], Record]


_NUMBER = re.compile(r"[0-9]{4}-[0-9]{6,10}")


def is_record_id(record_id: str) -> bool:
    """Can this be a record's number? Whatever people type as one becomes the name of a folder, and a question to SQLite."""
    return bool(_NUMBER.fullmatch(record_id))


def now() -> str:
    """This instant, UTC with offset, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _differences(before: Facts, after: Facts) -> dict[str, tuple[str, str]]:
    old, new = asdict(before), asdict(after)
    return {name: (old[name], new[name]) for name in new if old[name] != new[name]}


def with_entry(before: Record | None, after: Record, actor: Actor, act: str, *, why: str = "", detail: Mapping[str, str]) -> Record:
    """``after`` as the next version, with this act at the end of its history."""
    version = before.version + 1 if before else 1
    changes = _differences(before.facts if before else Facts(), after.facts)
    entry = Entry(now(), act, actor.name, actor.door, version, after.status, actor.system_user, why, changes, dict(detail))
    return replace(after, version=version, history=(*after.history, entry))


def commit_change(
    home: Home,
    record_id: str,
    actor: Actor,
    act: str,
    decide: Decide,
    *,
    why: str = "",
    detail: Mapping[str, str] | None = None,
    reading: Reading | None = None,
) -> Record:
    """Do one act on one record.

    Args:
        home: whose archive.
        record_id: the record.
        actor: who acts.
        act: its name in history and recap book.
        decide: given the record as it stands, returns it as it shall be, or raises; runs inside the transaction.
        why: the reason given, if any.
        detail: what else history shall say.
        reading: a new reading to be stored with the record, if the act brings one.

    Returns:
        The record as it now stands.

    Raises:
        NotFound: there is no such record.
        Whatever ``decide`` raises; nothing has happened then.
    """
    if not is_record_id(record_id):
        raise NotFound(id=record_id)
    with staging.act_lock(home):
        recovery.finish_interrupted(home)
        stage = staging.begin(home, record_id)
        happened = False
        try:
            with transaction.atomic():
                row = models.Record.objects.filter(pk=record_id).first()
                if row is None:
                    raise NotFound(id=record_id)
                before = row.record()
                after = decide(before)
                if reading is not None:
                    packed = record_folder.dump_reading(reading)
                    after = replace(after, derived=after.derived | {record_folder.READING_FILE: record_folder.sha256_of(packed)})
                    rows.save_pages(record_id, reading)
                after = with_entry(before, after, actor, act, why=why, detail=detail or {})
                data = record_folder.dump_record(after)
                rows.save_record(after, data)
                rows.save_ledger_line(record_id, after.history[-1], record_folder.sha256_of(data))
                path = home.archive / row.shelf
                if reading is not None:
                    durable.write_new(stage / record_folder.READING_FILE, packed)
                    durable.fsync_folder(stage)
                happened = True
                durable.replace(path / record_folder.RECORD_FILE, data, by_way_of=stage / record_folder.RECORD_FILE)
                if reading is not None:
                    durable.move(stage / record_folder.READING_FILE, path / record_folder.READING_FILE)
                placement.place_record(home, path, after)
        except BaseException:
            # Once the file may have been replaced, only recovery knows what to finish: the staging folder stays as its sign.
            if not happened:
                staging.end(stage)
            raise
        rows.flush_ledger(home)
        staging.end(stage)
        return after


def commit_decision(
    home: Home,
    subject: str,
    actor: Actor,
    act: str,
    decide: Callable[[decisions.Decision | None], decisions.Decision],
    *,
    why: str = "",
) -> decisions.Decision:
    """Do one act on an office file (a person, a scheme version…), in the same order.

    Args:
        home: whose archive.
        subject: ``kind/id``.
        actor: who acts.
        act: its name in history and recap book.
        decide: given the file as it stands, or None, returns it as it shall be (version and history are added here), or raises.
        why: the reason given, if any.

    Returns:
        The file as it now stands.
    """
    target = decisions.path(home.archive, subject)
    with staging.act_lock(home):
        recovery.finish_interrupted(home)
        before = decisions.load(target.read_bytes()) if target.exists() else None
        decided = decide(before)
        version = max(before.version if before else 0, rows.last_version(subject)) + 1
        changes = {
            name: (str(before.data.get(name, "")) if before else "", str(value))
            for name, value in decided.data.items()
            if not before or before.data.get(name) != value
        }
        entry = Entry(now(), act, actor.name, actor.door, version, Status.FILED, actor.system_user, why, changes)
        after = replace(decided, version=version, history=(*(before.history if before else ()), entry))
        data = decisions.dump(after)
        stage = staging.begin(home, subject)
        with transaction.atomic():
            rows.save_office_file(after)
            rows.save_ledger_line(subject, entry, record_folder.sha256_of(data))
            durable.make_folders(target.parent)
            durable.replace(target, data, by_way_of=stage / target.name)
        rows.flush_ledger(home)
        staging.end(stage)
        return after


def store_attachment(home: Home, kind: str, name: str, table: bytes) -> None:
    """Store the table that a decision will refer to, before the act. Without the act it does no harm.

    Args:
        home: whose archive.
        kind: of the office file.
        name: of the table; has its content's hash in it, so that none that was decided with is ever written over.
        table: its bytes.
    """
    with staging.act_lock(home):
        target = decisions.attachment_path(home.archive, kind, name)
        durable.make_folders(target.parent)
        target.unlink(missing_ok=True)
        durable.write_new(target, table)
        durable.fsync_folder(target.parent)
