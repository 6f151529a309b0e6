"""How far to believe Tesseract: its own confidences led to the share of words that were right, measured on pages of known words.

Tesseract gives nearly every right word 0.90 to 0.97 and many a wrong one 0.8: read as shares, its figures say that a clean page
has an error in every twentieth word, and a ruined one hardly more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

Table = Sequence[tuple[float, float]]

CHECK = 0.985
"""Share of words to be expected right under which a person is asked to check the page: those that miss one word in fifty or more
mostly stand below it."""
WORDS: Table = (
    (0.0, 0.28),
    (0.15, 0.33),
    (0.42, 0.38),
    (0.58, 0.46),
    (0.7, 0.56),
    (0.79, 0.69),
    (0.86, 0.75),
    (0.89, 0.845),
    (0.913, 0.9885),
    (0.93, 0.9966),
    (0.957, 0.9993),
    (0.97, 0.9998),
)
"""Tesseract's confidence in a word → share of such words that are printed on the page. Fitted to the 22,000 words of
``benchmarks/conditions.py``, seeds 1 and 2, by adjacent bins made to rise (isotonic regression)."""
RUBBISH: Table = ((0.0, 0.0), (0.3, 0.05), (0.55, 0.35), (0.66, 0.66), (0.82, 0.79), (0.9, 1.0))
"""Mean confidence of a page → the most that may be right on it: on a page that is lost, even the surer words are noise."""


def of_words(confidences: Sequence[float], weights: Sequence[int]) -> list[float]:
    """For each word of one page the chance that it is right.

    ``confidences`` are Tesseract's, ``weights`` the number of letters and figures in each word.
    """
    total = sum(weights)
    if not total:
        return [0.0] * len(confidences)
    chances = [led(confidence, WORDS) for confidence in confidences]
    most = led(_mean(confidences, weights), RUBBISH)
    usual = _mean(chances, weights)
    shrunk = min(1.0, most / usual) if usual else 0.0
    return [chance * shrunk for chance in chances]


def of_page(chances: Sequence[float], weights: Sequence[int]) -> float:
    """The share of words to be expected right on a page; words without letters say nothing. 0 without any."""
    counted = [chance for chance, weight in zip(chances, weights, strict=True) if weight]
    return sum(counted) / len(counted) if counted else 0.0


def led(value: float, table: Table) -> float:
    """Where a table of rising pairs leads a value: straight lines between the pairs, the end values outside them."""
    at = bisect_right(table, value, key=lambda pair: pair[0])
    if at == 0:
        return table[0][1]
    if at == len(table):
        return table[-1][1]
    (x0, y0), (x1, y1) = table[at - 1], table[at]
    return y0 + (y1 - y0) * (value - x0) / (x1 - x0)


def _mean(values: Sequence[float], weights: Sequence[int]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
