"""What Tesseract recognised on a page's picture → ``Page``: its words in their places, its lines, how far to believe them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.document import Box, Page, TextSource
from pipeline.reading import calibration, layout, margins
from pipeline.reading.image import Picture
from pipeline.reading.ocr import Token

POINTS = 72.0


@dataclass(frozen=True)
class Sheet:
    """The picture that Tesseract was given: the page levelled and upright."""

    file: Path
    """A grey picture, or the page's own file."""
    seen: tuple[Box, ...]
    """The words' boxes on it, one for each token."""
    led_back: Callable[[Box], Box]
    """From its pixels to those of the page's own picture."""


def letters(text: str) -> int:
    """How many letters and figures."""
    return sum(c.isalnum() for c in text)


def mean_confidence(tokens: Sequence[Token]) -> float:
    """Mean over letters and figures, what is neither left out: smudges are read as dots and dashes. 0 without any."""
    weight = sum(letters(token.text) for token in tokens)
    return sum(letters(token.text) * token.confidence for token in tokens) / weight if weight else 0.0


def notes(faults: Sequence[str], tokens: Sequence[Token], turn: int) -> tuple[str, ...]:
    """What was mended, and whether a person should look, in a clerk's words."""
    said = []
    if not turn:
        # The look took it for upside down, the reading found otherwise.
        faults = [fault for fault in faults if fault != "terbalik"]
    if faults:
        said.append(f"Gambar diperbaiki sebelum dibaca: {', '.join(faults)}.")
    if not tokens:
        said.append("Tidak ada teks yang terbaca pada halaman ini; mungkin kosong.")
    elif mean_confidence(tokens) < calibration.CHECK:
        said.append("Halaman ini sulit dibaca; periksa teksnya dengan gambarnya.")
    return tuple(said)


def page_of(
    picture: Picture,
    number: int,
    tokens: Sequence[Token],
    turn: int,
    said: tuple[str, ...],
    dpi: float,
    sheet: Sheet | None = None,  # noqa: ARG001
) -> Page:
    """The page. ``tokens`` lie in pixels of the picture; ``turn`` stands it upright; ``said`` are its notes."""
    width, height = picture.size
    placed = _placing(picture)
    paragraphs = []
    for _, block in groupby(tokens, key=lambda t: (t.block, t.paragraph)):
        lines = []
        for _, line in groupby(block, key=lambda t: t.line):
            lines.append([word for token in line for word in layout.clean_words(token.text, placed(token.box), token.confidence)])
        paragraphs.append(lines)
    body, apart = margins.set_apart(paragraphs, turn)
    text, words = layout.compose(body)
    return Page(
        number,
        text,
        TextSource.OCR,
        round(calibration.of_page(mean_confidence(tokens)), 3),
        turn,
        words,
        width / dpi * POINTS,
        height / dpi * POINTS,
        said,
        margins=apart,
    )


def _placing(picture: Picture) -> Callable[[Box], Box]:
    """From pixels of the picture to fractions of the page."""
    width, height = picture.size
    x0, y0, x1, y1 = picture.part
    across, down = (x1 - x0) / width, (y1 - y0) / height
    return lambda box: layout.clamp((x0 + across * box[0], y0 + down * box[1], x0 + across * box[2], y0 + down * box[3]))
