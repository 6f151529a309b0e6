"""Measures how lines of text run: skew, orientation, bending.

Everything here works on a small grey picture of the page, flattened (paper near 255, ink near 0), and costs hundredths of a second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]

POINTS = 30_000
COARSE_POINTS = 10_000
"""As many are enough to find the angle within a degree."""
STRIPS, STRIP_POINTS = 6, 2000
STEEPER = (-6.0, -4.0, -2.5, -1.5, -0.5, 0.0, 0.5, 1.5, 2.5, 4.0, 6.0)
PLAINLY = 1.4
WIDEST, WIDER = 12.0, 24.0
"""Degrees of skew that are looked for either way, and where no lines stand out. A feeder gives up to 3, a hand on the glass up to
10, a sheet laid down askew before a camera 20."""
STANDS_OUT = 4.5
"""Sharpness at the best angle by the middle one's from which lines were seen: pages 7 to 50, pages that lie steeper 1.2 to 2.4."""


@dataclass(frozen=True)
class LineGeometry:
    """How the lines of print run over a page."""

    skew: float
    """Degrees, anticlockwise positive, by which the lines rise to the right."""
    upright: bool
    """Whether they run across; ``False`` when they run up or down the page."""
    sure: float
    """How much sharper the profile across is than the one along; about 1 for a page without lines."""
    head_up: float
    """From -1 to 1: more ink above the small letters than below (upright), or the other way round (upside down)."""
    print_height: float
    """Height of the small letters, in pixels; 0 where no lines were found."""
    bent: bool = False
    """Whether they run steeper in some part of the page than in the whole."""

    @property
    def upside_down(self) -> bool:
        """Lines across the page, straight and sharp enough to trust, whose letters hang down."""
        return self.upright and not self.bent and self.head_up < -0.04 and self.sure > 2.0


def _print(small: Grey, darker: float) -> NDArray[np.bool_]:
    """What is darker than that, but for long ruled lines and black edges: they outvote print."""
    ink: NDArray[np.bool_] = small < darker
    return ink & ~(_runs(ink, 60, axis=1) | _runs(ink, 60, axis=0))


def ink_points(small: Grey, darker: float) -> tuple[Floats, Floats]:
    """Coordinates of print, which is ``darker`` than that, at most ``POINTS`` of them."""
    ys, xs = np.nonzero(_print(small, darker))
    if len(ys) > POINTS:
        step = len(ys) // POINTS + 1
        ys, xs = ys[::step], xs[::step]
    return xs.astype(np.float64), ys.astype(np.float64)


def _runs(ink: NDArray[np.bool_], length: int, axis: int) -> NDArray[np.bool_]:
    """Pixels inside runs of ink at least ``length`` long: worn down from one side by doubling steps, and grown again."""
    steps: list[int] = []
    while sum(steps) < length - 1:
        steps.append(min(1 + sum(steps), length - 1 - sum(steps)))
    out = ink
    for step in steps:
        worn = np.zeros_like(ink)
        ahead, here = _shifted(axis, step)
        np.logical_and(out[here], out[ahead], out=worn[here])
        out = worn
    if not out.any():
        return out
    for step in steps:
        grown = out.copy()
        ahead, here = _shifted(axis, step)
        np.logical_or(out[ahead], out[here], out=grown[ahead])
        out = grown
    return out


