"""A page off its picture: look, read with Tesseract, find the lines it reads badly and let the second recogniser read those."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.document import Box, Page
from pipeline.failures import TookTooLong
from pipeline.reading import (
    bilevel,
    combine,
    direction,
    enhance,
    glance,
    image,
    light,
    neural,
    ocr,
    overlooked,
    photograph,
    recognised,
    rules,
)
from pipeline.reading.attempt import Attempt
from pipeline.reading.clock import Clock
from pipeline.reading.enhance import Matrix, Plan
from pipeline.reading.glance import Look
from pipeline.reading.image import Picture
from pipeline.reading.lines import LineRecognizer, Quad, TextLine, quad_of, turned
from pipeline.reading.ocr import Token
from pipeline.reading.options import Options
from pipeline.reading.recognised import Sheet, letters

UNPACKED = "bmp"
"""What pictures for Tesseract are written as. Leptonica takes in a grey BMP at once and a PGM pixel by pixel: A4 at 200 dpi in
1.3 and in 88 ms."""
BICUBIC = 3
"""Pillow's number for it."""
GOOD = 0.9
"""Mean confidence from which a page needs no second attempt. Clean pages reach 0.93 and more, pages upside down 0.3."""
SPARSE_TEXT = 11
"""Tesseract's page segmentation mode for words that stand anywhere."""
FEW_WORDS = 10.0
"""Seconds to look for words that stand anywhere: a divider sheet takes half of one, one under clouds of dirt two, grain minutes."""
SURE_ALONE = 0.7
"""Confidence from which a word that stands alone on a page is believed."""
UNEVEN, SLANTED, PALE, BLURRY = "cahaya tidak rata", "difoto dari samping", "cetakan pudar", "kabur"
SCRATCHED = "garis melintang"
BLURRED = 0.95
"""Share of right words under which a blur is looked for."""
WHITE = 0.75
"""Share of the way from ink to paper above which a pale page is drawn up to white."""
AT_ONCE = 8
"""Lines between two looks at the clock."""
BEGUN = 1.0
"""Seconds that must be left for another step to be begun."""


def read_picture(picture: Picture, number: int, options: Options) -> Page:
    """Read the picture of one page, with as much effort as it needs."""
    with tempfile.TemporaryDirectory() as folder:
        reader = _Reader(picture, options, Path(folder))
        attempt, notes = _read_photograph(reader) or reader.read()
        return recognised.page_of(
            picture, number, attempt.tokens, attempt.turn, notes, reader.dpi, attempt.sheet, reader.boxes_read, attempt.unread
        )


def _read_photograph(reader: _Reader) -> tuple[Attempt, tuple[str, ...]] | None:
    """A sheet that lies slanted before a darker desk, drawn straight and read; ``None`` without one, or if it is read badly."""
    if reader.options.effort == "plain" or UNEVEN not in reader.look.faults:
        return None
    found = photograph.find(reader.picture.glance(), reader.picture.size)
    if found is None:
        return None
    straight = image.of_pixels(found.straight(reader.picture.load()), None)
    other = _Reader(straight, reader.options, reader.folder, (SLANTED,))
    other.clock = reader.clock
    attempt, notes = other.read()
    if attempt.share < GOOD or attempt.sheet is None:
        return None
    sheet = replace(attempt.sheet, led_back=_after(attempt.sheet.led_back, found.led_back))
    tokens = tuple(replace(token, box=found.led_back(token.box)) for token in attempt.tokens)
    return replace(attempt, tokens=tokens, sheet=sheet), notes


def _scaled(box: Box, scale: float) -> Box:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale


def _after(first: Callable[[Box], Box], then: Callable[[Box], Box]) -> Callable[[Box], Box]:
    return lambda box: then(first(box))


