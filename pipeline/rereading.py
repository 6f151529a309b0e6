"""Read once more: a paper that could not be read, one whose reading was lost, or a page that a person wants read otherwise."""

from __future__ import annotations

from dataclasses import replace

from pipeline import approval, flow, reading
from pipeline.approval import Act
from pipeline.catalogue import act, models
from pipeline.document import Actor, Record, Status
from pipeline.home import Home


def retry(home: Home, record_id: str, actor: Actor) -> Record:
    """Have an unreadable paper read again.

    Raises:
        NotFound, NotAllowed.
    """

    def decide(record: Record) -> Record:
        approval.check(actor, Act.RETRY, record, four_eyes=home.config.four_eyes)
        return replace(record, status=Status.RECEIVED, problem="")

    return act.change(home, record_id, actor, "retry", decide)


def unlock(home: Home, record_id: str, pool: reading.Pool, actor: Actor, password: str) -> Record:
    """Read an unreadable paper with its password, which is kept nowhere.

    Raises:
        NotFound, NotAllowed.
    """
    row = models.Record.objects.filter(pk=record_id).first() if act.is_number(record_id) else None
    if row is None:
        raise approval.NotFound(id=record_id)
    approval.check(actor, Act.RETRY, row.record(), four_eyes=home.config.four_eyes)
    return flow.read(home, record_id, pool, actor, password=password)


def reread(home: Home, record_id: str, pool: reading.Pool, actor: Actor) -> Record:
    """Read a paper once more and keep the new text; what people decided about it stays. For a reading that was lost or damaged.

    Raises:
        Failure: the paper cannot be read any more; the record stays as it is.
    """
    row = models.Record.objects.get(pk=record_id)
    path = home.archive / row.shelf / row.record().original
    read_now = reading.read(path, pool, reading.Options(language=home.config.ocr_language))

    def keep(record: Record) -> Record:
        return replace(record, pages=len(read_now.pages), confidence=round(read_now.confidence, 4))

    return act.change(home, record_id, actor, "reread", keep, reading=read_now)
