"""Papers with known facts, through the scan conditions of the reading benchmark."""

from __future__ import annotations

import random
from pathlib import Path
from threading import Lock

import img2pdf
import pypdfium2
from PIL import Image

from benchmarks.conditions import CONDITIONS, DPI, scanned

CLEAN = ("clean", "clean 200 dpi")
# Conditions that are a layout or a typeface of the other generator's own are left out: this one has its own.
DAMAGED = tuple(
    name
    for name, condition in CONDITIONS.items()
    if condition.layout == "letter" and condition.font is None and condition.points > 10 and name not in CLEAN
)


_PDFIUM = Lock()
"""PDFium is not made for threads: of two papers drawn at once one lost every figure 2."""


def pages_of(pdf: bytes, colour: bool) -> list[Image.Image]:
    """The pages as clean pictures at 300 dpi."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        pictures = [document[index].render(scale=DPI / 72).to_pil() for index in range(len(document))]
        document.close()
    return [picture.convert("RGB" if colour else "L") for picture in pictures]


def write_scan(pdf: bytes, name: str, seed: int, folder: Path) -> Path:
    """The paper as a file in this condition: a picture, or a PDF of pictures when it has several pages."""
    condition, chance = CONDITIONS[name], random.Random(f"{name}/{seed}")
    encoded = [scanned(page, condition, chance) for page in pages_of(pdf, condition.colour)]
    stem = folder / f"{seed}-{list(CONDITIONS).index(name)}"
    if len(encoded) == 1:
        path = stem.with_suffix(condition.suffix)
        path.write_bytes(encoded[0])
        return path
    path = stem.with_suffix(".pdf")
    path.write_bytes(img2pdf.convert(encoded))
    return path
