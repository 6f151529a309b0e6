"""Pictures for docs/reading.md: a strip of a paper with the lines found on it, and what the two recognisers read there.

python benchmarks/two_recognisers.py docs/pictures [name of a condition …]

Lines outlined in grey were read by Tesseract alone, those in orange by both. Below them stand both readings: red words do not
count, green ones came in their place.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parent))
import harsher

from pipeline.reading import Limits, Options, combine, image, scanned
from pipeline.reading.attempt import Attempt
from pipeline.reading.kinds import media_type_of
from pipeline.reading.lines import Quad, TextLine, around
from pipeline.reading.recognised import Sheet

SHOWN = ("two grey stamps", "black and white, too light", "dot matrix")
SEED = 1
WIDTH, HIGH, MOST_LINES = 1000, 0.13, 4
"""Width of the picture in pixels; height of the strip by the page's; lines whose words are shown."""
MARGIN = 24
GREY, ORANGE, BLACK, RED, GREEN = (150, 150, 150), (225, 120, 0), (40, 40, 40), (190, 40, 30), (20, 120, 50)
FONT = "DejaVuSans.ttf"
GREYS, TONES = 32, 8
"""Colours of the files: greys, and tones of each colour from full to white."""


@dataclass(frozen=True, eq=False)
class Line:
    """A line of the page: where it lies on its picture, and its words in each reading."""

    quad: Quad
    first: tuple[str, ...]
    second: tuple[str, ...] | None
    """``None``: Tesseract alone read it."""
    kept: tuple[str, ...]

    @property
    def changed(self) -> int:
        """Words that are not Tesseract's."""
        return len(set(self.kept) - set(self.first)) if self.second is not None else 0


class Watched(scanned._Reader):
    """A reader that keeps what both recognisers gave it."""

    before: Attempt | None = None
    read_again: list[tuple[Quad, TextLine]]

    def without_scratches(self, attempt: Attempt) -> Attempt:
        self.before = super().without_scratches(attempt)
        self.read_again = []
        return self.before

    def lines(self, sheet: Sheet, quads: list[Quad]) -> list[TextLine]:
        read = super().lines(sheet, quads)
        self.read_again += zip(quads, read, strict=False)
        return read

    def all_lines(self, after: Attempt) -> list[Line]:
        """The page's lines, found ones and those between them."""
        if self.before is None:
            raise SystemExit("Tesseract was sure of all of this page")
        sheet, final = self.before.sheet, after.sheet
        assert sheet
        assert final
        if sheet.back is None:
            raise SystemExit("the lines of this page were straightened")
        second = {quad.tobytes(): line for quad, line in self.read_again}
        quads = self.found_on(sheet)
        quads += [quad for quad, _ in self.read_again if all(quad.tobytes() != one.tobytes() for one in quads)]
        was, now = combine.placed(sheet.seen, quads), combine.placed(final.seen, quads)
        found = []
        for at, quad in enumerate(quads):
            again = second.get(quad.tobytes())
            found.append(
                Line(
                    scanned._led(quad, sheet.back),
                    tuple(self.before.tokens[index].text for index in was.lines[at]),
                    None if again is None else tuple(word.text for word in again.words),
                    tuple(after.tokens[index].text for index in now.lines[at]),
                )
            )
        return found


def read(name: str) -> tuple[Image.Image, list[Line]]:
    """The page of a condition as it came in, but grey, and its lines."""
    paper = harsher.make(name, SEED)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"paper{paper.suffix}")
        path.write_bytes(paper.content)
        kind = media_type_of(paper.content)
        assert kind
        reader = Watched(image.take(path, kind, 1, Limits()), Options(), Path(folder))
        attempt, _ = reader.read()
        lines = sorted(reader.all_lines(attempt), key=lambda line: around(line.quad)[1])
        return reader.picture.load().convert("L").convert("RGB"), lines


def strip(size: tuple[int, int], lines: Sequence[Line]) -> tuple[int, int]:
    """Upper and lower edge of the strip in which most words changed."""
    high = round(HIGH * size[1])
    starts = [max(0, int(around(line.quad)[1]) - 8) for line in lines]
    return max(((start, start + high) for start in starts), key=lambda place: sum(line.changed for line in within(lines, *place)))


def within(lines: Sequence[Line], top: int, bottom: int) -> list[Line]:
    """The lines that lie wholly between two edges."""
    return [line for line in lines if around(line.quad)[1] >= top and around(line.quad)[3] <= bottom]


def drawn(page: Image.Image, lines: Sequence[Line]) -> Image.Image:
    """The strip with its lines outlined, and both readings below it."""
    top, bottom = strip(page.size, lines)
    seen = within(lines, top, bottom)
    scale = WIDTH / page.width
    part = page.crop((0, top, page.width, bottom)).resize((WIDTH, round((bottom - top) * scale)), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(part)
    numbers = [line for line in sorted(seen, key=lambda line: -line.changed)[:MOST_LINES] if line.changed]
    numbers.sort(key=lambda line: around(line.quad)[1])
    font, small = ImageFont.truetype(FONT, 15), ImageFont.truetype(FONT, 13)
    for line in seen:
        corners = [(float(x * scale), float((y - top) * scale)) for x, y in line.quad]
        pen.line([*corners, corners[0]], fill=GREY if line.second is None else ORANGE, width=2)
        if line in numbers:
            pen.text((max(2.0, corners[0][0] - 18), corners[0][1]), str(numbers.index(line) + 1), fill=ORANGE, font=font)
    below = Image.new("RGB", (WIDTH, 12 + 54 * len(numbers)), "white")
    pen = ImageDraw.Draw(below)
    for at, line in enumerate(numbers):
        y = 8 + 54 * at
        pen.text((6, y), str(at + 1), fill=ORANGE, font=font)
        spoken(pen, y, "Tesseract", [(word, BLACK if word in line.kept else RED) for word in line.first], font, small)
        other = [(word, (BLACK if word in line.first else GREEN) if word in line.kept else RED) for word in line.second or ()]
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
    """One reading of a line."""
    pen.text((MARGIN, y + 2), who, fill=GREY, font=small)
    x = MARGIN + 80.0
    for word, colour in words:
        pen.text((x, y), word, fill=colour, font=font)
        x += pen.textlength(word + " ", font=font)


def palette() -> Image.Image:
    """Few colours make small files."""
    tones = [(grey, grey, grey) for grey in range(0, 256, 256 // GREYS)]
    for colour in (ORANGE, RED, GREEN):
        tones += [tuple(255 - (255 - part) * tone // TONES for part in colour) for tone in range(TONES + 1)]
    image = Image.new("P", (1, 1))
    image.putpalette([part for tone in tones for part in tone])
    return image


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or SHOWN:
        page, lines = read(name)
        words = re.findall(r"\w+", name.lower())
        path = folder / f"two-recognisers-{'-'.join(words)}.png"
        drawn(page, lines).quantize(palette=palette(), dither=Image.Dither.NONE).save(path, optimize=True)
        again = sum(line.second is not None for line in lines)
        print(f"{name}: {len(lines)} lines, {again} read twice, {sum(line.changed for line in lines)} words changed")


if __name__ == "__main__":
    main()
