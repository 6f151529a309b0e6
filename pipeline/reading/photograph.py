"""A sheet photographed at a slant: its four edges found against the desk, and the page drawn anew as seen from straight above.

The sheet is the large light piece of the picture; each edge is the straight line through the outermost points of one side that
most of them agree on (least trimmed squares: Rousseeuw, "Least median of squares regression", 1984). The corners give the
homography (Hartley and Zisserman, "Multiple view geometry in computer vision", 2004, chapter 4).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.document import Box
from pipeline.reading import blobs

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]

SMALL = 420
"""Long side, in pixels, of the copy on which the sheet is found."""
LEAST_SHARE, MOST_SHARE = 0.2, 0.97
"""Of the picture: a smaller light piece is no sheet, a larger one leaves no desk."""
FILLED = 0.94
"""Share of the four-sided figure that the light piece must fill, and of the piece that must lie inside."""
TRUE = 0.8
"""Share of a side's points that lie on its edge."""
NEAR = 2.5
"""Pixels of the small copy."""
DARKER_DESK = 0.85
"""Of the sheet's light: a desk as light as paper hides its edge."""
BESIDE, AWAY = 3, 12
"""Pixels of the small copy, to either side of an edge, between which the light falls there, and at which that is compared."""
ABRUPT = 0.6
"""Share of the fall that happens right at an edge of paper: 0.9 and more; at the soft edge of a shadow on it 0.3."""
SLANTED = 0.012
"""By how much of its width the sheet must differ from a rectangle for it to be worth drawing anew."""


@dataclass(frozen=True)
class Sheet:
    """Where a sheet lies on a photograph."""

    back: Floats
    """Takes a point of the straight sheet (x, y, 1) to the photograph."""
    size: tuple[int, int]
    """Of the straight sheet, in pixels."""

    def straight(self, photograph: Image.Image) -> Image.Image:
        """The sheet alone, as seen from straight above."""
        numbers = tuple((self.back / self.back[2, 2]).ravel()[:8])
        return photograph.transform(self.size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BICUBIC)

    def led_back(self, box: Box) -> Box:
        """The upright box, on the photograph, around a box on the straight sheet."""
        x0, y0, x1, y1 = box
        corners = self.back @ np.array([[x0, x1, x0, x1], [y0, y0, y1, y1], [1, 1, 1, 1]])
        xs, ys = corners[0] / corners[2], corners[1] / corners[2]
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def find(small: Image.Image, size: tuple[int, int]) -> Sheet | None:
    """The sheet on a photograph of ``size`` pixels, given a small copy; ``None`` where no edge shows, or none slants."""
    factor = max(1, round(max(small.size) / SMALL))
    grey = small.convert("L").reduce(factor).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MedianFilter(5))
    pixels = np.asarray(grey)
    level = _threshold(pixels)
    # A hard shadow parts the sheet itself into light and dark: what is darker holds shaded paper and the desk.
    shaded = _threshold(pixels[pixels <= level])
    corners = next((found for light in (shaded, level) if (found := _corners_at(pixels, light)) is not None), None)
    if corners is None:
        return None
    scale = np.array([size[0] / grey.width, size[1] / grey.height])
    corners = (corners + 0.5) * scale
    return _sheet(corners) if _slant(corners) > SLANTED else None


def _corners_at(grey: Grey, level: float) -> Floats | None:
    """The corners, in pixels of a small picture, of a sheet that is lighter than this all over."""
    light = _lightest_piece(grey, level)
    if light is None or not _ends_abruptly(light, grey):
        return None
    corners = _corners(light)
    return corners if corners is not None and _fills(light, corners) else None


def _lightest_piece(grey: Grey, level: float) -> NDArray[np.bool_] | None:
    """The largest piece of the picture that is lighter than this, its holes filled."""
    bright = grey > level
    pieces = blobs.find(bright)
    if not len(pieces.area):
        return None
    chosen = np.zeros(len(pieces.area), np.bool_)
    chosen[int(np.argmax(pieces.area))] = True
    sheet = pieces.drawn(chosen)
    # From the first to the last light pixel of each row: print leaves holes.
    filled = (np.maximum.accumulate(sheet, axis=1) & np.maximum.accumulate(sheet[:, ::-1], axis=1)[:, ::-1]).astype(np.bool_)
    if not LEAST_SHARE < filled.mean() < MOST_SHARE:
        return None
    desk = grey[~filled]
    return filled if np.median(desk) < DARKER_DESK * np.median(grey[filled]) else None


