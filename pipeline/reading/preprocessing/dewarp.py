"""Straightens lines that bend or fan out: curled books, waved sheets, photographs at a slant.

Tesseract follows a line that bends a little; one that falls by its own height is cut in two. Here the page is parted into narrow
strips; from the densest outward, each strip takes the slope at which its print falls onto the lines found so far. What comes out
is how far below its straight place each spot lies, by strips across and bands down the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.document.pages import Box
from pipeline.reading.preprocessing import skew

if TYPE_CHECKING:
    from PIL import Image

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]

STRIPS = 18
BANDS = ((0.0, 0.45), (0.28, 0.72), (0.55, 1.0))
"""Where on the page the bands lie that are straightened apart: a page photographed at a slant fans out."""
ROWS = 12
"""Rows of the mesh by which the picture is drawn anew."""
FEW = 40
"""Points of ink under which a strip says nothing and its neighbour's slope goes on."""
STEEPER = 0.11
"""By how much the slope may change from one strip to the next; the whole search reaches four times as far."""
CLEARER = 1.15
"""How much more sharply the lines must stand out afterwards for the bend to be believed."""
FADING = 0.85
"""What the lines of one strip still count for in the next."""
SMALL = 1000
"""Long side, in pixels, of the copy that is measured."""
AROUND = 25
"""Rows of the small copy: a line of print and its space."""
SMOOTH = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9.0


@dataclass(frozen=True)
class Bend:
    """How far each spot lies below its straight place, in fractions of the page's height, on a grid of fractions of the page."""

    across: Floats
    down: Floats
    drops: Floats
    """One row for each place in ``down``, one column for each in ``across``."""

    def drop(self, x: Floats, y: Floats) -> Floats:
        """At these places, which are fractions of the page."""
        rows = np.array([np.interp(x, self.across, row) for row in self.drops])
        at = np.interp(y, self.down, np.arange(len(self.down)))
        low = np.minimum(at.astype(int), len(self.down) - 2)
        column = np.arange(len(x))
        part = at - low
        return np.asarray(rows[low, column] * (1 - part) + rows[low + 1, column] * part)

    def box_to_source(self, box: Box, size: tuple[int, int]) -> Box:
        """The upright box, on the bent page of ``size``, around a box on the straightened one."""
        x0, y0, x1, y1 = box
        xs = np.linspace(x0, x1, 5) / size[0]
        top = y0 + size[1] * self.drop(xs, np.full(5, y0 / size[1]))
        bottom = y1 + size[1] * self.drop(xs, np.full(5, y1 / size[1]))
        return x0, float(top.min()), x1, float(bottom.max())


def dewarp(page: Image.Image, bend: Bend) -> Image.Image:
    """The page with its lines straight."""
    from PIL import Image

    width, height = page.size
    xs = np.round(bend.across * width).astype(int)
    ys = np.linspace(0, height, ROWS + 1).round().astype(int)
    grid_x, grid_y = np.meshgrid(xs / width, ys / height)
    source = (grid_y.ravel() + bend.drop(grid_x.ravel(), grid_y.ravel())).reshape(grid_y.shape) * height
    mesh = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            left, right = int(xs[column]), int(xs[column + 1])
            upper, lower = source[row, column : column + 2], source[row + 1, column : column + 2]
            corners = (left, upper[0], left, lower[0], right, lower[1], right, upper[1])
            mesh.append(((left, int(ys[row]), right, int(ys[row + 1])), tuple(map(float, corners))))
    return page.transform(page.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=255)


