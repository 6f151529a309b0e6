"""Calls Tesseract: a picture on disk → words with boxes and confidences.

One page, one process, one thread: left to itself Tesseract 5 starts four OpenMP threads per page that mostly wait for each other
(69 pages a minute on two cores with ``OMP_THREAD_LIMIT=1``, 4 without).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.document.pages import Box
from pipeline.failures import MissingTool, TookTooLong

WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Token:
    """One word as Tesseract gives it: text, box in pixels of the picture it was given, confidence 0-1, and where it belongs."""

    text: str
    box: Box
    confidence: float
    block: int
    paragraph: int
    line: int
    chance: float | None = None
    """Share of such words that are right, 0-1, where two recognisers have read it; ``None``: Tesseract alone did."""


def recognise(picture: Path, language: str, dpi: float, seconds: float, mode: int = 3) -> list[Token]:
    """Every word on the picture, in reading order.

    ``mode`` is Tesseract's page segmentation mode (3: find the layout; 4: one column; 6: one block; 11: sparse text). The picture
    must be one whose kind has been checked: Tesseract takes a text file for a list of paths to read.

    Raises ``TookTooLong`` after ``seconds``, ``MissingTool`` without Tesseract or without the language.
    """
    return parse_tsv(_run(picture, language, f"--dpi {round(min(max(dpi, 70), 1200))} --psm {mode}", seconds))


def _run(picture: Path, language: str, config: str, seconds: float) -> str:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import pytesseract

    try:
        table = pytesseract.image_to_data(str(picture), lang=language, config=config, timeout=max(1, seconds))
    except pytesseract.TesseractNotFoundError as error:
        raise MissingTool(tool="Tesseract") from error
    except pytesseract.TesseractError as error:
        if "language" in str(error.message) or "traineddata" in str(error.message):
            raise MissingTool(tool=f"Tesseract '{language}'") from error
        raise
    except RuntimeError as error:
        # pytesseract's only other RuntimeError is its time limit.
        raise TookTooLong(seconds=round(seconds)) from error
    return str(table)


def parse_tsv(table: str) -> list[Token]:
    """The words of Tesseract's TSV. Columns: level page block par line word left top width height conf text."""
    tokens = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        tokens.append(
            Token(
                cells[11].strip(),
                (left, top, left + width, top + height),
                max(0.0, float(cells[10]) / 100),
                *(int(cell) for cell in cells[2:5]),
            )
        )
    return tokens
