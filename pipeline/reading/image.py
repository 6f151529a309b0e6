"""Pictures: counting their pages, refusing the monstrous from the header, handing one page to the reader."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document import Box
from pipeline.failures import NotWhole, TooBig, Unreadable
from pipeline.reading import wording
from pipeline.reading.options import BMP, GIF, JPEG, PNG, TIFF, WEBP, Limits

if TYPE_CHECKING:
    from PIL import Image

FORMAT = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF", BMP: "BMP", GIF: "GIF", WEBP: "WEBP"}
ORIENTATION = 274
TAIL = 4096
GLANCE = 850
UNEQUAL = 1.2
"""Factor from which a picture is shrunk by less than half: 200 dots per inch would be looked at on twice the pixels of 300."""


@dataclass(frozen=True)
class Picture:
    """A page as a picture, decoded only as far as somebody needs it."""

    size: tuple[int, int]
    """Width and height in pixels."""
    dpi: float | None
    load: Callable[[], Image.Image]
    """All pixels, grey or RGB."""
    load_grey: Callable[[], Image.Image]
    """The same in grey: cheaper, a JPEG's colour is not even decoded."""
    glance: Callable[[], Image.Image]
    """Small, grey or RGB, the long side at least ``GLANCE`` pixels where the picture has them: enough to judge it by."""
    part: Box = (0.0, 0.0, 1.0, 1.0)
    """Where on the page the picture lies, in fractions of the page; most pictures are the page."""


@contextmanager
def opened(path: Path | io.BytesIO, kind: str) -> Iterator[Image.Image]:
    """The picture's header, read by the one decoder that its bytes announce."""
    from PIL import Image

    # Our own limit stands in `check_size`; Pillow's would warn at 89 megapixels and refuse at 179.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=[kind]) as image:
                yield image
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if "truncated" in str(error).lower():
            raise NotWhole from error
        raise Unreadable from error


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raise ``TooBig`` for a picture over the limit on pixels. Costs nothing: the size stands in the header."""
    if width * height > limits.pixels:
        raise TooBig(what=wording.PIXELS(width=width, height=height, most=limits.pixels // 1_000_000))


def count(path: Path, media_type: str, limits: Limits) -> int:
    """How many pages: the frames of a TIFF, one of anything else. An animation is one page, its first picture.

    Raises ``NotWhole``, ``TooBig``, ``Unreadable``.
    """
    with opened(path, FORMAT[media_type]) as image:
        check_size(*image.size, limits)
        frames = int(getattr(image, "n_frames", 1)) if media_type == TIFF else 1
    if frames > limits.pages:
        raise TooBig(what=wording.PAGES(count=frames, most=limits.pages))
    if media_type == JPEG and not _ends_with_mark(path):
        # No end mark near the end: cut off, or a telephone has appended something. Decoding decides.
        decode(path, media_type)
    return frames


def _ends_with_mark(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, io.SEEK_END)
        file.seek(max(0, file.tell() - TAIL))
        return b"\xff\xd9" in file.read()


def take(path: Path, media_type: str, number: int, limits: Limits) -> Picture:
    """One page of a picture file: only the wanted frame is decoded, turned as its EXIF says, transparency laid on white."""
    with opened(path, FORMAT[media_type]) as image:
        if number > 1:
            image.seek(number - 1)
        check_size(*image.size, limits)
        orientation = image.getexif().get(ORIENTATION, 1)
        size, dpi, grey = image.size, _dpi(image), image.mode == "L"
    if orientation in (5, 6, 7, 8):
        size = size[1], size[0]
    if media_type != JPEG or grey:
        return of_pixels(decode(path, media_type, number), dpi)
    # A JPEG's decoder does half of the work for a picture half as large, and leaves the colour out where grey will do.
    return Picture(
        size,
        dpi,
        load=lambda: decode(path, media_type, number),
        load_grey=lambda: decode(path, media_type, number, max(size), grey=True).convert("L"),
        glance=lambda: decode(path, media_type, number, GLANCE, grey=False),
    )


def decode(path: Path, media_type: str, number: int = 1, at_least: int | None = None, grey: bool = True) -> Image.Image:
    """The pixels of one frame, grey or RGB, upright by its EXIF; small (and ``grey``) when ``at_least`` so many pixels will do.

    Raises ``NotWhole`` when the data end early.
    """
    from PIL import ImageOps

    with opened(path, FORMAT[media_type]) as image:
        if number > 1:
            image.seek(number - 1)
        if at_least and media_type == JPEG:
            # The decoder itself can halve a JPEG up to three times: a tenth of the work.
            image.draft("L" if grey or image.mode == "L" else "RGB", _reduced(image.size, at_least))
        image.load()
        pixels = flat(image)
        if image.getexif().get(ORIENTATION, 1) not in (0, 1):
            # The tag is gone from the copy: give it back for the turn.
            pixels = ImageOps.exif_transpose(_tagged(pixels, image))
    return shrink(pixels, at_least) if at_least else pixels


def _tagged(pixels: Image.Image, original: Image.Image) -> Image.Image:
    pixels.getexif()[ORIENTATION] = original.getexif()[ORIENTATION]
    return pixels


def _reduced(size: tuple[int, int], at_least: int) -> tuple[int, int]:
    factor = max(1.0, max(size) / at_least)
    return int(size[0] / factor), int(size[1] / factor)


def shrink(pixels: Image.Image, at_least: int) -> Image.Image:
    """A small copy (a box filter: quick, and it keeps the grey of thin strokes), shrunk by a whole factor where that comes near."""
    from PIL import Image

    small = pixels.reduce(max(1, int(max(pixels.size) / at_least)))
    factor = max(small.size) / at_least
    if factor > UNEQUAL:
        return small.resize((round(small.width / factor), round(small.height / factor)), Image.Resampling.BOX)
    return small


def of_pixels(pixels: Image.Image, dpi: float | None) -> Picture:
    """A picture that lies in memory."""
    return Picture(
        pixels.size,
        dpi,
        load=lambda: pixels,
        load_grey=lambda: pixels if pixels.mode == "L" else pixels.convert("L"),
        glance=lambda: shrink(pixels, GLANCE),
    )


def flat(image: Image.Image) -> Image.Image:
    """Grey or RGB, eight bits, no transparency: what every later step understands."""
    from PIL import Image

    if image.mode in ("L", "RGB"):
        return image.copy()
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if image.mode == "F":
        return image.convert("L")
    if "A" in image.mode or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image.convert("RGB")


def _dpi(image: Image.Image) -> float | None:
    """Dots per inch if the file states something a scanner or a camera set on paper could mean; 72 and 96 mean "unknown"."""
    try:
        across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not 100 <= across <= 2400 or not 0.4 < across / max(down, 1) < 2.5:
        return None
    return across
