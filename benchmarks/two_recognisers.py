"""Pictures for docs/reading.md: a strip of a paper with its lines, in pieces, and what the two recognisers read there.

python benchmarks/two_recognisers.py docs/pictures [name of a condition …]

Pieces outlined in grey were read by Tesseract alone, those in orange by both. Below them stand both readings: red words do not
count, green ones came in their place. Printed is what bare Tesseract misses of the page's words, and what the program does.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parent))
import harsher
import reading_readers
from printed import INVENTED, Printed

from pipeline.formats.media_types import format_of
from pipeline.reading import Limits, Options
from pipeline.reading.line_recognition import Quad, TextLine, quad_bounds
from pipeline.reading.preprocessing.assessment import PageAssessment
from pipeline.reading.recognition import assembly, combination, recognizer, second_reading, uncertain_print
from pipeline.reading.recognition.assembly import OcrSheet
from pipeline.reading.recognition.attempt import Attempt
from pipeline.reading.recognition.second_reading import SecondReading
from pipeline.reading.recognition.vocabulary import vocabulary_of
from pipeline.reading.sources import image

SHOWN = ("shaken, 200 dpi", "SALINAN", "black and white, too light")
SEED = 1
WIDTH, HIGH, MOST_SHOWN = 1000, 0.13, 4
"""Width of the picture in pixels; height of the strip by the page's; pieces whose words are shown."""
MARGIN = 24
GREY, ORANGE, BLACK, RED, GREEN = (150, 150, 150), (225, 120, 0), (40, 40, 40), (190, 40, 30), (20, 120, 50)
FONT = "DejaVuSans.ttf"
GREYS, TONES = 32, 8
"""Colours of the files: greys, and tones of each colour from full to white."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A line of the page, or a piece of one: where it lies on its picture, and its words in each reading."""

    quad: Quad
    first: tuple[str, ...]
    second: tuple[str, ...] | None
    """``None``: Tesseract alone read it."""
    kept: tuple[str, ...]

    @property
    def changed(self) -> int:
        """Words that are not Tesseract's."""
        return len(set(self.kept) - set(self.first)) if self.second is not None else 0


class Watched(SecondReading):
    """The second recogniser at work, with each reading before it and after it, and what it read for that."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self._read_now: list[tuple[Quad, TextLine]] = []
        self._done: list[tuple[Attempt, Attempt, list[tuple[Quad, TextLine]]]] = []

    def combined(self, attempt: Attempt, look: PageAssessment) -> Attempt:
        self._read_now = []
        after = super().combined(attempt, look)
        self._done.append((attempt, after, self._read_now))
        return after

    def _lines(self, sheet: OcrSheet, quads: list[Quad]) -> list[TextLine]:
        read = super()._lines(sheet, quads)
        self._read_now += zip(quads, read, strict=False)
        return read

    def pieces(self, final: Attempt) -> list[Piece]:
        """The page's lines in pieces, as they were found, and those between them."""
        for before, after, read_again in self._done:
            if after is final:
                return self._pieces(before, after, read_again)
        raise SystemExit("Tesseract alone read this page")

    def _pieces(self, before: Attempt, after: Attempt, read_again: Sequence[tuple[Quad, TextLine]]) -> list[Piece]:
        sheet, later = before.sheet, after.sheet
        assert sheet
        assert later
        if sheet.back is None:
            raise SystemExit("the lines of this page were straightened")
        found = self.found_on(sheet)
        rows = combination.assign_to_lines(sheet.seen, found).lines
        quads, _, _ = uncertain_print.find_uncertain_pieces(
            before.tokens, sheet.seen, found, rows, before.share, vocabulary_of(self.language)
        )
        second = {quad.tobytes(): line for quad, line in read_again}
        known = {quad.tobytes() for quad in quads}
        quads += [quad for quad, _ in read_again if quad.tobytes() not in known]
        was, now = combination.assign_to_lines(sheet.seen, quads), combination.assign_to_lines(later.seen, quads)
        pieces = []
        for at, quad in enumerate(quads):
            again = second.get(quad.tobytes())
            pieces.append(
                Piece(
                    second_reading._quad_to_source(quad, sheet.back),
                    tuple(before.tokens[index].text for index in was.lines[at]),
                    None if again is None else tuple(word.text for word in again.words),
                    tuple(after.tokens[index].text for index in now.lines[at]),
                )
            )
        return pieces


def read(name: str) -> tuple[Image.Image, list[Piece], tuple[float, float]]:
    """The page of a condition as it came in, but grey, its pieces, and the words missed by bare Tesseract and by the program."""
    paper = harsher.make(name, SEED)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"paper{paper.suffix}")
        path.write_bytes(paper.content)
        kind = format_of(paper.content)
        assert kind
        options = Options()
        reader = recognizer._PageReader(image.load_page(path, kind.media_type, 1, Limits()), options, Path(folder))
        if reader.second is None:
            raise SystemExit("there is no second recogniser")
        watched = Watched(reader.second.recognizer, reader.picture, options.language, reader.clock)
        reader.second = watched
        attempt, notes = reader.read()
        found = assembly.assemble_page(
            reader.picture, 1, attempt.tokens, attempt.turn, notes, reader.dpi, attempt.sheet, watched.boxes
        )
        page = Printed(path, INVENTED, name, SEED, " ".join(paper.words), options.language)
        missed = (
            page.missed(reading_readers.bare(path, options.language)["text"]),
            page.missed(" ".join([found.text, *found.margins])),
        )
        pieces = sorted(watched.pieces(attempt), key=lambda piece: quad_bounds(piece.quad)[1])
        return reader.picture.load().convert("L").convert("RGB"), pieces, missed


