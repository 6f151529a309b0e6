"""Calibration: maps confidences of the recognisers to the share of words that were right.

Tesseract gives nearly every right word 0.90 to 0.97 and many a wrong one 0.8: read as shares, its figures say that a clean page
has an error in every twentieth word, and a ruined one hardly more.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.reading.recognition.tesseract import Token

Table = Sequence[tuple[float, float]]

CHECK = 0.97
"""Share of words to be expected right under which a person is asked to check the page: more than 3 in 100 are likely wrong.
Measured: docs/benchmarks.md."""
READ_AGAIN = 0.985
"""The same under which the second recogniser is asked: it finds what Tesseract believed wrongly."""
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
LEFT: Table = (
    (0.0, 0.3),
    (0.5, 0.5),
    (0.855, 0.88),
    (0.9, 0.93),
    (0.913, 0.954),
    (0.922, 0.974),
    (0.93, 0.987),
    (0.945, 0.993),
    (0.956, 0.997),
    (0.966, 0.999),
    (0.97, 0.9998),
)
"""The same for a word that was not read again, on a page whose doubtful words were."""
LIKELY = 0.97
"""The same for a word of the language that Tesseract gave 0.6 to 0.85 on a page that it reads well."""
NEURAL: Table = (
    (0.0, 0.1),
    (0.46, 0.46),
    (0.68, 0.61),
    (0.85, 0.71),
    (0.915, 0.83),
    (0.951, 0.85),
    (0.991, 0.93),
    (0.999, 0.955),
    (0.9998, 0.989),
    (1.0, 0.999),
)
"""The second recogniser's confidence in a word that Tesseract did not see → share of such words that are right."""
AGREED: Table = (
    (0.0, 0.8),
    (0.53, 0.875),
    (0.66, 0.904),
    (0.82, 0.94),
    (0.9, 0.965),
    (0.95, 0.979),
    (0.99, 0.985),
    (0.999, 0.99),
    (0.9998, 0.997),
    (1.0, 0.9995),
)
"""The same where both read a word alike."""
DIFFER = (0.3, -2.6, 3.9, 3.3)
"""Where they differ: intercept, and weights of Tesseract's confidence, of the second recogniser's, and of how many more letters of
the second one's reading stand in words of the language, in the logarithm of the odds that the second is right (logistic
regression). It says which is right in 95 of 100 where one is; 92 without the dictionary."""
CHOSEN: Table = ((0.5, 0.3), (0.64, 0.42), (0.78, 0.62), (0.84, 0.75), (0.9, 0.8), (0.95, 0.86), (0.98, 0.93), (1.0, 0.97))
"""The chance that the chosen one is righter than the other → share of them that are right: in 18 of 100 neither is. These five are
fitted to receipts, newspapers and tables that others photographed and scanned, and to the conditions of ``benchmarks/``."""
RUBBISH: Table = ((0.0, 0.0), (0.3, 0.05), (0.55, 0.35), (0.66, 0.66), (0.82, 0.79), (0.9, 1.0))
"""Mean confidence of a page → the most that may be right on it: on a page that is lost, even the surer words are noise."""


def word_chances(confidences: Sequence[float], weights: Sequence[int]) -> list[float]:
    """For each word of one page the chance that it is right.

    ``confidences`` are Tesseract's, ``weights`` the number of letters and figures in each word.
    """
    total = sum(weights)
    if not total:
        return [0.0] * len(confidences)
    chances = [interpolate(confidence, WORDS) for confidence in confidences]
    most = interpolate(_mean(confidences, weights), RUBBISH)
    usual = _mean(chances, weights)
    shrunk = min(1.0, most / usual) if usual else 0.0
    return [chance * shrunk for chance in chances]


def token_chances(tokens: Sequence[Token], weights: Sequence[int]) -> list[float]:
    """For each word of one page the chance that it is right: what two recognisers agreed on, else what Tesseract's word is worth.

    ``weights`` are the number of letters and figures in each word.
    """
    alone = [index for index, token in enumerate(tokens) if token.chance is None]
    chances = [token.chance or 0.0 for token in tokens]
    confidences, own = [tokens[index].confidence for index in alone], [weights[index] for index in alone]
    # A page of which the second recogniser has read the doubtful lines is not lost: its other words keep their chance.
    led_alone = word_chances(confidences, own) if len(alone) == len(tokens) else [interpolate(one, LEFT) for one in confidences]
    for index, chance in zip(alone, led_alone, strict=True):
        chances[index] = chance
    return chances


def tesseract_alone(confidence: float) -> float:
    """The chance that a word is right which the second recogniser did not see."""
    return interpolate(confidence, WORDS)


def neural_alone(confidence: float) -> float:
    """The chance that a word is right which only the second recogniser saw."""
    return interpolate(confidence, NEURAL)


def both_agree(neural: float) -> float:
    """The chance that a word is right which both recognisers read alike."""
    return interpolate(neural, AGREED)


def neural_is_right(tesseract: float, neural: float, words: float) -> float:
    """The chance that the second recogniser is right where the two differ and one is.

    ``words``: how many more of its reading's letters than of Tesseract's stand in words of the language, as a share: -1 to 1.
    """
    bias, by_tesseract, by_neural, by_words = DIFFER
    return 1 / (1 + math.exp(-(bias + by_tesseract * tesseract + by_neural * neural + by_words * words)))


def chosen_of_two(chance: float) -> float:
    """The chance that a word is right which was the likelier of two."""
    return interpolate(chance, CHOSEN)


def page_share(chances: Sequence[float], weights: Sequence[int]) -> float:
    """The share of words to be expected right on a page; words without letters say nothing. 0 without any."""
    counted = [chance for chance, weight in zip(chances, weights, strict=True) if weight]
    return sum(counted) / len(counted) if counted else 0.0


def interpolate(value: float, table: Table) -> float:
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
