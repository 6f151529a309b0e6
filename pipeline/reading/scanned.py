"""A page off its picture: look, mend what needs mending, read, and look again at what came out."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np

from pipeline.document import Box, Page, TextSource
from pipeline.failures import TookTooLong
from pipeline.reading import enhance, glance, layout, light, margins, ocr
from pipeline.reading.enhance import Plan
from pipeline.reading.glance import Look
from pipeline.reading.image import Picture
from pipeline.reading.ocr import Token
from pipeline.reading.options import Options

POINTS = 72.0
BICUBIC = 3
"""Pillow's number for it."""
GOOD = 0.9
"""Mean confidence from which a page needs no second reading. Clean pages reach 0.93 and more, pages upside down 0.3."""
FINE_FAX = 250.0
"""Dots per inch under which a page in black and white alone is smoothed: its steps are as high as its strokes are wide."""
SPARSE_TEXT = 11
"""Tesseract's page segmentation mode for words that stand anywhere."""
SURE_ALONE = 0.7
"""Confidence from which a word that stands alone on a page is believed."""
HOPELESS, AMBIGUOUS = 0.55, 1.6
CHECK = 0.93
"""Mean confidence under which a person is asked to check the page. Measured: those above miss 0.00 to 0.05 of their words."""
CALIBRATION = (
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


@dataclass(frozen=True)
class Attempt:
    """One reading of the page: its words, in pixels of the page's own picture, and the turn they were read at."""

    tokens: tuple[Token, ...]
    turn: int
    mended: bool = True

    @property
    def confidence(self) -> float:
        """Mean over letters and figures, what is neither left out: smudges are read as dots and dashes."""
        return mean_confidence((token.text, token.confidence) for token in self.tokens)

    @property
    def worth(self) -> float:
        """How much was read, each letter by its confidence beyond a guess."""
        return sum((token.confidence - 0.4) * letters(token.text) for token in self.tokens)


def letters(text: str) -> int:
    """How many letters and figures."""
    return sum(c.isalnum() for c in text)


def mean_confidence(words: Iterator[tuple[str, float]]) -> float:
    """Mean confidence, each word weighted by its letters and figures; 0 without any."""
    weight = total = 0.0
    for text, confidence in words:
        weight += letters(text)
        total += letters(text) * confidence
    return total / weight if weight else 0.0


def read_picture(picture: Picture, number: int, options: Options) -> Page:
    """Read the picture of one page, with as much effort as it needs."""
    with tempfile.TemporaryDirectory() as folder:
        reader = _Reader(picture, options, Path(folder))
        attempt, notes = reader.read()
    return _page(picture, number, attempt, notes, reader.dpi)


class _Reader:
    """One page's attempts: they share the picture, the folder and the clock."""

    def __init__(self, picture: Picture, options: Options, folder: Path) -> None:
        self.picture = picture
        self.options = options
        self.folder = folder
        self.dpi = picture.dpi or max(picture.size) / glance.A4_INCHES
        self.patience = options.limits.page_seconds * 0.4
        """Seconds for the first attempt: a noisy page can hold Tesseract for minutes, and another attempt reads it in two."""
        self.deadline = time.monotonic() + options.limits.page_seconds

    def read(self) -> tuple[Attempt, tuple[str, ...]]:
        if self.options.effort == "plain" and not self.options.rotation:
            return self.plain(), ()
        look = glance.judge(self.picture)
        first = enhance.plan_for(look, self.options.rotation)
        as_it_is = not look.faults and self.options.effort != "enhanced" and not first.turn
        attempt = self.plain(enhance.enough(look)) if as_it_is else self.mended(first)
        if attempt.confidence < GOOD:
            attempt = self._best([attempt], self._others(first, look, attempt, as_it_is=as_it_is))
        if not attempt.tokens:
            attempt = self.sparse()
        mended = attempt.mended and (look.faults or ("sulit dibaca",))
        return attempt, _notes(mended or (), attempt)

    def _best(self, tried: list[Attempt], plans: Iterator[Plan]) -> Attempt:
        """The attempt that read most, of as many as it takes to read well."""
        for plan in plans:
            if time.monotonic() > self.deadline - 1:
                break
            tried.append(self.mended(plan))
            if tried[-1].confidence >= GOOD:
                break
        return max(tried, key=lambda attempt: attempt.worth)

    def _others(self, first: Plan, look: Look, attempt: Attempt, *, as_it_is: bool) -> Iterator[Plan]:
        """What else to try, the likeliest first."""
        if not attempt.tokens and not look.print_height:
            # Nothing was read and no lines were seen: a blank page.
            return
        if as_it_is:
            yield first
        if self.options.rotation is None and attempt.confidence < HOPELESS:
            yield replace(first, turn=(first.turn + 180) % 360)
            if look.lines.sure < AMBIGUOUS:
                # Neither lines across nor lines along stood out: a table, a few words.
                yield replace(first, turn=(first.turn + 90) % 360, skew=0.0)
                yield replace(first, turn=(first.turn + 270) % 360, skew=0.0)
        yield enhance.softened(first, look)

    def plain(self, scale: float = 1.0) -> Attempt:
        """The page as it is, or only smaller."""
        file = self.picture.file
        if file is None or scale < 1:
            file = self.folder / "page.pgm"
            pixels = self.picture.load_grey()
            if self.options.effort != "plain" and self.dpi < FINE_FAX and light.two_levels(np.asarray(pixels)):
                pixels = light.smoothed(pixels, 1.5)
            if scale < 1:
                pixels = pixels.resize((round(pixels.width * scale), round(pixels.height * scale)), BICUBIC, reducing_gap=1.5)
            pixels.save(file)
        tokens = self._recognise(file, self.dpi * scale) or ()
        if scale < 1:
            grow = np.diag([1 / scale, 1 / scale, 1.0])
            tokens = [replace(token, box=enhance.box_back(token.box, grow)) for token in tokens]
        return Attempt(tuple(tokens), 0, mended=False)

    def sparse(self) -> Attempt:
        """A page on which nothing was found, looked over once more for a few words anywhere: a divider sheet, a stamp, a name.

        Layout analysis takes three words on an empty page for dirt; what is read of real dirt is neither sure nor long.
        """
        file = self.folder / "sparse.pgm"
        self.picture.load_grey().save(file)
        left = self.deadline - time.monotonic()
        found = ocr.recognise(file, self.options.language, self.dpi, left, mode=SPARSE_TEXT) if left > 1 else []
        sure = (token for token in found if token.confidence >= SURE_ALONE and letters(token.text) >= 3)
        return Attempt(tuple(sure), 0, mended=False)

    def mended(self, plan: Plan) -> Attempt:
        """The page after mending, its boxes led back."""
        done = enhance.mend(self.picture.load(), plan, self.dpi)
        file = self.folder / "mended.pgm"
        done.pixels.save(file)
        tokens = self._recognise(file, done.dpi)
        if tokens is None:
            return Attempt((), plan.turn)
        led_back = tuple(replace(token, box=enhance.box_back(token.box, done.back)) for token in tokens)
        return Attempt(led_back, plan.turn)

    def _recognise(self, file: Path, dpi: float) -> list[Token] | None:
        """The words, or ``None`` when Tesseract lost itself in noise and there is time to try something else."""
        left = self.deadline - time.monotonic()
        try:
            return ocr.recognise(file, self.options.language, dpi, min(left, self.patience))
        except TookTooLong:
            if left - self.patience < 5:
                raise
            self.patience = left
            return None


def expected_right(mean: float) -> float:
    """The share of words to be expected right on a page of this mean confidence: Tesseract's own figure is too sure of bad pages
    and not sure enough of good ones.
    """
    means, right = zip(*CALIBRATION, strict=True)
    return float(np.interp(mean, means, right))


def _notes(faults: Sequence[str], attempt: Attempt) -> tuple[str, ...]:
    notes = []
    if not attempt.turn:
        # The look took it for upside down, the reading found otherwise.
        faults = [fault for fault in faults if fault != "terbalik"]
    if faults:
        notes.append(f"Gambar diperbaiki sebelum dibaca: {', '.join(faults)}.")
    if not attempt.tokens:
        notes.append("Tidak ada teks yang terbaca pada halaman ini; mungkin kosong.")
    elif attempt.confidence < CHECK:
        notes.append("Halaman ini sulit dibaca; periksa teksnya dengan gambarnya.")
    return tuple(notes)


def _page(picture: Picture, number: int, attempt: Attempt, notes: tuple[str, ...], dpi: float) -> Page:
    width, height = picture.size
    placed = _placing(picture)
    paragraphs = []
    for _, block in groupby(attempt.tokens, key=lambda t: (t.block, t.paragraph)):
        lines = []
        for _, line in groupby(block, key=lambda t: t.line):
            lines.append([word for token in line for word in layout.clean_words(token.text, placed(token.box), token.confidence)])
        paragraphs.append(lines)
    body, apart = margins.set_apart(paragraphs, attempt.turn)
    text, words = layout.compose(body)
    return Page(
        number,
        text,
        TextSource.OCR,
        round(expected_right(attempt.confidence), 3),
        attempt.turn,
        words,
        width / dpi * POINTS,
        height / dpi * POINTS,
        notes,
        margins=apart,
    )


def _placing(picture: Picture) -> Callable[[Box], Box]:
    """From pixels of the picture to fractions of the page."""
    width, height = picture.size
    x0, y0, x1, y1 = picture.part
    across, down = (x1 - x0) / width, (y1 - y0) / height
    return lambda box: layout.clamp((x0 + across * box[0], y0 + down * box[1], x0 + across * box[2], y0 + down * box[3]))