def strip(size: tuple[int, int], pieces: Sequence[Piece]) -> tuple[int, int]:
    """Upper and lower edge of the strip in which most words changed."""
    high = round(HIGH * size[1])
    starts = [max(0, int(quad_bounds(piece.quad)[1]) - 8) for piece in pieces]
    return max(((start, start + high) for start in starts), key=lambda place: sum(one.changed for one in within(pieces, *place)))


def within(pieces: Sequence[Piece], top: int, bottom: int) -> list[Piece]:
    """The pieces that lie wholly between two edges."""
    return [piece for piece in pieces if quad_bounds(piece.quad)[1] >= top and quad_bounds(piece.quad)[3] <= bottom]


def drawn(page: Image.Image, pieces: Sequence[Piece]) -> Image.Image:
    """The strip with its pieces outlined, and both readings below it."""
    top, bottom = strip(page.size, pieces)
    seen = within(pieces, top, bottom)
    scale = WIDTH / page.width
    part = page.crop((0, top, page.width, bottom)).resize((WIDTH, round((bottom - top) * scale)), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(part)
    numbers = [piece for piece in sorted(seen, key=lambda piece: -piece.changed)[:MOST_SHOWN] if piece.changed]
    numbers.sort(key=lambda piece: (round(quad_bounds(piece.quad)[1] / page.height, 2), quad_bounds(piece.quad)[0]))
    font, small, tiny = (ImageFont.truetype(FONT, size) for size in (15, 13, 11))
    for piece in sorted(seen, key=lambda piece: piece.second is not None):
        corners = [(float(x * scale), float((y - top) * scale)) for x, y in piece.quad]
        pen.line([*corners, corners[0]], fill=GREY if piece.second is None else ORANGE, width=2)
        if piece in numbers:
            left, above = corners[0][0], max(0.0, corners[0][1] - 13)
            pen.rectangle((left, above, left + 11, above + 13), fill=ORANGE)
            pen.text((left + 2, above), str(numbers.index(piece) + 1), fill="white", font=tiny)
    below = Image.new("RGB", (WIDTH, 12 + 54 * len(numbers)), "white")
    pen = ImageDraw.Draw(below)
    for at, piece in enumerate(numbers):
        y = 8 + 54 * at
        pen.text((6, y), str(at + 1), fill=ORANGE, font=font)
        spoken(pen, y, "Tesseract", [(word, BLACK if word in piece.kept else RED) for word in piece.first], font, small)
        other = [(word, (BLACK if word in piece.first else GREEN) if word in piece.kept else RED) for word in piece.second or ()]
        spoken(pen, y + 21, "PP-OCR", other, font, small)
    both = Image.new("RGB", (WIDTH, part.height + below.height), "white")
    both.paste(part, (0, 0))
    both.paste(below, (0, part.height))
    return both


def spoken(
    pen: ImageDraw.ImageDraw,
    y: int,
    who: str,
    words: Sequence[tuple[str, tuple[int, int, int]]],
    font: ImageFont.FreeTypeFont,
    small: ImageFont.FreeTypeFont,
) -> None:
    """One reading of a piece."""
    pen.text((MARGIN, y + 2), who, fill=GREY, font=small)
    x = MARGIN + 80.0
    for word, colour in words:
        pen.text((x, y), word, fill=colour, font=font)
        x += pen.textlength(word + " ", font=font)


def palette() -> Image.Image:
    """Few colours make small files."""
    tones: list[tuple[int, ...]] = [(grey, grey, grey) for grey in range(0, 256, 256 // GREYS)]
    for colour in (ORANGE, RED, GREEN):
        tones += [tuple(255 - (255 - part) * tone // TONES for part in colour) for tone in range(TONES + 1)]
    image = Image.new("P", (1, 1))
    image.putpalette([part for tone in tones for part in tone])
    return image


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or SHOWN:
        page, pieces, (bare, both) = read(name)
        words = re.findall(r"\w+", name.lower())
        path = folder / f"two-recognisers-{'-'.join(words)}.png"
        drawn(page, pieces).quantize(palette=palette(), dither=Image.Dither.NONE).save(path, optimize=True)
        again, changed = sum(piece.second is not None for piece in pieces), sum(piece.changed for piece in pieces)
        said = f"{len(pieces)} pieces, {again} read twice, {changed} words changed"
        print(f"{name}: {said}, missed {bare:.3f} → {both:.3f}", flush=True)


if __name__ == "__main__":
    main()
