"""Which way words run, where the sharpness of the lines does not tell: scratches down the page, a margin that all lines begin at,
a table's columns make as sharp a profile as lines do that bend or are blurred.

Letters that stand closer than lines are run together (run-length smoothing: Wong, Casey and Wahl, "Document analysis system",
1982): words are wider than they are high.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.bool_]

GAP = 4
"""Pixels of paper, at about 75 dots per inch, that part letters of a word but no lines."""
LONGEST = 40
"""Pixels from which a run counts no more: scratches are long, whichever way they run."""


def across(ink: Ink) -> bool:
    """Whether the words on a small picture of a page run across and not up or down.

    Measured on 179 pages in as many conditions: runs of ink across are 1.06 to 5 times as long as those down the page, and on pages
    on their side the other way round.
    """
    return _usual_run(ink) >= _usual_run(ink.T)


def _usual_run(ink: Ink) -> float:
    """How long the run of ink is, small gaps closed, that a dark pixel lies in; over all of them."""
    rows = np.pad(ink, ((0, 0), (1, GAP + 1))).ravel()
    edges = np.flatnonzero(np.diff(rows.astype(np.int8))) + 1
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return 0.0
    apart = np.flatnonzero(starts[1:] - ends[:-1] > GAP) + 1
    firsts, lasts = np.concatenate(([0], apart)), np.concatenate((apart - 1, [len(starts) - 1]))
    lengths = np.minimum(ends[lasts] - starts[firsts], LONGEST)
    inked = np.add.reduceat(ends - starts, firsts)
    return float((lengths * inked).sum() / inked.sum())