def _ends_abruptly(sheet: NDArray[np.bool_], grey: Grey) -> bool:
    """Whether the light falls at once on every side that the picture shows: what a shadow parts in two is no sheet."""
    for turns in range(4):
        side, seen = np.rot90(sheet, turns), np.rot90(grey, turns).astype(np.int16)
        rows = _inner(np.flatnonzero(side.any(axis=1)))
        first = np.argmax(side[rows], axis=1)
        whole = (first >= AWAY) & (first + AWAY < side.shape[1])
        if whole.mean() < 0.5:
            # The sheet reaches out of the picture.
            continue
        rows, first = rows[whole], first[whole]
        near, far = (float(np.median(seen[rows, first + off] - seen[rows, first - off])) for off in (BESIDE, AWAY))
        if near < ABRUPT * far:
            return False
    return True


def _threshold(grey: Grey) -> float:
    """The grey that parts light from dark best (Otsu, "A threshold selection method from gray-level histograms", 1979)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    below, sums = np.cumsum(counts), np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    between = (sums * below[-1] - sums[-1] * below) ** 2 / np.maximum(below * above, 1.0)
    return float(np.argmax(between))


def _corners(sheet: NDArray[np.bool_]) -> Floats | None:
    """Left upper, right upper, right lower and left lower corner, in pixels."""
    height, width = sheet.shape
    rows, columns = np.flatnonzero(sheet.any(axis=1)), np.flatnonzero(sheet.any(axis=0))
    inner_rows, inner_columns = _inner(rows), _inner(columns)
    left = _edge(inner_rows, np.argmax(sheet[inner_rows], axis=1))
    right = _edge(inner_rows, width - 1 - np.argmax(sheet[inner_rows, ::-1], axis=1))
    top = _edge(inner_columns, np.argmax(sheet[:, inner_columns], axis=0))
    bottom = _edge(inner_columns, height - 1 - np.argmax(sheet[::-1, inner_columns], axis=0))
    if left is None or right is None or top is None or bottom is None:
        return None
    pairs = ((left, top), (right, top), (right, bottom), (left, bottom))
    return np.array([_crossing(upright, lying) for upright, lying in pairs])


def _inner(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Without the ends, where the neighbouring edge begins."""
    cut = len(places) // 6
    return places[cut : len(places) - cut]


def _edge(along: NDArray[np.int64], at: NDArray[np.int64]) -> tuple[float, float] | None:
    """Slope and beginning of the line that most points agree on; ``None`` when too few do."""
    if len(along) < 20:
        return None
    kept = np.ones(len(along), np.bool_)
    slope = start = 0.0
    for share in (1.0, 0.8, 0.7, 0.7, 0.7):
        slope, start = (float(number) for number in np.polyfit(along[kept], at[kept], 1))
        off = np.abs(at - slope * along - start)
        kept = off <= max(0.5, float(np.quantile(off, share)))
    off = np.abs(at - slope * along - start)
    return (slope, start) if (off <= NEAR).mean() >= TRUE else None


def _crossing(upright: tuple[float, float], lying: tuple[float, float]) -> tuple[float, float]:
    x = (upright[0] * lying[1] + upright[1]) / (1 - upright[0] * lying[0])
    return x, lying[0] * x + lying[1]


def _fills(sheet: NDArray[np.bool_], corners: Floats) -> bool:
    from PIL import ImageDraw

    drawn = Image.new("1", sheet.shape[::-1])
    ImageDraw.Draw(drawn).polygon([(float(x), float(y)) for x, y in corners], fill=1)
    figure = np.asarray(drawn)
    both = int(np.count_nonzero(figure & sheet))
    # Corners may lie outside the picture.
    return bool(both >= FILLED * max(1, int(np.count_nonzero(figure))) and both >= FILLED * int(np.count_nonzero(sheet)))


def _sides(corners: Floats) -> tuple[float, float, float, float]:
    """Lengths of top, right, bottom and left."""
    top, right, bottom, left = (float(np.hypot(*(corners[i] - corners[(i + 1) % 4]))) for i in range(4))
    return top, right, bottom, left


def _slant(corners: Floats) -> float:
    """By how much, of its width, the figure is no rectangle."""
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    off = corners[2] - (corners[0] + across + down)
    square = abs(float(across @ down)) / max(1.0, float(np.hypot(*across) * np.hypot(*down)))
    return max(float(np.hypot(*off)) / max(1.0, float(np.hypot(*across))), square)


def _sheet(corners: Floats) -> Sheet:
    top, right, bottom, left = _sides(corners)
    width, height = round(max(top, bottom)), round(max(left, right))
    rows, values = [], []
    for (u, v), (x, y) in zip(((0, 0), (width, 0), (width, height), (0, height)), corners, strict=True):
        rows += [[u, v, 1, 0, 0, 0, -x * u, -x * v], [0, 0, 0, u, v, 1, -y * u, -y * v]]
        values += [x, y]
    solved = np.linalg.solve(np.array(rows, np.float64), np.array(values, np.float64))
    return Sheet(np.append(solved, 1.0).reshape(3, 3), (width, height))
