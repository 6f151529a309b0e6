"""A page as a small JPEG: thumbnails, and the image beside the form."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.failures import Failure
from pipeline.formats.media_types import BY_MEDIA_TYPE, JPEG, Family
from pipeline.reading.options import Limits, Source
from pipeline.reading.sources import image, pdf, text
from pipeline.reading.sources.docx import pages
from pipeline.reading.sources.docx.drawings import EmbeddedPicture
from pipeline.reading.sources.parser_errors import parser_guard
from pipeline.reading.sources.pdf_objects import survey
from pipeline.reading.sources.pixels import to_plain_pixels

if TYPE_CHECKING:
    from PIL import Image

WIDEST = 3000
TALLEST, MOST_PIXELS = 65_000, 40_000_000
QUALITY = 72
PAPER = (840, 1188)
MARGIN = 80
LINE = 22
MOSTLY = 0.8
"""Share of the sheet below which no picture is begun."""
COLUMNS = 78


def page_picture(source: Source, number: int, width: int, rotation: int = 0, limits: Limits | None = None) -> bytes:
    """Page ``number`` as a JPEG ``width`` pixels wide, turned ``rotation`` degrees clockwise; grey if the page is.

    Papers without fixed pages (docx, txt) are shown by the beginning of their text. Run it in a page child. Raises ``Unreadable``
    and its kin.
    """
    limits = limits or Limits()
    width = min(max(width, 16), WIDEST)
    with parser_guard(source.path.name):
        draw = DRAW[BY_MEDIA_TYPE[source.media_type].family]
        pixels = draw(source, number, width if rotation % 180 == 0 else int(width * 1.5), limits)
        if rotation % 360:
            # Pillow counts anticlockwise.
            pixels = pixels.rotate(-rotation, expand=True)
        # A long screenshot is shown narrower, as far as a JPEG can be high and a browser hold it.
        width = min(width, int(TALLEST * pixels.width / pixels.height), int((MOST_PIXELS * pixels.width / pixels.height) ** 0.5))
        pixels.thumbnail((max(1, width), max(1, round(pixels.height * width / pixels.width))))
        if pixels.mode == "RGB" and not _coloured(pixels):
            pixels = pixels.convert("L")
        out = io.BytesIO()
        pixels.save(out, "JPEG", quality=QUALITY, optimize=True)
        return out.getvalue()


def _draw_pdf(source: Source, number: int, width: int, limits: Limits) -> Image.Image:
    page = pdf.open_page(source, number)
    try:
        # Drawing the page would decode them.
        image.check_size(*survey(page).largest, limits)
        across, down = page.get_size()
        scale = min(width / max(across, 1.0), (limits.pixels / 10 / max(across * down, 1.0)) ** 0.5)
        return to_plain_pixels(page.render(scale=scale, rev_byteorder=True).to_pil())
    finally:
        page.close()


def _draw_picture(source: Source, number: int, width: int, limits: Limits) -> Image.Image:
    taken = image.load_page(source.path, source.media_type, number, limits)
    across, down = taken.size
    # The longer side counts: a long screenshot would be shrunk to a thread.
    at_least = round(width * max(2.0, down / across))
    if source.media_type == JPEG:
        return image.decode(source.path, source.media_type, number, at_least, grey=False)
    return image.shrink(taken.load(), at_least)


def _draw_word(source: Source, number: int, _width: int, limits: Limits) -> Image.Image:
    return _sheet(_shown(source.path, number, limits))


def _draw_text(source: Source, _number: int, _width: int, limits: Limits) -> Image.Image:
    return _sheet([text.read_text(source.path, limits)])


DRAW: Mapping[Family, Callable[[Source, int, int, Limits], Image.Image]] = {
    Family.PDF: _draw_pdf,
    Family.PICTURE: _draw_picture,
    Family.WORD: _draw_word,
    Family.TEXT: _draw_text,
}
"""How a page of each family is drawn."""


def _coloured(pixels: Image.Image) -> bool:
    """Whether some hundredth of the page is plainly coloured: a seal or a stamp is."""
    small = pixels.resize((64, 64)).convert("HSV").getchannel("S").histogram()
    return sum(small[70:]) > 64 * 64 / 200


def _sheet(blocks: Iterable[str | Image.Image]) -> Image.Image:
    """The beginning of a text, typed on a sheet of paper, and the pictures in it; a picture that stands first has the sheet."""
    import textwrap

    from PIL import Image, ImageDraw, ImageFont

    sheet = Image.new("RGB", PAPER, "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(16)
    y = MARGIN
    for block in blocks:
        if isinstance(block, Image.Image):
            if y > PAPER[1] * MOSTLY:
                return sheet
            block.thumbnail((PAPER[0] - 2 * MARGIN, PAPER[1] - y - MARGIN // 2))
            sheet.paste(block, (MARGIN, y))
            y += block.height + LINE
            continue
        for paragraph in block[:10_000].splitlines():
            for line in textwrap.wrap(paragraph.expandtabs(4), COLUMNS) or [""]:
                if y > PAPER[1] - MARGIN:
                    return sheet
                pen.text((MARGIN, y), line, fill="black", font=font)
                y += LINE
        y += LINE if block else 0
    return sheet


def _shown(path: Path, number: int, limits: Limits) -> Iterator[str | Image.Image]:
    for block in pages.page_blocks(path, number, limits):
        if isinstance(block, str):
            yield block
        elif isinstance(block, EmbeddedPicture):
            with contextlib.suppress(Failure):
                pixels = pages.render_picture(block, limits)
                if pixels is not None:
                    yield pixels
