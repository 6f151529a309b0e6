"""Recognises a page: assess, run Tesseract, let the second recogniser read what is uncertain."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

from pipeline.document.pages import Page
from pipeline.failures import TookTooLong
from pipeline.reading.options import Options
from pipeline.reading.preprocessing import assessment, colour
from pipeline.reading.preprocessing import plan as preprocessing_plan
from pipeline.reading.preprocessing.assessment import PageAssessment
from pipeline.reading.preprocessing.plan import PreprocessingPlan
from pipeline.reading.recognition import assembly, second_recognizer, text_direction, uncertain_print
from pipeline.reading.recognition.attempt import Attempt
from pipeline.reading.recognition.second_reading import BEGUN, SecondReading
from pipeline.reading.recognition.tesseract_attempts import TesseractAttempts
from pipeline.reading.recognition.time_budget import TimeBudget
from pipeline.reading.sources.image import Picture

GOOD = 0.9
"""Share of right words from which a page needs no second attempt of Tesseract's."""
BLURRED, LEAST_SIDE = 0.93, 1200
"""Share of right words under which a blur is looked for, and pixels of the shorter side: print on less has no room for one."""
RASTERED = 0.95
"""Share of right words under which a raster is looked for."""
COLOURED = 0.15
"""Coloured ink's share of a word's ink from which its print is no black."""
PALE, BLURRY = "cetakan pudar", "kabur"


def read_picture(picture: Picture, number: int, options: Options) -> Page:
    """Read the picture of one page, with as much effort as it needs."""
    with tempfile.TemporaryDirectory() as folder:
        reader = _PageReader(picture, options, Path(folder))
        attempt, notes = reader.read()
        again = reader.second.boxes if reader.second else None
        sheet, unread = attempt.sheet, attempt.unread
        return assembly.assemble_page(picture, number, attempt.tokens, attempt.turn, notes, reader.dpi, sheet, again, unread)


