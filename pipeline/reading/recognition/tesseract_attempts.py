"""Attempts with Tesseract: the plain page, the preprocessed page, without scratches, sparse text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.document.pages import Box
from pipeline.failures import TookTooLong
from pipeline.reading.options import Options
from pipeline.reading.preprocessing import background_removal, descreen, line_removal
from pipeline.reading.preprocessing import plan as preprocessing_plan
from pipeline.reading.preprocessing.plan import Matrix, PreprocessingPlan
from pipeline.reading.recognition import tesseract, uncertain_print
from pipeline.reading.recognition.assembly import OcrSheet, count_letters
from pipeline.reading.recognition.attempt import Attempt
from pipeline.reading.recognition.tesseract import Token
from pipeline.reading.recognition.time_budget import TimeBudget
from pipeline.reading.sources.image import Picture

UNPACKED = "bmp"
"""What pictures for Tesseract are written as. Leptonica takes in a grey BMP at once and a PGM pixel by pixel: A4 at 200 dpi in
1.3 and in 88 ms."""
BICUBIC = 3
"""Pillow's number for it."""
SCRATCHED = 0.95
"""Share of right words from which a page has no scratches worth looking for."""
CROSSING, CROSSED = 0.5, 0.35
"""Pixels of a line in a word, by the word's height, from which it is crossed; and share of the words read with doubt that are."""
GREYED, FEWEST_GREYED, GREY_ALL_OVER = 0.5, 3, 0.4
"""Share of the words read with doubt that stand under a grey, and the fewest, from which it is taken off; and share of the others
from which the paper is grey, not what lies on it."""
DOTTED, DOUBTED = 0.02, 0.9
"""Share of a word under a raster's dots from which they disturb it, and chance of a word under which it is in doubt."""
FEW = 3
"""Every third of the other words tells as much of the paper."""
SCRATCHES, GREYS, RASTER = "garis melintang", "cap atau noda kelabu", "raster kasar"
SPARSE_TEXT = 11
"""Tesseract's page segmentation mode for words that stand anywhere."""
PATIENCE = 0.08
"""Share of a page's time for the first attempt: 10 s of 120. A whole newspaper page takes three to six."""
FEW_WORDS = 10.0
"""Seconds to look for words that stand anywhere: a divider sheet takes half of one, one under clouds of dirt two, grain minutes."""
SURE_ALONE = 0.7
"""Confidence from which a word that stands alone on a page is believed."""


