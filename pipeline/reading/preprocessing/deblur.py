"""Finds the blur of a page by trial and removes it by Wiener's filter.

A page is shaken along a line in any direction, out of focus (a disc, as a lens draws a point), or soft (a bell curve). Taken back
with the wrong one, print has shadows and ripples of greys beside it; with the right one it has two levels. That tells them apart
where edges alone do not: strokes are shorter than a blur of twelve pixels, and a slanted one widens every edge alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]

DPI = 200.0
"""Dots per inch that print needs here: finer pages are shrunk to it before their blur is looked for and taken back."""
NOISE = 0.003
"""How much weaker than ink the noise is, squared (Wiener's filter)."""
GRAINY = 0.01
"""The same on pages with grain."""
TILE, TILES, MARGIN, RIM = 216, 5, 20, 16
"""Side and number of the squares of the page on which blurs are tried; pixels along their edges that are not looked at, and those
of them that are dimmed, since what lies beyond is not known."""
INK = 99
"""Percentile of a square's ink that counts as its darkest."""
NEAREST, FARTHEST, APART = 3, 11, 0.9
"""Shakes that are tried: from how many steps to how many, and the pixels of one step. Half a pixel off, ripples begin."""
STARTS = 4
"""Shakes that are made better."""
DISCS = np.arange(1.5, 6.6, 0.5)
SOFT = np.arange(0.8, 4.3, 0.35)
FINER = (0.45, 0.2)
"""Steps by which the best of each kind is made better."""
LEAST = 1.0
"""Spread from which a blur is worth taking back."""
SHARP = 0.22
"""Greys beside ink and paper, by contrast, under which a page has no such blur. Measured: sharp pages 0.1 to 0.25, photographs 0.25
to 0.4, blurred pages 0.3 to 0.6."""
NEARLY = 1.08
"""Greys that a blur leaves when it is taken back, by those that the best smaller one leaves. Measured: blurred pages 0.5 to 1.01,
others 1.13 to 2.7."""


@dataclass(frozen=True)
class Blur:
    """What one point of the page became, in pixels."""

    right: float = 0.0
    down: float = 0.0
    """Length and direction of a shake: how far it went."""
    disc: float = 0.0
    """Radius of the disc that a lens out of focus makes of a point."""
    soft: float = 0.0
    """Standard deviation of a bell curve."""

    @property
    def spread(self) -> float:
        """How far it takes ink from its place, as a standard deviation."""
        return float(np.sqrt((self.right**2 + self.down**2) / 12 + self.disc**2 / 4 + self.soft**2))

    @property
    def reach(self) -> int:
        """Pixels beyond which a point's ink does not come, and the ripples of its removal hardly."""
        return int(4 * max(abs(self.right), abs(self.down), 2 * self.disc, 2 * self.soft)) + 4

    def spectrum(self, shape: tuple[int, int]) -> Floats:
        """Its transfer function, on the grid of ``rfft2`` for pictures of this shape."""
        from scipy import fft, special

        up, along = fft.fftfreq(shape[0])[:, None].astype(np.float32), fft.rfftfreq(shape[1])[None, :].astype(np.float32)
        squared = up**2 + along**2
        passed = np.exp(-2 * np.pi**2 * self.soft**2 * squared)
        if self.right or self.down:
            passed = passed * np.sinc(self.right * along + self.down * up)
        if self.disc:
            turns = 2 * np.pi * self.disc * np.sqrt(squared) + 1e-6
            passed = passed * (2 * special.j1(turns) / turns)
        done: Floats = passed.astype(np.float32)
        return done


def find_blur(flat: Grey, noise: float = NOISE) -> Blur | None:
    """The blur of an evened page at about 200 dots per inch; ``None`` on a sharp or a very small one."""
    squares = _busiest(flat)
    if not len(squares):
        return None
    from scipy import fft

    spectra = fft.rfft2(squares)
    known: dict[Blur, float] = {}

    def greys(blur: Blur) -> float:
        if blur not in known:
            known[blur] = _greyness(spectra, blur, noise)
        return known[blur]

    if greys(Blur()) < SHARP:
        return None
    firsts = (*_unlike(sorted(_shakes(), key=greys)), min(_discs(), key=greys), min(_softs(), key=greys))
    best = min((_refined(first, greys, LEAST) for first in firsts), key=greys)
    return best if greys(best) < NEARLY * greys(_refined(Blur(soft=LEAST / 2), greys)) else None


def remove_blur(flat: Grey, blur: Blur, noise: float = NOISE) -> Grey:
    """The page without this blur, as far as noise allows (Wiener's filter)."""
    from scipy import fft

    border = blur.reach
    ink = np.pad(255.0 - flat.astype(np.float32), border, mode="edge")
    shape = fft.next_fast_len(ink.shape[0], True), fft.next_fast_len(ink.shape[1], True)
    passed = blur.spectrum(shape)
    clear = fft.irfft2(fft.rfft2(ink, shape) * (passed / (passed**2 + noise)), shape)
    height, width = flat.shape
    done: Grey = np.clip(255.0 - clear[border : border + height, border : border + width], 0, 255).astype(np.uint8)
    return done


def _busiest(flat: Grey) -> Floats:
    """The squares with most print, dimmed towards their edges."""
    rows, columns = flat.shape[0] // TILE, flat.shape[1] // TILE
    ink = 255.0 - flat[: rows * TILE, : columns * TILE].astype(np.float32)
    squares = ink.reshape(rows, TILE, columns, TILE).swapaxes(1, 2).reshape(-1, TILE, TILE)
    busy = np.abs(np.diff(squares, axis=1)).mean(axis=(1, 2)) + np.abs(np.diff(squares, axis=2)).mean(axis=(1, 2))
    from_edge = np.minimum(np.arange(TILE), np.arange(TILE)[::-1])
    dimmed = np.minimum(1.0, (from_edge + 0.5) / RIM).astype(np.float32)
    done: Floats = squares[np.argsort(-busy)[:TILES]] * dimmed[:, None] * dimmed
    return done


def _greyness(spectra: NDArray[np.complex64], blur: Blur, noise: float) -> float:
    """How far, with this blur taken back, pixels lie from the nearer of ink and paper, by the contrast of the square."""
    from scipy import fft

    passed = blur.spectrum((TILE, TILE))
    clear = fft.irfft2(spectra * (passed / (passed**2 + noise)), (TILE, TILE))[:, MARGIN:-MARGIN, MARGIN:-MARGIN]
    ink = np.percentile(clear[:, ::2, ::2], INK, axis=(1, 2), keepdims=True)
    share = clear / np.maximum(ink, 1.0)
    off = np.minimum(np.abs(share), np.abs(1 - share)).mean(axis=(1, 2))
    return float((off / np.maximum(share.std(axis=(1, 2)), 0.01)).mean())


def _shakes() -> Iterator[Blur]:
    """Shakes in every direction, as far apart everywhere: there and back is one."""
    for right in range(-FARTHEST, FARTHEST + 1):
        for down in range(FARTHEST + 1):
            if NEAREST <= np.hypot(right, down) <= FARTHEST and (down or right > 0):
                yield Blur(right * APART, down * APART, soft=0.5)


def _unlike(shakes: Sequence[Blur]) -> list[Blur]:
    """The first of them that do not stand side by side: the best of the trial is often beside the right one or far from it."""
    chosen: list[Blur] = []
    for one in shakes:
        if all(np.hypot(one.right - other.right, one.down - other.down) > 2 * APART for other in chosen):
            chosen.append(one)
        if len(chosen) == STARTS:
            break
    return chosen


def _discs() -> Iterator[Blur]:
    return (Blur(disc=float(radius), soft=0.5) for radius in DISCS)


def _softs() -> Iterator[Blur]:
    return (Blur(soft=float(deviation)) for deviation in SOFT)


def _refined(blur: Blur, greys: Callable[[Blur], float], least: float = 0.0) -> Blur:
    """The best blur near this one, of at least some spread: as long as a step helps, another is taken (pattern search)."""
    for step in FINER:
        while True:
            better = min((other for other in _neighbours(blur, step) if other.spread >= least), key=greys)
            if greys(better) >= greys(blur):
                break
            blur = better
    return blur


def _neighbours(blur: Blur, step: float) -> Iterator[Blur]:
    for change in (-step, step):
        yield replace(blur, soft=max(0.0, blur.soft + change))
        if blur.disc:
            yield replace(blur, disc=max(0.5, blur.disc + change))
        if blur.right or blur.down:
            yield replace(blur, right=blur.right + change)
            yield replace(blur, down=blur.down + change)
