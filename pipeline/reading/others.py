"""What else to try with a page that was read badly, or read as it lies on its side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.reading import enhance
from pipeline.reading.attempt import Attempt
from pipeline.reading.enhance import Plan
from pipeline.reading.glance import Look

HOPELESS, AMBIGUOUS = 0.55, 1.6
"""Mean confidence under which a page may lie another way than it seemed; and how sure the look must be that it does not."""


def plans(first: Plan, look: Look, attempt: Attempt, *, turnable: bool, as_it_is: bool, coarse: bool) -> Iterator[Plan]:
    """After an attempt by the ``first`` plan, or on the page ``as_it_is``: the likeliest others first.

    ``turnable``: nobody said how the page lies. ``coarse``: it is in black and white alone, its strokes few pixels wide.
    """
    if not attempt.tokens and not look.print_height:
        # Nothing was read and no lines were seen: a blank page.
        return
    if as_it_is:
        yield first
    if turnable and attempt.confidence < HOPELESS:
        yield replace(first, turn=(first.turn + 180) % 360)
        if look.lines.sure < AMBIGUOUS:
            # Neither lines across nor lines along stood out: a table, a few words.
            yield replace(first, turn=(first.turn + 90) % 360, skew=0.0)
            yield replace(first, turn=(first.turn + 270) % 360, skew=0.0)
    if coarse:
        yield replace(first, thicker=True)
    yield enhance.tried(first, look.dpi)
    yield enhance.softened(first, look)


def stood_up(first: Plan, attempt: Attempt) -> Iterator[Plan]:
    """The page turned so that the lines of an attempt, which run up or down its sheet, run across."""
    yield replace(first, turn=(attempt.turn + (270 if attempt.runs_down else 90)) % 360, skew=0.0)
