"""The rows that someone may see, as a limit inside the question: what they may not see is in no list and no count."""

from __future__ import annotations

from django.db.models import QuerySet

from pipeline import approval, standing
from pipeline.catalogue import models
from pipeline.document import Actor, Record


def visible(actor: Actor) -> QuerySet[models.Record]:
    """The records that this person may see."""
    return models.Record.objects.filter(standing.inside(approval.sight(actor)))


def record(actor: Actor, record_id: str) -> Record:
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
