"""A page off its picture: look, mend what needs mending, read, and look again at what came out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.document import Box, Page
from pipeline.failures import MissingTool, TookTooLong
from pipeline.reading import (
    bilevel,
    enhance,
    focus,
    glance,
    image,
    ocr,
    others,
    overlooked,
    photograph,
    recognised,
    reference,
    remedies,
)
from pipeline.reading.attempt import Attempt
from pipeline.reading.clock import Clock
from pipeline.reading.enhance import Mended, Plan
from pipeline.reading.glance import Look
from pipeline.reading.image import Picture
from pipeline.reading.ocr import Token
from pipeline.reading.options import Options
from pipeline.reading.recognised import Sheet, letters
from pipeline.reading.strip import believed

UNPACKED = "bmp"
"""What pictures for Tesseract are written as. Leptonica takes in a grey BMP at once and a PGM pixel by pixel: A4 at 200 dpi in
1.3 and in 88 ms."""
BICUBIC = 3
"""Pillow's number for it."""
GOOD = 0.9
"""Mean confidence from which a page needs no second reading. Clean pages reach 0.93 and more, pages upside down 0.3."""
SPARSE_TEXT = 11
"""Tesseract's page segmentation mode for words that stand anywhere."""
ONE_BLOCK, ONE_LINE = 6, 7
FEW_WORDS = 10.0
"""Seconds to look for words that stand anywhere: a divider sheet takes half of one, one under clouds of dirt two, grain minutes."""
SURE_ALONE = 0.7
"""Confidence from which a word that stands alone on a page is believed."""
UNEVEN, SLANTED, PALE, BLURRED = "cahaya tidak rata", "difoto dari samping", "cetakan pudar", "kabur"
MOST_KEEN = 2
"""Further readings of a blurred page that is read badly."""
MOST_DROPPED, MOST_BESIDE = 40, 120
"""Lines, and words of lines, that are read by themselves: a page that lacks more was not read at all."""


