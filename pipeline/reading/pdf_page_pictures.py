"""What is read off the picture of a PDF page: all of it, one block of print, a picture put on it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document.pages import Box, Page
from pipeline.failures import MissingTool, TookTooLong, Unreadable
from pipeline.reading.options import Options
from pipeline.reading.recognition import long_pictures
from pipeline.reading.sources import image, pdf
from pipeline.reading.sources.pdf_objects import Survey, decodes

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

    from pipeline.reading.recognition.tesseract import Token

INSET_DPI = 250.0
ONE_BLOCK = 6
"""Tesseract's page segmentation mode for one block of print."""


class PdfPagePictures:
    """An open page of a PDF as pictures, and a folder for their files."""

    def __init__(self, page: pypdfium2.PdfPage, number: int, found: Survey, options: Options, folder: Path) -> None:
        self._page = page
        self._number = number
        self._found = found
        self._options = options
        self._folder = folder

    @classmethod
    @contextmanager
    def opened(cls, page: pypdfium2.PdfPage, number: int, found: Survey, options: Options) -> Iterator[PdfPagePictures]:
        """The pictures of a page; their folder goes with the block."""
        with tempfile.TemporaryDirectory() as folder:
            yield cls(page, number, found, options, Path(folder))

    def too_large(self) -> bool:
        """Whether a picture on the page has more pixels than may be decoded: drawing the page would decode it."""
        across, down = self._found.largest
        return across * down > self._options.limits.pixels

    def draw(self, dpi: float) -> tuple[Image.Image, float]:
        """The page, drawn: its pixels, and how dense they came out."""
        return pdf.render_page(self._page, dpi, self._options.limits, self._found.unit)

    def read_page(self, why: str) -> Page:
        """The whole page, read off its picture; ``why`` is its first note.

        Raises:
            TooBig: it holds a picture that may not be decoded. Unreadable: its pictures cannot be decoded.
        """
        image.check_size(*self._found.largest, self._options.limits)
        picture = pdf.page_picture(self._page, self._found, self._options.limits, self._folder)
        read = long_pictures.read_long_picture(picture, self._number, self._options)
        if not read.words and self._found.images and not decodes(self._page):
            # White where a picture should be: not an empty page.
            raise Unreadable
        return replace(read, width=self._found.width, height=self._found.height, notes=(why, *read.notes))

    def read_block(self, pixels: Image.Image, dpi: float) -> list[Token]:
        """One block of print, read off its picture; nothing where it cannot be: the rest of the page has its text."""
        from pipeline.reading.recognition import tesseract

        file = self._folder / "block.bmp"
        pixels.save(file)
        try:
            return tesseract.recognise(file, self._options.language, dpi, self._options.limits.page_seconds / 2, mode=ONE_BLOCK)
        except (TookTooLong, MissingTool):
            return []

    def read_inset(self, box: Box) -> Page:
        """A picture that is put on the page, where it lies."""
        from pipeline.reading.recognition.recognizer import read_picture

        pixels, dpi = self.draw(INSET_DPI)
        across, down = pixels.size
        part = pixels.crop((int(box[0] * across), int(box[1] * down), int(box[2] * across), int(box[3] * down)))
        return read_picture(replace(image.from_pixels(part, dpi), part=box), self._number, self._options)