class TesseractAttempts:
    """One page's attempts: they share the picture, the folder and the clock."""

    def __init__(self, picture: Picture, options: Options, folder: Path, clock: TimeBudget, dpi: float) -> None:
        self.picture = picture
        self.options = options
        self.folder = folder
        self.clock = clock
        self.dpi = dpi
        self._patience = options.limits.page_seconds * PATIENCE
        # Seconds for one attempt: a noisy page can hold Tesseract for minutes, and another attempt reads it in two.
        self._files = 0

    def plain(self, scale: float = 1.0) -> Attempt:
        """The page as it is, in grey, or only smaller."""
        pixels = self.picture.load_grey()
        if scale < 1:
            pixels = pixels.resize((round(pixels.width * scale), round(pixels.height * scale)), BICUBIC, reducing_gap=1.5)
        back = np.diag([1 / scale, 1 / scale, 1.0])
        tokens, sheet = self._read_off(pixels, self.dpi * scale, lambda box: _scaled(box, 1 / scale), back, 0)
        return Attempt(tokens, 0, mended=False, sheet=sheet)

    def mended(self, plan: PreprocessingPlan, pixels: Image.Image | None = None) -> Attempt:
        """The preprocessed page, its boxes mapped back to the source; ``pixels`` stand in for the page's own."""
        done = preprocessing_plan.preprocess(pixels or self.picture.load(), plan, self.dpi)
        if plan.deblur and not done.blurred:
            return Attempt((), plan.turn)
        back = None if done.bend else done.back
        tokens, sheet = self._read_off(done.pixels, done.dpi, done.to_source, back, plan.turn)
        sheet = replace(sheet, unstamped=plan.lightest)
        return Attempt(tokens, plan.turn, sheet=sheet, blurred=done.blurred)

    def without_scratches(self, attempt: Attempt) -> Attempt:
        """A page with black lines across its print, read without them where they cross words that were read with doubt."""
        sheet = attempt.sheet
        if sheet is None or attempt.share > SCRATCHED:
            return attempt
        page = np.asarray(sheet.pixels)
        lifted = line_removal.remove_scratches(page, sheet.dpi)
        if lifted is None or not _crosses_doubt(page != lifted, attempt):
            return attempt
        return self._without(
            attempt, SCRATCHES, lambda fine, dpi: lifted if fine.shape == page.shape else line_removal.remove_scratches(fine, dpi)
        )

    def without_greys(self, attempt: Attempt) -> Attempt:
        """A page with a stamp or stain in grey over its print, read without it where it covers words that were read with doubt."""
        sheet = attempt.sheet
        if sheet is None:
            return attempt
        page, doubted = np.asarray(sheet.pixels), _doubted(attempt)
        covered = sum(background_removal.lies_over(page, box) for box in doubted)
        if covered < max(FEWEST_GREYED, GREYED * len(doubted)):
            return attempt
        others = [box for box in sheet.seen if box not in doubted][::FEW]
        if sum(background_removal.lies_over(page, box) for box in others) > GREY_ALL_OVER * len(others):
            return attempt
        return self._without(attempt, GREYS, background_removal.remove_background)

    def without_raster(self, attempt: Attempt, plan: PreprocessingPlan) -> Attempt:
        """A page with a printer's raster under words in doubt, read without it; the attempt itself where there is none.

        ``plan``: how to mend the page if it was mended before.
        """
        page = np.asarray(self.picture.load_grey())
        dots = descreen.find_dots(page)
        if dots is None or not _lie_under_doubt(dots, attempt):
            return attempt
        clear = Image.fromarray(descreen.remove_dots(page, dots))
        if attempt.mended:
            return replace(self.mended(replace(plan, lightest=False), clear), cleared=(RASTER,))
        tokens, sheet = self._read_off(clear, self.dpi, lambda box: box, np.eye(3), 0)
        return Attempt(tokens, 0, sheet=sheet, cleared=(RASTER,))

    def _without(
        self, attempt: Attempt, what: str, taken_off: Callable[[NDArray[np.uint8], float], NDArray[np.uint8] | None]
    ) -> Attempt:
        """The page as finely as it came, read without what lies over its print; whichever reading holds more."""
        sheet = attempt.sheet
        if sheet is None:
            return attempt
        pixels, dpi, led_back, back = sheet.pixels, sheet.dpi, sheet.to_source, sheet.back
        if not attempt.mended and dpi < self.dpi:
            # A clean page was shrunk; what is taken off a coarse picture leaves gaps.
            pixels, dpi, led_back, back = self.picture.load_grey(), self.dpi, lambda box: box, np.eye(3)
        clear = taken_off(np.asarray(pixels), dpi)
        if clear is None:
            return attempt
        try:
            tokens, clean = self._read_off(Image.fromarray(clear), dpi, led_back, back, sheet.turn)
        except TookTooLong:
            return attempt
        other = replace(attempt, tokens=tokens, sheet=clean, mended=True, cleared=(*attempt.cleared, what))
        return max(attempt, other, key=lambda one: one.score)

    def sparse(self) -> Attempt:
        """A page on which nothing was found, looked over once more for a few words anywhere: a divider sheet, a stamp, a name.

        Layout analysis takes three words on an empty page for dirt; what is read of real dirt is neither sure nor long. Where
        Tesseract loses itself in an empty sheet's grain, there is nothing; the page does not fail for it.
        """
        file = self.folder / f"sparse.{UNPACKED}"
        self.picture.load_grey().save(file)
        patience = min(self.clock.left(), FEW_WORDS * self.clock.slowness)
        try:
            found = tesseract.recognise(file, self.options.language, self.dpi, patience, mode=SPARSE_TEXT) if patience > 1 else []
        except TookTooLong:
            found = []
        sure = (token for token in found if token.confidence >= SURE_ALONE and count_letters(token.text) >= 3)
        return Attempt(tuple(sure), 0, mended=False)

    def _read_off(
        self, pixels: Image.Image, dpi: float, led_back: Callable[[Box], Box], back: Matrix | None, turn: int
    ) -> tuple[tuple[Token, ...], OcrSheet]:
        """What Tesseract reads off a level grey picture, boxes mapped back to the source; nothing when it got lost in noise."""
        self._files += 1
        file = self.folder / f"page-{self._files}.{UNPACKED}"
        pixels.save(file)
        found = self._recognise(file, dpi)
        sheet = OcrSheet(file, tuple(token.box for token in found), led_back, dpi, back, turn)
        return tuple(replace(token, box=led_back(token.box)) for token in found), sheet

    def _recognise(self, file: Path, dpi: float) -> list[Token]:
        """The words, or none when Tesseract lost itself in noise and there is time to try something else."""
        left = self.clock.left()
        try:
            return tesseract.recognise(file, self.options.language, dpi, min(left, self._patience * self.clock.slowness))
        except TookTooLong:
            if left - self._patience < 5:
                raise
            self._patience = left
            return []


def _doubted(attempt: Attempt) -> list[Box]:
    """Where on the sheet the words stand that were read with doubt."""
    seen = attempt.sheet.seen if attempt.sheet else ()
    return [box for box, token in zip(seen, attempt.tokens, strict=True) if token.confidence < uncertain_print.DOUBTFUL]


def _lie_under_doubt(dots: NDArray[np.bool_], attempt: Attempt) -> bool:
    """Whether a raster, on the page's own picture, lies under half of the words that are in doubt."""
    doubted = [token.box for token, chance in zip(attempt.tokens, attempt.chances, strict=True) if chance < DOUBTED]
    inside = (dots[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] for x0, y0, x1, y1 in doubted)
    return sum(bool(part.size) and float(part.mean()) > DOTTED for part in inside) > len(doubted) / 2


def _crosses_doubt(scratch: NDArray[np.bool_], attempt: Attempt) -> bool:
    """Whether a scratch runs over many of the words that were read with doubt."""
    doubted = _doubted(attempt)
    parts = ((scratch[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1], y1 - y0) for x0, y0, x1, y1 in doubted)
    crossed = sum(bool(np.count_nonzero(part) > CROSSING * height) for part, height in parts)
    return crossed > CROSSED * len(doubted)


def _scaled(box: Box, scale: float) -> Box:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale
