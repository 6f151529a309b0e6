"""An arrival becomes a record: copied, hashed and bagged in the staging area, then created by one transaction.

Only the home's one worker is in here; the copying needs no lock, the act does.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import transaction
from django.db.models import Max

from pipeline import durable
from pipeline.archive import bag, record_folder
from pipeline.catalogue import calendar, models, placement, recovery, rows, staging
from pipeline.catalogue.transactions import now, with_entry
from pipeline.document import Actor, Arrival, Record, Status
from pipeline.document.facts import Facts
from pipeline.home import Home

_SUFFIX = re.compile(r"\.([a-z0-9]{1,8})$")


@dataclass(frozen=True, slots=True)
class StagedArrival:
    """An arrival whose bytes lie safely in the staging area, bagged."""

    claim: str
    name: str
    stage: Path
    sha256: str
    size: int
    payload: str


def stage_arrival(home: Home, claim: str, source: Path, name: str, sha256: str) -> StagedArrival:
    """Copy an arrival into ``.staging/<claim>/folder/bag``, fsynced and read back. Begun anew if a dead worker left half of it.

    Raises:
        OSError: the disk is full, or the copy differs; the source is untouched.
    """
    stage = staging.staging_folder(home) / claim
    shutil.rmtree(stage, ignore_errors=True)
    suffix = _SUFFIX.search(PurePosixPath(name).name.lower())
    payload = f"original.{suffix.group(1) if suffix else 'bin'}"
    info = {
        "Source-Organization": home.config.office,
        "Bagging-Date": calendar.today().isoformat(),
        "External-Identifier": claim,
        # json.dumps keeps a hostile name on one line and readable.
        "Internal-Sender-Description": json.dumps(name, ensure_ascii=False),
    }
    durable.make_folders(stage / "folder")
    try:
        bag.make(stage / "folder" / record_folder.BAG, source, payload, sha256, info)
    except OSError:
        # Half a copy on a full disk only makes it fuller.
        shutil.rmtree(stage, ignore_errors=True)
        raise
    return StagedArrival(claim, name, stage, sha256, source.stat().st_size, payload)


def _next_id(at: str) -> str:
    """The next record number of the office's year at an instant; ask inside the act's transaction."""
    year = calendar.day_of(at).year
    # By range, not by LIKE: the primary key's index answers at once. "." comes right after "-".
    last = models.Record.objects.filter(pk__gt=f"{year}-", pk__lt=f"{year}.").aggregate(last=Max("pk"))["last"]
    return f"{year}-{int(last[5:]) + 1 if last else 1:06d}"


def _files_of(prepared: StagedArrival) -> dict[str, Any]:
    return {
        "file": PurePosixPath(prepared.name).name,
        "sha256": prepared.sha256,
        "size": prepared.size,
        "original": f"{record_folder.BAG}/data/{prepared.payload}",
    }


def create(home: Home, prepared: StagedArrival, actor: Actor, *, repeats: str = "") -> Record:
    """Make a new record of a prepared arrival.

    Args:
        home: whose archive.
        prepared: the arrival.
        actor: on whose behalf it arrived.
        repeats: a disposed record with the same bytes, if there is one.

    Returns:
        The record, received.
    """
    at = now()
    with staging.act_lock(home):
        recovery.finish_interrupted(home)
        with transaction.atomic():
            record_id = _next_id(at)
            stage = prepared.stage.rename(staging.staging_folder(home) / record_id)
            record = Record(
                id=record_id,
                version=0,
                status=Status.RECEIVED,
                media_type="application/octet-stream",
                received_at=at,
                facts=Facts(),
                repeats=repeats,
                arrivals=(Arrival(prepared.claim, prepared.name, at),),
                **_files_of(prepared),
            )
            record = with_entry(None, record, actor, "receive", detail={"claim": prepared.claim})
            _commit_folder(home, record, stage)
        rows.flush_ledger(home)
        staging.end(stage)
    return record


def replace_original(
    home: Home, record_id: str, prepared: StagedArrival, actor: Actor, allowed: Callable[[Record], bool]
) -> Record | None:
    """Put a longer scan in the place of the shorter one that it continues; the shorter one's bytes are its beginning, so none is
    lost.

    Args:
        home: whose archive.
        record_id: the pending record of the shorter scan.
        prepared: the longer one.
        actor: on whose behalf it arrived.
        allowed: asked again under the lock whether the record may still be replaced.

    Returns:
        The record, received anew; None when it may not be replaced any more.
    """
    at = now()
    with staging.act_lock(home):
        recovery.finish_interrupted(home)
        with transaction.atomic():
            row = models.Record.objects.get(pk=record_id)
            before = row.record()
            if not allowed(before):
                return None
            arrivals = (*before.arrivals, Arrival(prepared.claim, prepared.name, at))
            fresh = replace(before, status=Status.RECEIVED, arrivals=arrivals, proposal=None, facts=Facts(), derived={}, pages=0)
            fresh = replace(fresh, confidence=None, retention=None, problem="", verified_by="", **_files_of(prepared))
            detail = {"claim": prepared.claim, "replaced_sha256": before.sha256}
            after = with_entry(before, fresh, actor, "replace", detail=detail)
            stage = prepared.stage.rename(staging.staging_folder(home) / record_id)
            models.Page.objects.filter(record_id=record_id).delete()
            _commit_folder(home, after, stage, replacing=home.archive / row.shelf)
        rows.flush_ledger(home)
        staging.end(stage)
    return after


def _commit_folder(home: Home, record: Record, stage: Path, replacing: Path | None = None) -> None:
    data = record_folder.dump_record(record)
    rows.save_record(record, data)
    rows.save_ledger_line(record.id, record.history[-1], record_folder.sha256_of(data))
    durable.write_new(stage / "folder" / record_folder.RECORD_FILE, data)
    durable.fsync_folder(stage / "folder")
    durable.fsync_folder(stage.parent)
    if replacing:
        durable.move(replacing, stage / "replaced")
    placement.place_record(home, stage / "folder", record)
