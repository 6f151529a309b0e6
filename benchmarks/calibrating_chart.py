"""The reliability diagram of ``benchmarks/calibrating.py``: what was said of words and pages, and what came of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from reading_report import MISREAD, binned

from pipeline.reading.recognition import calibration

SIDE, LEFT, TOP, BETWEEN = 300, 60, 46, 70
TICKS = (0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.997, 0.999)
LEAST, MOST = 0.05, 0.9995
"""Both axes run along the logarithm of the odds: nearly all words lie above 0.9."""
EDGES = (0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 1.1)
FEWEST = 20
"""Words in a bin that is shown."""
INK, FRAME, ACCENT, BAD = "#222", "#e3e5e8", "#1f4e79", "#b5472f"

Pair = Sequence[float]


def draw(words: Sequence[Pair], pages: Sequence[Pair], path: Path) -> None:
    """Two panels as an SVG. Pairs are the share said to be right, and for a word whether it is, for a page the share found."""
    width, height = LEFT + 2 * SIDE + BETWEEN + 20, TOP + SIDE + 46
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
        f'<rect width="100%" height="{height}" fill="#fff"/>',
        *_frame(LEFT, "words", "said to be right", "printed so"),
        *_frame(LEFT + SIDE + BETWEEN, "pages", "share of words said to be right", "share found"),
    ]
    for _, _, count, said, right in binned(words, EDGES):
        if count >= FEWEST:
            x, y = _at(LEFT, said, right)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + math.log10(count):.1f}" fill="{ACCENT}"/>')
    left = LEFT + SIDE + BETWEEN
    bar, _ = _at(left, calibration.CHECK, 0.5)
    _, misread = _at(left, 0.5, 1 - MISREAD)
    parts += [
        f'<line x1="{bar:.1f}" y1="{TOP}" x2="{bar:.1f}" y2="{TOP + SIDE}" stroke="{BAD}" stroke-dasharray="4 3"/>',
        f'<line x1="{left}" y1="{misread:.1f}" x2="{left + SIDE}" y2="{misread:.1f}" stroke="{BAD}" stroke-dasharray="4 3"/>',
        f'<text x="{bar - 4:.1f}" y="{TOP + SIDE - 6}" text-anchor="end" fill="{BAD}">marked</text>',
    ]
    for said, found in pages:
        x, y = _at(left, said, found)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{ACCENT}" fill-opacity="0.6"/>')
    parts.append("</svg>\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts))


def _frame(left: int, title: str, below: str, beside: str) -> list[str]:
    """Grid, figures and the diagonal on which what is said comes true."""
    parts = [f'<text x="{left}" y="22" fill="{INK}" font-weight="bold">{title}</text>']
    for tick in TICKS:
        x, y = _at(left, tick, tick)
        parts += [
            f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{TOP + SIDE}" stroke="{FRAME}"/>',
            f'<line x1="{left}" y1="{y:.1f}" x2="{left + SIDE}" y2="{y:.1f}" stroke="{FRAME}"/>',
            f'<text x="{x:.1f}" y="{TOP + SIDE + 14}" text-anchor="middle" fill="#555">{tick:g}</text>',
            f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{tick:g}</text>',
        ]
    return [
        *parts,
        f'<line x1="{left}" y1="{TOP + SIDE}" x2="{left + SIDE}" y2="{TOP}" stroke="#8aa4c8"/>',
        f'<text x="{left + SIDE / 2:g}" y="{TOP + SIDE + 34}" text-anchor="middle" fill="{INK}">{below}</text>',
        f'<text x="{left}" y="{TOP - 8}" fill="{INK}">{beside}</text>',
    ]


def _at(left: int, said: float, right: float) -> tuple[float, float]:
    return left + SIDE * _along(said), TOP + SIDE * (1 - _along(right))


def _along(share: float) -> float:
    low, high, value = (math.log(one / (1 - one)) for one in (LEAST, MOST, min(MOST, max(LEAST, share))))
    return (value - low) / (high - low)
