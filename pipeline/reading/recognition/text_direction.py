"""Direction and skew of a page, from the lines found on it and what can be read of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from pipeline.reading.line_recognition import Quad, TextLine, rotate_quad

HOPELESS = 0.6
"""Share of right words under which a page may stand on its head."""
STANDING = 0.6
"""Share of the lines' length on lines that stand on end, from which the page lies on its side."""
TALL = 2.0
"""Height by width from which a line stands on end."""
VOTERS = 5
"""Lines that are read both ways."""
SURER = 0.08
"""By how much surer the reading the other way must be."""
LONG = 0.15
"""Of the longest line: shorter ones say little of the skew."""


def detect_turn(quads: Sequence[Quad], share: float, read: Callable[[list[Quad]], list[TextLine]]) -> int:
    """By how many degrees clockwise a picture must be turned for its lines to be read: 0, 90, 180 or 270.

    Only what is read decides: the longest lines are read both ways, and the surer way counts. Lines that run across are asked where
    Tesseract was right in less than ``HOPELESS`` of the words, its ``share``.
    """
    if not quads:
        return 0
    sides = np.array([_sides(quad) for quad in quads])
    tall = sides[:, 1] > TALL * sides[:, 0]
    lengths = sides.max(axis=1)
    lies = bool(lengths[tall].sum() > STANDING * lengths.sum())
    if not lies and share >= HOPELESS:
        return 0
    voters = [quads[index] for index in np.argsort(-lengths) if bool(tall[index]) is lies][:VOTERS]
    ways = (90, 270) if lies else (0, 180)
    first, second = (_confidence(read([rotate_quad(quad, way) for quad in voters])) for way in ways)
    if lies:
        return ways[0] if first >= second else ways[1]
    return 180 if second > first + SURER else 0


def detect_skew(quads: Sequence[Quad], turn: int = 0) -> float:
    """Degrees, anticlockwise positive, by which the lines rise to the right once the picture is turned by ``turn``: the middle one
    of all, by their length.
    """
    if not quads:
        return 0.0
    edges = np.array([_baseline(rotate_quad(quad, turn)) for quad in quads], np.float64)
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    kept = lengths > LONG * lengths.max()
    angles, weights = -np.degrees(np.arctan2(edges[kept, 1], edges[kept, 0])) - turn, lengths[kept]
    angles = (angles + 180.0) % 360.0 - 180.0
    order = np.argsort(angles)
    middle = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    return float(angles[order][min(int(middle), len(order) - 1)])


def _baseline(quad: Quad) -> Quad:
    """From where the line begins to where it ends, midway between its upper and lower edge."""
    return np.asarray((quad[1] + quad[2] - quad[0] - quad[3]) / 2, np.float32)


def _sides(quad: Quad) -> tuple[float, float]:
    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))


def _confidence(lines: Sequence[TextLine]) -> float:
    return sum(line.confidence for line in lines) / len(lines) if lines else 0.0
