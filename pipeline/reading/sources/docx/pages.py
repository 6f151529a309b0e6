"""Pages of a Word file: blocks in order, pictures as they are shown."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.failures import NotWhole
from pipeline.formats import media_types
from pipeline.reading.options import Limits
from pipeline.reading.sources import image
from pipeline.reading.sources.docx.drawings import EmbeddedPicture
from pipeline.reading.sources.docx.limits import check_entries
from pipeline.reading.sources.docx.package import KINDS, Package

if TYPE_CHECKING:
    from PIL import Image

    from pipeline.reading.sources.docx.body import Block


PICTURES = 4
"""Pictures on a page of a docx, each with its share of the page's time: a docx has no pages of its own, and time to read thirty
scans that were pasted into one is not the time for one page."""


def is_docx(path: Path, *, promised: bool) -> bool:
    """Whether a zip is a Word document. One whose directory is lost may be: then as its name has ``promised``."""
    try:
        with Package(path) as package:
            return package.is_word()
    except NotWhole:
        return promised


def blocks(path: Path, limits: Limits) -> Iterator[Block]:
    """What a Word document says, piece by piece. Raises ``NotWhole``, ``TooBig``, ``Damaged``, ``Locked``."""
    from pipeline.reading.sources.docx import body

    with Package(path) as package:
        check_entries(package, limits)
        package.read(KINDS)
        yield from body.blocks(package)


def count_docx(path: Path, limits: Limits) -> int:
    """How many pages: one, and one more after every few pictures that are read. Raises as ``blocks`` does."""
    return len(_parted(list(blocks(path, limits))))


def _parted(found: list[Block]) -> list[list[Block]]:
    """The blocks of each page. A page ends when its pictures are full and another one comes."""
    pages: list[list[Block]] = [[]]
    pictures = 0
    for block in found:
        if isinstance(block, EmbeddedPicture):
            if pictures == PICTURES:
                pages.append([])
                pictures = 0
            pictures += 1
        pages[-1].append(block)
    return pages


def page_blocks(path: Path, number: int, limits: Limits) -> list[Block]:
    """The blocks of one page."""
    return _parted(list(blocks(path, limits)))[number - 1]


def render_picture(pasted: EmbeddedPicture, limits: Limits) -> Image.Image | None:
    """The picture as the document shows it: cut, mirrored, turned; ``None`` for a kind that is not read. Raises ``Unreadable``."""
    from PIL import Image, ImageOps

    announced = media_types.format_of(pasted.content[: media_types.HEAD])
    if announced is None or announced.family is not media_types.Family.PICTURE:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        path.write_bytes(pasted.content)
        image.count(path, announced.media_type, limits)
        pixels = image.load_page(path, announced.media_type, 1, limits).load()
    x0, y0, x1, y1 = pasted.crop
    if pasted.crop != (0.0, 0.0, 1.0, 1.0):
        wide, high = pixels.size
        pixels = pixels.crop((round(x0 * wide), round(y0 * high), max(1, round(x1 * wide)), max(1, round(y1 * high))))
    if pasted.mirrored[0]:
        pixels = ImageOps.mirror(pixels)
    if pasted.mirrored[1]:
        pixels = ImageOps.flip(pixels)
    if pasted.turn:
        # Pillow counts anticlockwise.
        pixels = pixels.rotate(-pasted.turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    return pixels
