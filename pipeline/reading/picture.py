"""A page as a small JPEG for people: thumbnails, and the image beside the form."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pipeline.failures import Unreadable
from pipeline.reading import image, office, pdf
from pipeline.reading.options import DOCX, PDF, TEXT, Limits, Source
from pipeline.reading.survey import survey

if TYPE_CHECKING:
    from PIL import Image

WIDEST = 3000
QUALITY = 72
PAPER = (840, 1188)
MARGIN = 80
LINE = 22
COLUMNS = 78


def page_picture(source: Source, number: int, width: int, rotation: int = 0, limits: Limits | None = None) -> bytes:
    """Page ``number`` as a JPEG ``width`` pixels wide, turned ``rotation`` degrees clockwise; grey if the page is.

    Papers without fixed pages (docx, txt) are shown by the beginning of their text. Run it in a page child. Raises ``Unreadable``
    and its kin.
    """
    limits = limits or Limits()
    width = min(max(width, 16), WIDEST)
    pixels = _pixels(source, number, width if rotation % 180 == 0 else int(width * 1.5), limits)
    if rotation % 360:
        # Pillow counts anticlockwise.
        pixels = pixels.rotate(-rotation, expand=True)
    height = max(1, round(pixels.height * width / pixels.width))
    if height > 4 * WIDEST:
        raise Unreadable
    pixels.thumbnail((width, height))
    if pixels.mode == "RGB" and not _coloured(pixels):
        pixels = pixels.convert("L")
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _pixels(source: Source, number: int, width: int, limits: Limits) -> Image.Image:
    if source.media_type == DOCX:
        return _sheet(office.read_docx(source.path, limits))
    if source.media_type == TEXT:
        return _sheet(office.read_text(source.path, limits))
    if source.media_type == PDF:
        page = pdf.page_of(source, number)
        try:
            # Drawing the page would decode them.
            image.check_size(*survey(page).largest, limits)
            across, down = page.get_size()
            scale = min(width / max(across, 1.0), (limits.pixels / 10 / max(across * down, 1.0)) ** 0.5)
            return image.flat(page.render(scale=scale, rev_byteorder=True).to_pil())
        finally:
            page.close()
    image.take(source.path, source.media_type, number, limits)
    return image.decode(source.path, source.media_type, number, at_least=2 * width, grey=False)


def _coloured(pixels: Image.Image) -> bool:
    """Whether some hundredth of the page is plainly coloured: a seal or a stamp is."""
    small = pixels.resize((64, 64)).convert("HSV").getchannel("S").histogram()
    return sum(small[70:]) > 64 * 64 / 200


def _sheet(text: str) -> Image.Image:
    """The beginning of a text, typed on a sheet of paper."""
    import textwrap

    from PIL import Image, ImageDraw, ImageFont

    sheet = Image.new("L", PAPER, 255)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(16)
    y = MARGIN
    for paragraph in text[:10_000].splitlines():
        for line in textwrap.wrap(paragraph.expandtabs(4), COLUMNS) or [""]:
            if y > PAPER[1] - MARGIN:
                return sheet
            pen.text((MARGIN, y), line, fill=0, font=font)
            y += LINE
    return sheet