class _Reader:
    """One page's attempts: they share the picture, the folder and the clock."""

    def __init__(self, picture: Picture, options: Options, folder: Path, faults: tuple[str, ...] = ()) -> None:
        self.picture = picture
        self.options = options
        self.folder = folder
        self.faults = faults
        """What has been mended already."""
        self.patience = options.limits.page_seconds * 0.4
        """Seconds for the first attempt: a noisy page can hold Tesseract for minutes, and another attempt reads it in two."""
        self.tries = 0
        self.clock = Clock(options.limits.page_seconds)
        self.look: Look = glance.judge(picture)
        """What the cheap look sees."""

    @cached_property
    def dpi(self) -> float:
        """Dots per inch: the file's, else by the height of the letters."""
        return self.picture.dpi or self.look.dpi

    @cached_property
    def second(self) -> LineRecognizer | None:
        """The second recogniser, where it is installed and wanted."""
        return None if self.options.effort == "plain" else neural.second_recognizer()

    def read(self) -> tuple[Attempt, tuple[str, ...]]:
        if self.options.effort == "plain" and not self.options.rotation:
            return self.plain(), ()
        forced = self.options.effort == "enhanced" or self.options.rotation is not None
        if not (self.look.faults or self.faults or forced):
            attempt = self.plain(enhance.enough(self.look))
            if attempt.doubtful and self.second:
                attempt = self.looked_over(attempt)
        else:
            attempt = self.mended_as_found(forced=forced)
        if attempt.tokens and attempt.share < BLURRED and self.clock.left() > BEGUN:
            attempt = self.deblurred(attempt)
        if not attempt.tokens:
            attempt = self.sparse()
        # A blurred page looks pale from afar.
        seen = (*(fault for fault in self.look.faults if fault != PALE), BLURRY) if attempt.blurred else self.look.faults
        scratches = (SCRATCHED,) if attempt.scratched else ()
        faults = (*self.faults, *seen, *scratches) or ("sulit dibaca",)
        mended = (attempt.mended or self.faults) and faults
        return attempt, recognised.notes(mended or (), attempt.tokens, attempt.turn, attempt.unread_lines)

    def deblurred(self, attempt: Attempt) -> Attempt:
        """A page that both recognisers read badly, read again without its blur, if it has one; whichever reading holds more."""
        plan = enhance.plan_for(self.look, attempt.turn)
        skew = direction.skew_of(self.found, attempt.turn) if self.second else plan.skew
        try:
            other = self.mended(enhance.deblurred(replace(plan, skew=skew), self.dpi))
        except TookTooLong:
            return attempt
        if not other.blurred:
            return attempt
        other = self.combined(other) if self.second and other.tokens else other
        return max(attempt, other, key=lambda one: one.score)

    def looked_over(self, attempt: Attempt) -> Attempt:
        """A page that looked clean and was read with doubt: its lines are found, and those in doubt read again."""
        turn = direction.turn_of(self.found, attempt.share, self.lines_on_picture)
        if turn or abs(direction.skew_of(self.found)) > glance.SKEWED:
            return self.mended_as_found(forced=False)
        return self.combined(attempt)

    def mended_as_found(self, *, forced: bool) -> Attempt:
        """A page with faults: mended where Tesseract needs it, and what it reads badly read again."""
        if self.second:
            self.look = glance.judge(self.picture, self.found)
        plan = enhance.plan_for(self.look, self.options.rotation)
        if self.second and self.options.rotation is None:
            turn = direction.turn_of(self.found, 1.0, self.lines_on_picture)
            plan = replace(plan, turn=turn, skew=direction.skew_of(self.found, turn))
        attempt = self.first(plan, forced=forced)
        if not self.second or self.clock.left() < BEGUN:
            return attempt
        if self.options.rotation is None and attempt.share < direction.HOPELESS:
            turn = direction.turn_of(self.found, attempt.share, self.lines_on_picture)
            if turn != attempt.turn:
                plan = replace(plan, turn=turn, skew=direction.skew_of(self.found, turn))
                attempt = max(attempt, self.mended(plan), key=lambda one: one.score)
        return self.combined(attempt) if self.found else attempt

    def first(self, plan: Plan, *, forced: bool) -> Attempt:
        """What Tesseract reads: of the page as it is unless it must be mended, and of the other where that is read badly."""
        must = forced or plan.turn or abs(plan.skew) > glance.SKEWED or self.look.must_be_mended
        attempt = self.mended(plan) if must else self.plain()
        if forced or self.clock.left() < BEGUN or not self._worth_another(attempt, plan, must=bool(must)):
            return attempt
        try:
            return max(attempt, self.plain() if must else self.mended(plan), key=lambda one: one.score)
        except TookTooLong:
            return attempt

    def _worth_another(self, attempt: Attempt, plan: Plan, *, must: bool) -> bool:
        """Whether to read the page mended and as it is: mending can cost print, and coloured ink may lie over it."""
        if must or not self.second:
            return attempt.share < GOOD
        return plan.lightest and attempt.doubtful

    @cached_property
    def found(self) -> list[Quad]:
        """The lines on the page's picture."""
        return self.second.find(self._picture) if self.second else []

    def found_on(self, sheet: Sheet) -> list[Quad]:
        """The same on the sheet of an attempt."""
        if sheet.back is None:
            return self.second.find(sheet.pixels) if self.second else []
        forward = np.linalg.inv(sheet.back)
        return [turned(_led(quad, forward), sheet.turn) for quad in self.found]

    def combined(self, attempt: Attempt) -> Attempt:
        """Tesseract's words and the second recogniser's, line by line."""
        attempt = self.without_scratches(attempt)
        sheet = attempt.sheet
        if sheet is None:
            return attempt
        found = self.found_on(sheet)
        where = combine.placed(sheet.seen, found)
        wanted = combine.doubtful(attempt.tokens, sheet.seen, found, where, attempt.share)
        read = dict(zip(wanted, self.lines(sheet, [found[at] for at in wanted]), strict=False))
        seen, tokens = combine.combined(attempt.tokens, sheet.seen, where, read, sheet.led_back)
        unread = [found[at] for at in wanted if at not in read]
        return self.with_lines_between(replace(attempt, tokens=tokens, sheet=replace(sheet, seen=seen)), unread)

    def without_scratches(self, attempt: Attempt) -> Attempt:
        """A page with black lines across its print, read without them if that is better."""
        sheet = attempt.sheet
        lifted = rules.lifted(np.asarray(sheet.pixels), sheet.dpi) if sheet and attempt.doubtful else None
        if sheet is None or lifted is None:
            return attempt
        self.tries += 1
        try:
            tokens, clean = self._read_off(
                Image.fromarray(lifted), f"lifted-{self.tries}", sheet.dpi, sheet.led_back, sheet.back, sheet.turn
            )
        except TookTooLong:
            return attempt
        other = replace(attempt, tokens=tokens, sheet=replace(clean, unstamped=True), mended=True, scratched=True)
        return max(attempt, other, key=lambda one: one.score)

    def with_lines_between(self, attempt: Attempt, unread: list[Quad]) -> Attempt:
        """With lines of print that neither was found nor read: faint ones between lines that are not."""
        sheet = attempt.sheet
        pieces = overlooked.unread(self._dark(sheet), sheet.seen, sheet.dpi)[0] if sheet else []
        if sheet is None or not pieces:
            return attempt.with_unread(unread)
        quads = [quad_of(piece) for piece in pieces]
        read = dict(enumerate(self.lines(sheet, quads)))
        where = combine.Placed(tuple(() for _ in quads), ())
        seen, tokens = combine.combined(attempt.tokens, sheet.seen, where, read, sheet.led_back)
        unread = [*unread, *quads[len(read) :]]
        return replace(attempt, tokens=tokens, sheet=replace(sheet, seen=seen)).with_unread(unread)

    def _dark(self, sheet: Sheet) -> Image.Image:
        """A sheet with its print dark enough to be told from paper."""
        if self.look.ink <= glance.PALE:
            return sheet.pixels
        return light.stretch(light.flatten(sheet.pixels, max(1, round(sheet.dpi / 75))), WHITE)

    def lines(self, sheet: Sheet, quads: list[Quad]) -> list[TextLine]:
        """Lines of a sheet, read off the page's own picture where a matrix leads there; as many as there is time for."""
        if sheet.back is None or sheet.unstamped:
            return self._read(sheet.pixels, quads)
        read = self.lines_on_picture([_led(quad, sheet.back) for quad in quads])
        return [replace(line, quad=quad) for line, quad in zip(read, quads, strict=False)]

    def lines_on_picture(self, quads: list[Quad]) -> list[TextLine]:
        """Lines of the page's own picture."""
        return self._read(self._picture, quads)

    def _read(self, pixels: Image.Image, quads: list[Quad]) -> list[TextLine]:
        read: list[TextLine] = []
        for start in range(0, len(quads) if self.second else 0, AT_ONCE):
            if self.clock.left() < BEGUN:
                break
            read += self.second.read(pixels, quads[start : start + AT_ONCE], self.options.language) if self.second else []
        return read

    @cached_property
    def _picture(self) -> Image.Image:
        return self.picture.load()

    def boxes_read(self, sheet: Sheet, boxes: list[Box]) -> list[TextLine]:
        """Print of a sheet in boxes that hold none of its words."""
        return self._read(sheet.pixels, [quad_of(box) for box in boxes])

    def plain(self, scale: float = 1.0) -> Attempt:
        """The page as it is, in grey, or only smaller."""
        pixels = self.picture.load_grey()
        if self.options.effort != "plain" and bilevel.is_coarse(pixels, self.dpi):
            pixels = bilevel.smoothed(pixels)
        if scale < 1:
            pixels = pixels.resize((round(pixels.width * scale), round(pixels.height * scale)), BICUBIC, reducing_gap=1.5)
        back = np.diag([1 / scale, 1 / scale, 1.0])
        tokens, sheet = self._read_off(pixels, "page", self.dpi * scale, lambda box: _scaled(box, 1 / scale), back, 0)
        return Attempt(tokens, 0, mended=False, sheet=sheet)

    def sparse(self) -> Attempt:
        """A page on which nothing was found, looked over once more for a few words anywhere: a divider sheet, a stamp, a name.

        Layout analysis takes three words on an empty page for dirt; what is read of real dirt is neither sure nor long. Where
        Tesseract loses itself in an empty sheet's grain, there is nothing; the page does not fail for it.
        """
        file = self.folder / f"sparse.{UNPACKED}"
        self.picture.load_grey().save(file)
        patience = min(self.clock.left(), FEW_WORDS * self.clock.slowness)
        try:
            found = ocr.recognise(file, self.options.language, self.dpi, patience, mode=SPARSE_TEXT) if patience > 1 else []
        except TookTooLong:
            found = []
        sure = (token for token in found if token.confidence >= SURE_ALONE and letters(token.text) >= 3)
        return Attempt(tuple(sure), 0, mended=False)

    def mended(self, plan: Plan) -> Attempt:
        """The page after mending, its boxes led back."""
        done = enhance.mend(self.picture.load(), plan, self.dpi)
        if plan.deblur and not done.blurred:
            return Attempt((), plan.turn)
        self.tries += 1
        back = None if done.bend else done.back
        tokens, sheet = self._read_off(done.pixels, f"mended-{self.tries}", done.dpi, done.led_back, back, plan.turn)
        sheet = replace(sheet, unstamped=plan.lightest)
        return Attempt(tokens, plan.turn, sheet=sheet, blurred=done.blurred)

    def _read_off(
        self, pixels: Image.Image, name: str, dpi: float, led_back: Callable[[Box], Box], back: Matrix | None, turn: int
    ) -> tuple[tuple[Token, ...], Sheet]:
        """What Tesseract reads off a level grey picture, its boxes led back; no words when it lost itself in noise."""
        file = self.folder / f"{name}.{UNPACKED}"
        pixels.save(file)
        found = self._recognise(file, dpi)
        sheet = Sheet(file, tuple(token.box for token in found), led_back, dpi, back, turn)
        return tuple(replace(token, box=led_back(token.box)) for token in found), sheet

    def _recognise(self, file: Path, dpi: float) -> list[Token]:
        """The words, or none when Tesseract lost itself in noise and there is time to try something else."""
        left = self.clock.left()
        try:
            return ocr.recognise(file, self.options.language, dpi, min(left, self.patience * self.clock.slowness))
        except TookTooLong:
            if left - self.patience < 5:
                raise
            self.patience = left
            return []


def _led(quad: Quad, back: NDArray[Any]) -> Quad:
    """Four corners on the page's picture, given those on the sheet."""
    points = back @ np.vstack([quad.T, np.ones(4)])
    return np.asarray((points[:2] / points[2]).T, np.float32)
