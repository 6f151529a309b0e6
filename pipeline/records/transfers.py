"""Transfers to the inactive store: noted, withdrawn, and why one cannot be noted yet."""

from __future__ import annotations

from pipeline import approval
from pipeline.approval import Act
from pipeline.archive import retention
from pipeline.catalogue import calendar, transactions
from pipeline.document import Actor, Record
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language.phrases import BilingualText, Message
from pipeline.language.phrases import day_text as day_of
from pipeline.records.holds import Holds

_TRANSFERRED = Message("sudah dipindahkan pada {day}", "it was transferred on {day}", stored=False)
_STILL_ACTIVE = Message("masa aktifnya baru berakhir pada {day}", "its active period ends only on {day}", stored=False)


class NotDue(Failure):
    """Nothing to carry to the inactive store yet, or nothing that was."""

    key = "failure.not_due"
    indonesian = "Arsip {id} belum dapat dipindahkan ke inaktif: {why}."
    english = "Record {id} cannot be transferred to the inactive store: {why}."


def transfer(home: Home, record_id: str, actor: Actor, *, on: str = "", withdraw: bool = False, why: str = "") -> Record:
    """Note that a record went to the inactive store: the due list then shows its next step only. Nothing is moved or deleted on
    the disk, where shelves go by the end of retention.

    Args:
        home: whose archive.
        record_id: a filed record whose active period has ended.
        actor: Desk or PPID.
        on: the day on which it was carried there; today unless given.
        withdraw: it was not carried there after all, or has come back.
        why: the reason for withdrawing.

    Raises:
        NotFound, NotAllowed; NotDue when its active period has not ended by that day, when it is held, or is there already;
        WrongValue for a day that has not come yet, or a withdrawal without a reason.
    """
    today = calendar.today().isoformat()
    day = approval.clean_value("date", on) or today
    if day > today:
        raise approval.WrongValue(
            field=approval.LABELS["date"], why=BilingualText("hari itu belum tiba", "that day has not come yet")
        )
    reason = approval.require_reason(why) if withdraw else approval.clean_value(approval.REASON, why)

    def decide(record: Record) -> Record:
        approval.check(actor, Act.TRANSFER, record, four_eyes=home.config.four_eyes)
        if why_not := transfer_refusal_reason(record, day, actor, withdraw=withdraw):
            raise NotDue(id=record_id, why=why_not)
        return record

    return transactions.commit_change(
        home, record_id, actor, retention.TRANSFER_BACK if withdraw else retention.TRANSFER, decide, why=reason, detail={"on": day}
    )


def transfer_refusal_reason(record: Record, day: str, actor: Actor, *, withdraw: bool = False) -> str:
    """Why a record cannot be noted as transferred on a day, as far as the asker may know; empty when it can."""
    there = retention.transfer_day(record)
    if withdraw:
        return "" if there else BilingualText("tidak tercatat di inaktif", "it is not noted as inactive")
    if there:
        return _TRANSFERRED(day=day_of(there))
    ended = record.retention.active_until if record.retention else None
    if ended is None:
        return BilingualText("masa simpannya belum berjalan", "its retention has not started")
    if ended > day:
        return _STILL_ACTIVE(day=day_of(ended))
    return BilingualText.joined(Holds(actor).sentences(record, day), "; ")
