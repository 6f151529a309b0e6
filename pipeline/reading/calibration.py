"""How far to believe Tesseract: its own confidences led to the share of words that were right, measured on pages of known words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

Table = Sequence[tuple[float, float]]

CHECK = 0.93
"""Mean confidence under which a person is asked to check the page. Measured: those above miss 0.00 to 0.05 of their words."""
PAGES: Table = (
    (0.0, 0.0),
    (0.3, 0.05),
    (0.55, 0.35),
    (0.66, 0.66),
    (0.82, 0.79),
    (0.9, 0.9),
    (0.92, 0.925),
    (0.94, 0.965),
    (0.96, 0.997),
)
"""Mean confidence → share of words right: pages of ``benchmarks/conditions.py``, seeds 1, 2 and 11."""


def of_page(mean: float) -> float:
    """The share of words to be expected right on a page of this mean confidence: Tesseract's own figure is too sure of bad pages
    and not sure enough of good ones.
    """
    return led(mean, PAGES)


def led(value: float, table: Table) -> float:
    """Where a table of rising pairs leads a value: straight lines between the pairs, the end values outside them."""
    at = bisect_right(table, value, key=lambda pair: pair[0])
    if at == 0:
        return table[0][1]
    if at == len(table):
        return table[-1][1]
    (x0, y0), (x1, y1) = table[at - 1], table[at]
    return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