class _PageReader:
    """What to try with one page, in which order."""

    def __init__(self, picture: Picture, options: Options, folder: Path) -> None:
        self.picture = picture
        self.options = options
        self.clock = TimeBudget(options.limits.page_seconds)
        self.look: PageAssessment = assessment.assess(picture)
        """What the cheap look sees."""
        self.dpi = picture.dpi or self.look.dpi
        self.tesseract = TesseractAttempts(picture, options, folder, self.clock, self.dpi)
        recognizer = None if options.effort == "plain" else second_recognizer.second_recognizer()
        self.second = SecondReading(recognizer, picture, options.language, self.clock) if recognizer else None

    def read(self) -> tuple[Attempt, tuple[str, ...]]:
        if self.options.effort == "plain" and not self.options.rotation:
            return self.tesseract.plain(), ()
        forced = self.options.effort == "enhanced" or self.options.rotation is not None
        if not (self.look.faults or forced):
            attempt = self.tesseract.plain(preprocessing_plan.downscale_factor(self.look))
            if attempt.doubtful and self.second:
                attempt = self.read_doubtful_lines(attempt, self.second)
        elif self.second:
            attempt = self.preprocess_by_lines(self.second, forced=forced)
        else:
            attempt = self.preprocess_by_assessment(forced=forced)
        if attempt.tokens and attempt.share < RASTERED and self.clock.left() > BEGUN:
            attempt = self.without_raster(attempt)
        sizeable = min(self.picture.size) >= LEAST_SIDE
        if sizeable and attempt.tokens and attempt.share < BLURRED and self.clock.left() > BEGUN:
            attempt = self.deblurred(attempt)
        if not attempt.tokens:
            attempt = self.tesseract.sparse()
        # A blurred page looks pale from afar.
        seen = (*(fault for fault in self.look.faults if fault != PALE), BLURRY) if attempt.blurred else self.look.faults
        faults = (*seen, *attempt.cleared) or ("sulit dibaca",)
        return attempt, assembly.page_notes(faults if attempt.mended else (), attempt.tokens, attempt.turn, attempt.unread_lines)

    def without_raster(self, attempt: Attempt) -> Attempt:
        """A page that is read badly, read again without a printer's raster, if one lies under its print; whichever holds more."""
        try:
            other = self.tesseract.without_raster(attempt, replace(self.plan_at(attempt.turn), scale=1.0))
        except TookTooLong:
            return attempt
        if other is attempt:
            return attempt
        other = self.second.combined(other, self.look) if self.second and other.tokens else other
        return max(attempt, other, key=lambda one: one.score)

    def plan_at(self, turn: int) -> PreprocessingPlan:
        """What the look asks for on the page turned so, its lines as they were found."""
        plan = preprocessing_plan.plan_for(self.look, turn)
        return replace(plan, skew=text_direction.detect_skew(self.second.found, turn)) if self.second else plan

    def deblurred(self, attempt: Attempt) -> Attempt:
        """A page that is read badly, read again without its blur, if it has one; whichever reading holds more."""
        try:
            other = self.tesseract.mended(preprocessing_plan.with_deblurring(self.plan_at(attempt.turn), self.dpi))
        except TookTooLong:
            return attempt
        if not other.blurred:
            return attempt
        other = self.second.combined(other, self.look) if self.second and other.tokens else other
        return max(attempt, other, key=lambda one: one.score)

    def read_doubtful_lines(self, attempt: Attempt, second: SecondReading) -> Attempt:
        """A page that looked clean and was read with doubt: its lines are found, and those in doubt read again."""
        turn = text_direction.detect_turn(second.found, attempt.share, second.lines)
        if turn or abs(text_direction.detect_skew(second.found)) > assessment.SKEWED:
            return self.preprocess_by_lines(second, forced=False)
        return self.combined(attempt, second)

    def preprocess_by_assessment(self, *, forced: bool) -> Attempt:
        """A page with faults, without a second recogniser: mended by the look alone."""
        return self.first(preprocessing_plan.plan_for(self.look, self.options.rotation), forced=forced)

    def preprocess_by_lines(self, second: SecondReading, *, forced: bool) -> Attempt:
        """A page with faults: mended where Tesseract needs it, and what it reads badly read again."""
        self.look = assessment.assess(self.picture, second.found)
        plan = preprocessing_plan.plan_for(self.look, self.options.rotation)
        free = self.options.rotation is None
        if free:
            plan = _turned(plan, text_direction.detect_turn(second.found, 1.0, second.lines), second)
        attempt = self.first(plan, forced=forced)
        if self.clock.left() < BEGUN:
            return attempt
        if free and attempt.share < text_direction.HOPELESS:
            turn = text_direction.detect_turn(second.found, attempt.share, second.lines)
            if turn != attempt.turn:
                other = self.tesseract.mended(_turned(plan, turn, second))
                attempt = max(attempt, other, key=lambda one: one.score)
        return self.combined(attempt, second) if second.found else attempt

    def combined(self, attempt: Attempt, second: SecondReading) -> Attempt:
        """An attempt without what lies over the print, its doubtful lines read again."""
        if attempt.doubtful:
            attempt = self.tesseract.without_greys(self.tesseract.without_scratches(attempt))
        return second.combined(attempt, self.look)

    def first(self, plan: PreprocessingPlan, *, forced: bool) -> Attempt:
        """What Tesseract reads: of the page as it is unless it must be mended, and of the other where that is read badly."""
        must = forced or plan.turn or abs(plan.skew) > assessment.SKEWED or self.look.needs_preprocessing
        attempt = self.tesseract.mended(plan) if must else self.tesseract.plain()
        if forced or self.clock.left() < BEGUN or not self._worth_another(attempt, plan, must=bool(must)):
            return attempt
        try:
            return max(attempt, self.tesseract.plain() if must else self.tesseract.mended(plan), key=lambda one: one.score)
        except TookTooLong:
            return attempt

    def _worth_another(self, attempt: Attempt, plan: PreprocessingPlan, *, must: bool) -> bool:
        """Whether to read the page mended and as it is: mending can cost print, and coloured ink may lie over it."""
        if must or not self.second:
            return attempt.share < GOOD
        return plan.lightest and attempt.doubtful and self.is_stamped(attempt)

    def is_stamped(self, attempt: Attempt) -> bool:
        """Whether coloured ink lies on a page whose print is black: the words that were read without doubt say so."""
        seen = self.picture.glance()
        scale = max(seen.size) / max(self.picture.size)
        sure = [token.box for token in attempt.tokens if token.confidence >= uncertain_print.DOUBTFUL]
        hues = colour.coloured_shares(seen, [(x0 * scale, y0 * scale, x1 * scale, y1 * scale) for x0, y0, x1, y1 in sure])
        return bool(hues) and median(hues) < COLOURED


def _turned(plan: PreprocessingPlan, turn: int, second: SecondReading) -> PreprocessingPlan:
    """The plan for a page that must be turned so, its lines measured once it is."""
    return replace(plan, turn=turn, skew=text_direction.detect_skew(second.found, turn))
