"""The form of a record: values, proposals and reasons; and what changed in what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from pipeline import approval
from pipeline.document import Reason, Record
from pipeline.failures import Failure
from pipeline.language.phrases import BilingualText
from pipeline.web import overlay

Choices = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form."""

    name: str
    value: str
    was: str
    """What the record says: what this person was shown."""
    proposed: str
    confidence: float | None
    reasons: tuple[Reason, ...]
    page: int | None
    """Where on the paper the proposal was read."""
    edges: tuple[overlay.Edges, ...]
    choices: tuple[str, ...]
    required: bool
    problem: str
    """Why what was typed cannot stand here."""


class FieldConflict(Failure):
    """Someone else changed the same field meanwhile."""

    key = "failure.field_conflict"
    indonesian = "Orang lain baru saja mengubah isian ini: {fields}. Periksa isinya, lalu simpan lagi."
    english = "Someone else has just changed: {fields}. Look at it, then save again."


def fields(
    record: Record,
    rotations: Mapping[int, int],
    choices: Choices,
    typed: QueryDict | None = None,
    problems: Mapping[str, str] | None = None,
) -> list[Field]:
    """The fields in the order of the form.

    Args:
        record: as it stands.
        rotations: page → how it is turned to stand upright, for the places of the evidence.
        choices: field → what it may hold, of those that take only what is known.
        typed: what was typed and could not be saved; it is shown again.
        problems: field → why not.
    """
    told = problems or {}
    return [_field(record, name, rotations, choices.get(name, ()), typed, told.get(name, "")) for name in approval.EDITABLE]


def _field(
    record: Record, name: str, rotations: Mapping[int, int], choices: tuple[str, ...], typed: QueryDict | None, problem: str
) -> Field:
    proposal = record.proposal
    reasons = tuple(reason for reason in proposal.reasons if reason.field == name) if proposal else ()
    seen = next((reason for reason in reasons if reason.boxes and reason.page), None)
    was = getattr(record.facts, name)
    return Field(
        name=name,
        value=str(typed.get(name, was)) if typed else was,
        was=was,
        proposed=getattr(proposal.facts, name) if proposal else "",
        confidence=proposal.confidence.get(name) if proposal else None,
        reasons=reasons,
        page=seen.page if seen else None,
        edges=tuple(overlay.edges(box, rotations.get(seen.page or 0, 0)) for box in seen.boxes) if seen else (),
        choices=choices,
        required=name in approval.REQUIRED,
        problem=problem,
    )


def problems(failure: Failure, language: str) -> dict[str, str]:
    """Field → the sentence that belongs beside it; empty where a failure is about none."""
    named = failure.fields if isinstance(failure, approval.FieldFailure) else ()
    return dict.fromkeys(named, failure.sentence(language))


def changes(record: Record, posted: QueryDict) -> dict[str, str]:
    """What this person changed, compared with what they were shown: two people who mend different fields do not undo each other.

    Raises:
        FieldConflict: someone else has changed one of these fields meanwhile.
    """
    changed: dict[str, str] = {}
    conflicts = []
    for name in approval.EDITABLE:
        typed, now = posted.get(name), getattr(record.facts, name)
        was = posted.get(f"was-{name}", now)
        if typed is None or " ".join(typed.split()) in {was, now}:
            continue
        if was != now:
            conflicts.append(approval.LABELS[name])
        changed[name] = typed
    if conflicts:
        raise FieldConflict(fields=BilingualText.joined(conflicts))
    return changed


def place(record: Record, posted: QueryDict) -> str | None:
    """The hard copy's place, if this person changed it."""
    typed = posted.get("place")
    if typed is None or " ".join(typed.split()) in {record.place, posted.get("was-place", record.place)}:
        return None
    return typed
