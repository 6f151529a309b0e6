"""Notes of a page that ask for a person, and the short label that lists show."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.pages import Doubt, Page
from pipeline.language.phrases import BilingualText, Message, key_of
from pipeline.reading import messages
from pipeline.reading.recognition import calibration

_HARD = (messages.HARD, messages.PASTED_HARD)
_UNREAD = (
    messages.UNREAD_PAGE,
    messages.UNREAD_LINES,
    messages.STILL_UNMAPPED,
    messages.PICTURE_TOO_LARGE,
    messages.PORTFOLIO,
    messages.PASTED_UNREAD,
    messages.PASTED_FORM,
    messages.PICTURE_DAMAGED,
    messages.PICTURE_ELSEWHERE,
    messages.PICTURE_HIDDEN,
    messages.PART_DAMAGED,
    messages.PART_MISSING,
    messages.EMBEDDED,
)
_WORTH_KNOWING = (
    messages.LAYER_KEPT,
    messages.CROWDED,
    messages.COMMENTS,
    messages.WORD_COMMENTS,
    messages.ATTACHED,
    messages.HIDDEN,
)
"""The text is whole as far as it goes; what lies beside it is for a person to judge."""


def notes_for_review(notes: Sequence[str]) -> tuple[str, ...]:
    """Those notes of a page, in Indonesian as they are stored, that a clerk should see without having asked."""
    return tuple(note for note in notes if _is_one_of((*_HARD, *_UNREAD, *_WORTH_KNOWING), note))


def page_doubt(page: Page) -> Doubt | None:
    """What to doubt about a page's text; ``None`` where it can be relied on."""
    if any(_is_one_of(_HARD, note) for note in page.notes):
        return Doubt.HARD
    if page.failed or any(_is_one_of(_UNREAD, note) for note in page.notes):
        return Doubt.PARTLY
    return None


def confidence(page: Page) -> float:
    """How far to believe the page; for one that was hard to read never as much as for one that was not: what is typed beside a
    picture in a Word file does not make the picture any clearer.
    """
    if page_doubt(page) is Doubt.HARD:
        return min(page.confidence, calibration.CHECK - 0.01)
    return page.confidence


def _is_one_of(sayings: Sequence[Message | BilingualText], note: str) -> bool:
    return key_of(note) in {one.key if isinstance(one, Message) else key_of(one) for one in sayings}