def read_picture(picture: Picture, number: int, options: Options) -> Page:
    """Read the picture of one page, with as much effort as it needs."""
    with tempfile.TemporaryDirectory() as folder:
        reader = _Reader(picture, options, Path(folder))
        attempt, notes = _read_photograph(reader) or reader.read()
        return recognised.page_of(
            picture, number, attempt.tokens, attempt.turn, notes, reader.dpi, attempt.sheet, reader.block, attempt.unread
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
    if attempt.confidence < GOOD or attempt.sheet is None:
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
        self.dpi = picture.dpi or max(picture.size) / glance.A4_INCHES
        self.patience = options.limits.page_seconds * 0.4
        """Seconds for the first attempt: a noisy page can hold Tesseract for minutes, and another attempt reads it in two."""
        self.tries = 0
        self.unblurred: set[int] = set()
        """Turns at which the page's blur has been looked for."""
        self.clock = Clock(options.limits.page_seconds)

    @cached_property
    def look(self) -> Look:
        """What the cheap look sees."""
        return glance.judge(self.picture)

    def read(self) -> tuple[Attempt, tuple[str, ...]]:
        if self.options.effort == "plain" and not self.options.rotation:
            return self.plain(), ()
        look = self.look
        first = enhance.plan_for(look, self.options.rotation)
        as_it_is = not (look.faults or self.faults) and self.options.effort != "enhanced" and not first.turn
        attempt = self.plain(enhance.enough(look)) if as_it_is else self.mended(first)
        if attempt.confidence < GOOD:
            turnable = self.options.rotation is None
            coarse = bilevel.is_coarse(self.picture.load_grey(), self.dpi)
            plans = others.plans(first, look, attempt, turnable=turnable, as_it_is=as_it_is, coarse=coarse)
            attempt = self._best([attempt], plans)
        if attempt.lies and self.options.rotation is None:
            attempt = self._best([attempt], others.stood_up(first, attempt))
        if not attempt.tokens:
            attempt = self.sparse()
        if attempt.tokens and attempt.unsure and self.clock.left() > 1:
            attempt = self.keener(attempt, first)
        if attempt.tokens and attempt.doubtful and self.clock.left() > 1:
            attempt = self.remedied(attempt, first)
        if attempt.overlooked and self.clock.left() > 1:
            attempt = self.completed(self.second_look(attempt))
        if attempt.beside and self.clock.left() > 1:
            attempt = self.filled_in(attempt)
        attempt = self.number_again(attempt)
        blurred = (BLURRED,) if attempt.blurred else ()
        # A blurred page looks pale from afar.
        seen = tuple(fault for fault in look.faults if fault != PALE or not blurred)
        faults = (*self.faults, *seen, *blurred, *attempt.remedied) or ("sulit dibaca",)
        mended = (attempt.mended or self.faults) and faults
        return attempt, recognised.notes(mended or (), attempt.tokens, attempt.turn, len(attempt.overlooked))

    def _best(self, tried: list[Attempt], plans: Iterator[Plan]) -> Attempt:
        """The attempt that read most, of as many as it takes to read well."""
        for plan in plans:
            if self.clock.left() < 1:
                break
            try:
                tried.append(self.mended(plan))
            except TookTooLong:
                if any(attempt.tokens for attempt in tried):
                    # Time ran out over making a page better that has been read.
                    break
                raise
            if plan.by_trial and not tried[-1].tokens:
                # No blur was found, nothing read: that is no attempt, though worth more than a page of nonsense.
                tried.pop()
            if tried[-1].confidence >= GOOD:
                break
        return max(tried, key=lambda attempt: attempt.worth_as_it_lies)

    def plain(self, scale: float = 1.0) -> Attempt:
        """The page as it is, in grey, or only smaller."""
        pixels = self.picture.load_grey()
        if self.options.effort != "plain" and bilevel.is_coarse(pixels, self.dpi):
            pixels = bilevel.smoothed(pixels)
        if scale < 1:
            pixels = pixels.resize((round(pixels.width * scale), round(pixels.height * scale)), BICUBIC, reducing_gap=1.5)
        tokens, sheet = self._read_off(pixels, "page", self.dpi * scale, lambda box: _scaled(box, 1 / scale))
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

    def keener(self, attempt: Attempt, plan: Plan) -> Attempt:
        """A blurred page with its very blur taken back, or a likely one harder; whichever reading holds most."""
        plan = replace(plan, turn=attempt.turn)
        tried = [attempt]
        plans = [] if attempt.turn in self.unblurred else [enhance.tried(plan, self.dpi)]
        if attempt.blurred:
            plans += [replace(plan, keenness=keenness) for keenness in focus.KEENER]
        for other in plans[:MOST_KEEN]:
            if self.clock.left() < 1 or not tried[-1].doubtful:
                break
            try:
                tried.append(self.mended(other))
            except TookTooLong:
                break
        return max((one for one in tried if one.tokens), key=lambda one: one.worth)

    def remedied(self, attempt: Attempt, plan: Plan) -> Attempt:
        """The page without stamps, lines and specks, where it has such; whichever reading holds more."""
        done: Sheet | Mended
        if attempt.blurred and attempt.sheet:
            # Finding a blur took time, and its sheet is mended already.
            done = attempt.sheet
            better, names = remedies.applied(np.asarray(done.pixels), done.dpi)
        else:
            done, better, names = remedies.sheet(self.picture.load(), replace(plan, turn=attempt.turn), self.dpi, self.look)
        if not names:
            return attempt
        try:
            tokens, sheet = self._read_off(Image.fromarray(better), "remedied", done.dpi, done.led_back)
        except TookTooLong:
            return attempt
        other = replace(attempt, tokens=tokens, mended=True, sheet=sheet, remedied=names)
        return max(attempt, other, key=lambda one: one.worth)

    def completed(self, attempt: Attempt) -> Attempt:
        """With the lines that Tesseract dropped, each cut out and read by itself."""
        sheet = attempt.sheet
        if sheet is None or not attempt.overlooked or len(attempt.overlooked) > MOST_DROPPED:
            return attempt
        apart = overlooked.apart(sheet.pixels, sheet.seen, attempt.overlooked, sheet.dpi)
        found = believed(self.block(apart.pixels))
        return attempt.with_lines(apart, found) if found else attempt

    def filled_in(self, attempt: Attempt) -> Attempt:
        """With the figures that Tesseract dropped from lines that it read."""
        sheet = attempt.sheet
        if sheet is None or len(attempt.beside) > MOST_BESIDE:
            return attempt
        apart = overlooked.apart(sheet.pixels, sheet.seen, attempt.beside, sheet.dpi)
        found = believed(self.block(apart.pixels))
        return attempt.with_print_beside(apart, found) if found else attempt

    def second_look(self, attempt: Attempt) -> Attempt:
        """The same sheet made a little softer, where lines of it were overlooked; whichever reading holds more."""
        if attempt.sheet is None:
            return attempt
        blunt = overlooked.blunted(attempt.sheet.pixels, attempt.sheet.dpi)
        try:
            tokens, sheet = self._read_off(blunt, "blunt", attempt.sheet.dpi, attempt.sheet.led_back)
        except TookTooLong:
            return attempt
        return max(attempt, replace(attempt, tokens=tokens, sheet=sheet), key=lambda one: one.worth)

    def number_again(self, attempt: Attempt) -> Attempt:
        """The letter's number read by itself, where a word of it was read with doubt, and the surer of both readings kept."""
        sheet = attempt.sheet
        found = reference.doubtful(attempt.tokens, sheet.seen, sheet.pixels.height) if sheet else None
        if sheet is None or found is None:
            return attempt
        first = [replace(attempt.tokens[index], box=sheet.seen[index]) for index in found]
        certain = reference.set_right(first)
        if certain:
            return attempt.with_words(found, certain)
        strip = reference.strip(sheet.pixels, sheet.seen, found)
        if strip is None:
            return attempt
        again = [
            replace(first[0], text=token.text, confidence=token.confidence, box=strip.led_back(token.box))
            for token in self.block(strip.pixels, ONE_LINE, reference.LANGUAGE)
        ]
        kept = reference.better(first, again)
        return attempt if kept == first else attempt.with_words(found, kept)

    def block(self, pixels: Image.Image, mode: int = ONE_BLOCK, language: str = "") -> list[Token]:
        """A part of the page read by itself, if there is time: one block of print, or one line."""
        if self.options.effort == "plain" or self.clock.left() < 1:
            return []
        file = self.folder / f"block.{UNPACKED}"
        pixels.save(file)
        try:
            return ocr.recognise(
                file, language or self.options.language, self.dpi, min(self.clock.left(), self.patience), mode=mode
            )
        except TookTooLong:
            return []
        except MissingTool:
            if not language:
                raise
            return self.block(pixels, mode)

    def mended(self, plan: Plan) -> Attempt:
        """The page after mending, its boxes led back."""
        done = enhance.mend(self.picture.load(), plan, self.dpi)
        if plan.by_trial:
            self.unblurred.add(plan.turn)
            if not done.blurred:
                return Attempt((), plan.turn)
        self.tries += 1
        tokens, sheet = self._read_off(done.pixels, f"mended-{self.tries}", done.dpi, done.led_back)
        return Attempt(tokens, plan.turn, sheet=sheet, blurred=done.blurred) if sheet else Attempt((), plan.turn)

    def _read_off(
        self, pixels: Image.Image, name: str, dpi: float, led_back: Callable[[Box], Box]
    ) -> tuple[tuple[Token, ...], Sheet | None]:
        """What is read off a level grey picture, its boxes led back; no sheet when Tesseract lost itself in noise."""
        file = self.folder / f"{name}.{UNPACKED}"
        pixels.save(file)
        found = self._recognise(file, dpi)
        if found is None:
            return (), None
        sheet = Sheet(file, tuple(token.box for token in found), led_back)
        return tuple(replace(token, box=led_back(token.box)) for token in found), sheet

    def _recognise(self, file: Path, dpi: float) -> list[Token] | None:
        """The words, or ``None`` when Tesseract lost itself in noise and there is time to try something else."""
        left = self.clock.left()
        try:
            return ocr.recognise(file, self.options.language, dpi, min(left, self.patience * self.clock.slowness))
        except TookTooLong:
            if left - self.patience < 5:
                raise
            self.patience = left
            return None
