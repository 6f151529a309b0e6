"""The rows that a person may see, as a filter inside the query: the rest is in no list and no count."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from pipeline import approval
from pipeline.catalogue import models
from pipeline.document import EXEMPT, Actor, Record, Status


def visible_records(actor: Actor) -> QuerySet[models.Record]:
    """The records that this person may see."""
    return models.Record.objects.filter(visible_filter(approval.visibility(actor)))


def get_visible_record(actor: Actor, record_id: str) -> Record:
    """The record, for someone who may see it.

    Raises:
        NotFound: there is none, or none that they may know of.
    """
    row = models.Record.objects.filter(pk=record_id).first()
    if row is None:
        raise approval.NotFound(id=record_id)
    found = row.record()
    if not approval.may_see(actor, found):
        raise approval.NotFound(id=record_id)
    return found


def visible_filter(sight: approval.Visibility) -> Q:
    """What someone may see, as a limit on rows of records."""
    # All states are no limit; said as one, it would keep SQLite from the index that helps.
    limit = ~Q(pk__in=[]) if sight.statuses == frozenset(Status) else Q(status__in=[str(status) for status in sight.statuses])
    if not sight.exempt:
        limit &= ~Q(category__in=[str(category) for category in EXEMPT])
    if sight.access_levels is not None:
        limit &= Q(access_level__in=[str(level) for level in sight.access_levels])
    return limit
