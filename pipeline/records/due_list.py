"""The due list: transfers, dispositions and exemptions whose date has come. Listing does nothing to a record."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from pipeline import approval
from pipeline.archive import decisions as office
from pipeline.catalogue import decisions, models
from pipeline.document import Actor, Category, Disposition, Record, Status
from pipeline.language.phrases import BilingualText
from pipeline.records import access, exempting_decision
from pipeline.records.holds import Holds

KINDS = ("transfer", "disposition", "exemption")
"""In the order of the list."""
_COLUMN = {"transfer": "active_until", "disposition": "retention_end"}
_UNCONFIRMED = BilingualText(
    "jadwal retensi belum dikonfirmasi kantor: tidak dapat diusulkan musnah",
    "the office has not confirmed this schedule: destruction cannot be proposed",
)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that the calendar says is to be done."""

    kind: str
    """``transfer`` (active → inactive), ``disposition`` or ``exemption`` (to be reconsidered)."""
    day: str
    record: Record
    """In brief, as lists show it, unless the whole was asked for."""
    proposal: str
    """What to do; empty where nothing may be proposed."""
    blocked: tuple[str, ...]
    """Why nothing may be done now, as sentences; of an exemption, why it is to be reconsidered before its time."""

    @property
    def mark(self) -> Mark:
        """Where a list goes on after this line."""
        return self.kind, self.day, self.record.facts.code, self.record.id


Mark = tuple[str, str, str, str]
"""Kind, day, class and number of a line."""


def due(actor: Actor, on: str, *, after: Mark | None = None, most: int | None = None, whole: bool = False) -> list[Due]:
    """What is due by a day: transfers to the inactive store, then dispositions, then exemptions to be reconsidered; each in order
    of its day, class and number. What holds it back is said, and nothing is done.

    Args:
        actor: who asks; what they may not see is not listed.
        on: the day, ISO 8601.
        after: only what comes after the line of this mark.
        most: so many lines at the most.
        whole: with all that the records hold, which takes ten times as long.
    """
    holds, listed = Holds(actor), list[Due]()
    for kind in KINDS[KINDS.index(after[0]) if after else 0 :]:
        left = None if most is None else most - len(listed)
        begin = after[1:] if after and after[0] == kind else ("", "", "")
        if kind == "exemption":
            listed += [_exemption(row, day, why, whole=whole) for row, day, why in _exemptions_due(actor, on, begin)[:left]]
        else:
            listed += [
                _retention_due(kind, row, holds, on, whole=whole) for row in _from(kind, _ended(actor, kind, on), begin)[:left]
            ]
    return listed


def count(actor: Actor, on: str) -> int:
    """How many lines ``due`` has."""
    return sum(_ended(actor, kind, on).count() for kind in _COLUMN) + len(_exemptions_due(actor, on, ("", "", "")))


def _seen(actor: Actor) -> QuerySet[models.Record]:
    return models.Record.objects.filter(access.visible_filter(approval.visibility(actor)), status=Status.FILED)


def _ended(actor: Actor, kind: str, on: str) -> QuerySet[models.Record]:
    """The rows of those whose day has come. One that a person ticked off as transferred has no such day any more."""
    column = _COLUMN[kind]
    rows = _seen(actor).filter(**{f"{column}__gt": "", f"{column}__lte": on})
    # What has come to its very end is not carried to the inactive store first.
    return rows.filter(retention_end__gt=on) if kind == "transfer" else rows


def _from(kind: str, rows: QuerySet[models.Record], after: tuple[str, str, str]) -> QuerySet[models.Record]:
    column = _COLUMN[kind]
    day, code, record_id = after
    if day:
        later = Q(**{f"{column}__gt": day}) | Q(**{column: day}) & (Q(code__gt=code) | Q(code=code, pk__gt=record_id))
        # The first limit says nothing new, but it is what the index can begin at.
        rows = rows.filter(later, **{f"{column}__gte": day})
    return rows.order_by(column, "code", "pk")


def _retention_due(kind: str, row: models.Record, holds: Holds, on: str, *, whole: bool) -> Due:
    record = _record(row, whole=whole)
    has, blocked = record.retention, holds.sentences(record, on)
    assert has is not None  # or its row would have no such day
    if kind == "transfer":
        return Due(kind, has.active_until or "", record, "" if blocked else "pindahkan ke inaktif", blocked)
    if not has.rule.confirmed and has.rule.disposition is Disposition.MUSNAH:
        # A default that nobody of the office has confirmed must never lead to a destruction.
        blocked = (*blocked, _UNCONFIRMED)
    return Due(kind, has.ends or "", record, "" if blocked else has.rule.disposition.value, blocked)


def _exemptions_due(actor: Actor, on: str, after: tuple[str, str, str]) -> list[tuple[models.Record, str, tuple[str, ...]]]:
    """Exempt records whose time is over or whose decision cannot be their basis, with the day on which that was, and in the second
    case why. Few: each has a sheet of its own.
    """
    sheets = {file.id: str(file.data["until"]) for file in decisions.iter_decisions(office.EXEMPTIONS)}
    rows = list(_seen(actor).filter(category=Category.DIKECUALIKAN, pk__in=list(sheets))) if sheets else []
    told: dict[str, tuple[str, tuple[str, ...]]] = {name: (day, ()) for name, day in sheets.items() if "" < day <= on}
    told |= {name: (day, (why,)) for name, (day, why) in exempting_decision.lapsed_exemptions(rows).items() if day <= on}
    marked = sorted((((told[row.id][0], row.code, row.id), row) for row in rows if row.id in told), key=lambda one: one[0])
    return [(row, mark[0], told[row.id][1]) for mark, row in marked if mark > after]


def _exemption(row: models.Record, day: str, why: tuple[str, ...], *, whole: bool) -> Due:
    return Due("exemption", day, _record(row, whole=whole), "tinjau kembali", why)


def _record(row: models.Record, *, whole: bool) -> Record:
    return row.record() if whole else row.in_brief()