def find_bend(level: Image.Image, darker: float = 140.0) -> Bend | None:
    """How the lines of this page bend, upright and level on average; ``None`` when they run straight.

    ``darker``: below which grey there is ink.
    """
    small = level.reduce(max(1, max(level.size) // SMALL))
    xs, ys = skew.ink_points(np.asarray(small), darker)
    if len(xs) < STRIPS * FEW:
        return None
    width, height = small.size
    edges = np.linspace(0, width, STRIPS + 1)
    whole = _tracked(xs, ys, edges, 1.0)
    straight = ys - np.interp(xs, edges, whole)
    rows = []
    for top, bottom in BANDS:
        inside = (straight >= top * height) & (straight < bottom * height)
        rest = _tracked(xs[inside], straight[inside], edges, 0.4)
        better = straight[inside] - np.interp(xs[inside], edges, rest)
        rows.append(whole + rest if _clear(better) > CLEARER * _clear(straight[inside]) else whole)
    middles = np.array([(top + bottom) / 2 for top, bottom in BANDS])
    found = Bend(edges / width, np.array([0.0, *middles, 1.0]), np.array([rows[0], *rows, rows[-1]]) / height)
    flat = ys - height * found.drop(xs / width, straight / height)
    return found if _clear(flat) > CLEARER * _clear(ys) else None


def _clear(ys: Floats) -> float:
    """How clearly rows of print and rows of paper alternate."""
    if not len(ys):
        return 0.0
    rows = np.convolve(np.bincount((ys - ys.min()).astype(np.int64)), SMOOTH)
    return float(np.sum(np.diff(rows) ** 2) / len(ys))


def _tracked(xs: Floats, ys: Floats, edges: Floats, reach: float) -> Floats:
    """How far the lines have sunk at each edge between strips, followed outward from the densest strip near the middle."""
    count = len(edges) - 1
    order = np.argsort(xs, kind="stable")
    xs, ys = xs[order], ys[order]
    cuts = np.searchsorted(xs, edges)
    many = np.diff(cuts).astype(np.float64)
    many[: count // 4] = many[count - count // 4 :] = 0
    start = int(np.argmax(many))
    drops = np.zeros(count + 1)
    lines = _Lines(ys)
    middle = slice(cuts[start], cuts[start + 1])
    first = lines.follow(xs[middle] - edges[start], ys[middle], 0.0, 0.0, reach)
    drops[start + 1] = first * (edges[start + 1] - edges[start])
    ink = lines.ink
    for strips, near, far in ((range(start + 1, count), 0, 1), (range(start - 1, -1, -1), 1, 0)):
        # Both sides begin with the lines of the middle.
        lines.ink, slope = ink, first
        for strip in strips:
            part = slice(cuts[strip], cuts[strip + 1])
            begin, end = edges[strip + near], edges[strip + far]
            slope = lines.follow(xs[part] - begin, ys[part], drops[strip + near], slope, reach)
            drops[strip + far] = drops[strip + near] + slope * (end - begin)
    # What the page sinks by as a whole is no bend.
    return drops - np.median(drops)


class _Lines:
    """The lines found so far, as ink per row, and the strips laid onto them."""

    def __init__(self, ys: Floats) -> None:
        self.pad = 400
        self.ink = np.zeros(int(ys.max(initial=0.0)) + 2 * self.pad + 2)
        self.peaks = self.ink
        self.begun = False

    def remember(self, ink: Floats) -> None:
        """Take this ink per row for the lines found so far: rows with more of it than the rows around count for, others against."""
        self.ink, self.begun = ink, True
        self.peaks = ink - np.convolve(ink, np.full(AROUND, 1 / AROUND), "same")

    def follow(self, dx: Floats, ys: Floats, drop: float, before: float, reach: float) -> float:
        """The slope at which this strip falls best onto the lines; the strip is then one of them.

        ``dx``: pixels from the edge at which the lines lie ``drop`` lower than in the first strip; ``before``: the last slope.
        """
        if len(ys) < FEW:
            return before
        best = before
        for step, width in ((0.01, STEEPER * reach), (0.0025, 0.0075)):
            slopes = best + np.arange(-width, width + step / 2, step)
            values = [self._fit(dx, ys - drop, float(slope), before) for slope in slopes]
            best = float(slopes[int(np.argmax(values))])
        self.remember(FADING * self.ink + np.convolve(self._rows(dx, ys - drop, best), SMOOTH, "same"))
        return best

    def _rows(self, dx: Floats, ys: Floats, slope: float) -> Floats:
        rows = np.clip((ys - slope * dx).astype(np.int64) + self.pad, 0, len(self.ink) - 1)
        return np.bincount(rows, minlength=len(self.ink)).astype(np.float64)

    def _fit(self, dx: Floats, ys: Floats, slope: float, before: float) -> float:
        rows = self._rows(dx, ys, slope)
        # A strip that has turned steeper than its neighbour must show it: a quarter less for each tenth.
        doubt = 1 - 2.5 * abs(slope - before)
        if not self.begun:
            return float(np.sum(np.diff(rows) ** 2)) * doubt
        return float(rows @ self.peaks) * doubt