def _shifted(axis: int, step: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Where pixels lie that are ``step`` further on, and where those lie that they are compared with."""
    ahead, here = [slice(None), slice(None)], [slice(None), slice(None)]
    ahead[axis], here[axis] = slice(step, None), slice(None, -step)
    return (ahead[0], ahead[1]), (here[0], here[1])


def profile(across: Floats, down: Floats, degrees: float) -> Floats:
    """Ink per row when the page is turned by ``degrees``."""
    angle = np.deg2rad(degrees)
    rows = (down * np.cos(angle) + across * np.sin(angle)).astype(np.int64)
    return np.bincount(rows - rows.min()).astype(np.float64)


def sharpness(across: Floats, down: Floats, degrees: float) -> float:
    """How clearly rows of print and rows of paper alternate at this angle."""
    rows = profile(across, down, degrees)
    return float(np.sum(np.diff(rows) ** 2) / max(1.0, np.sum(rows)))


def find_angle(across: Floats, down: Floats, widest: float = WIDEST) -> tuple[float, float, float]:
    """The sharpest angle, its sharpness, and how far it stands out among the others."""
    few = slice(None, None, max(1, len(across) // COARSE_POINTS))
    angles = np.arange(-widest, widest + 0.5)
    values = [sharpness(across[few], down[few], float(degrees)) for degrees in angles]
    at, best = float(angles[int(np.argmax(values))]), 0.0
    clear = max(values) / max(1e-9, float(np.median(values)))
    for step, reach in ((0.25, 0.75), (0.05, 0.2)):
        found = at
        for degrees in np.arange(at - reach, at + reach + step / 2, step):
            value = sharpness(across, down, float(degrees))
            if value > best:
                best, found = value, float(degrees)
        at = found
    return at, best, clear


def is_bent(across: Floats, down: Floats, degrees: float) -> bool:
    """Whether the lines of some strip of the page run plainly steeper than the page's: a book's curl, a wave, a slanted view."""
    angle = np.deg2rad(degrees)
    level = down * np.cos(angle) + across * np.sin(angle)
    strips = ((across - across.min()) / max(1.0, np.ptp(across)) * STRIPS).astype(np.int64)
    for strip in range(STRIPS):
        inside = np.flatnonzero(strips == strip)
        if len(inside) < len(across) / (3 * STRIPS):
            continue
        inside = inside[:: max(1, len(inside) // STRIP_POINTS)]
        values = {slope: sharpness(across[inside], level[inside], slope) for slope in STEEPER}
        if max(values.values()) > PLAINLY * max(values[slope] for slope in (-0.5, 0.0, 0.5)):
            return True
    return False


def measure_lines(small: Grey, darker: float = 140.0) -> LineGeometry:
    """How the lines run on this page, whose ink is ``darker`` than that."""
    xs, ys = ink_points(small, darker)
    if len(xs) < 200:
        return LineGeometry(0.0, True, 1.0, 0.0, 0.0)
    # Standing lines: the same search on the page turned a quarter.
    side = -xs + small.shape[1]
    across, along = find_angle(xs, ys), find_angle(ys, side)
    if max(across[2], along[2]) < STANDS_OUT:
        across, along = find_angle(xs, ys, WIDER), find_angle(ys, side, WIDER)
    upright = across[1] >= along[1]
    (angle, value, _), (_, other, _) = (across, along) if upright else (along, across)
    right, down = (xs, ys) if upright else (ys, side)
    if value < other:
        # What stands out is something else: the lines may well lie steeper.
        angle, value, _ = find_angle(right, down, WIDER)
    bands = _bands(profile(right, down, angle))
    return LineGeometry(angle, upright, value / max(other, 1e-9), *bands, is_bent(right, down, angle))


def _bands(rows: Floats) -> tuple[float, float]:
    """Which way up, and how tall: from the bands of small letters and the ink just above and just below them.

    b, d, f, h, k, l, t, capitals and figures reach up, g, j, p, q, y and commas reach down: fewer, in Indonesian as in English.
    """
    if rows.max() <= 0:
        return 0.0, 0.0
    strong = rows > 0.45 * np.percentile(rows[rows > 0], 92)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], strong.astype(np.int8), [0]))))
    above = below = 0.0
    heights = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        band = max(2, round((end - start) * 0.6))
        above += rows[max(0, start - band) : start].sum()
        below += rows[end : end + band].sum()
        heights.append(end - start)
    if len(heights) < 3:
        return 0.0, 0.0
    return float((above - below) / max(1.0, above + below)), float(np.median(heights))
