"""Picture files: counts pages, refuses oversized ones by their header, decodes one page."""

from __future__ import annotations

import importlib
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document.pages import Box
from pipeline.failures import Failure, NotWhole, TooBig, Unreadable
from pipeline.formats.media_types import BY_MEDIA_TYPE, JPEG, TIFF
from pipeline.reading import messages
from pipeline.reading.options import Limits
from pipeline.reading.sources import tiff_frames
from pipeline.reading.sources.pixels import MOST_UNEQUAL, to_plain_pixels, true_size, turned_upright

if TYPE_CHECKING:
    from PIL import Image

ORIENTATION = 274
LYING = (5, 6, 7, 8)
"""Orientations at which width and height change places."""
BICUBIC = 3
"""Pillow's number for it."""
LEAST_DPI, KNOWN_DPI = 97.0, 100.0
"""A fax has 98 dots per inch down the page, and more across."""
TAIL = 4096
TEXT_BYTES = 64 * 1024 * 1024
"""Of a PNG's remarks about itself; over Pillow's own limit of one MiB the picture would be refused for them."""
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
def open_image(path: Path | io.BytesIO, media_type: str) -> Iterator[Image.Image]:
    """The picture's header, read by the one decoder that its bytes announce. Raises ``NotWhole``, ``Unreadable``."""
    from PIL import Image, PngImagePlugin

    form = BY_MEDIA_TYPE[media_type]
    if form.plugin:
        importlib.import_module(form.plugin)
    # Our own limit stands in `check_size`; Pillow's would warn at 89 megapixels and refuse at 179.
    Image.MAX_IMAGE_PIXELS = None
    PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = TEXT_BYTES
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Given a path, Pillow maps pixels that are not compressed into memory, and lays those of a turned TIFF out wrongly.
            with path.open("rb") if isinstance(path, Path) else path as file, Image.open(file, formats=[form.decoder]) as image:
                yield image
    except (Failure, MemoryError):
        raise
    except Exception as error:  # Pillow's decoders raise whatever a broken file makes them stumble over: KeyError, struct.error …
        if "truncated" in str(error).lower():
            raise NotWhole from error
        raise Unreadable from error


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raise ``TooBig`` for a picture over the limit on pixels. Costs nothing: the size stands in the header."""
    if width * height > limits.pixels:
        raise TooBig(what=messages.PIXELS(width=width, height=height, most=limits.pixels // 1_000_000))


def count(path: Path, media_type: str, limits: Limits) -> int:
    """How many pages: the frames of a TIFF but for its previews, one of anything else. An animation is one page, its first picture.

    Raises ``NotWhole``, ``TooBig``, ``Unreadable``.
    """
    with open_image(path, media_type) as image:
        check_size(*image.size, limits)
    pages = len(_frames(path, media_type, limits))
    if pages > limits.pages:
        raise TooBig(what=messages.PAGES(count=pages, most=limits.pages))
    if media_type == JPEG and not _ends_with_mark(path):
        # No end mark near the end: cut off, or a telephone has appended something. Decoding decides.
        decode(path, media_type)
    return pages


def decode_all(path: Path, media_type: str, limits: Limits) -> None:
    """Decode every page, one after the other. Raises what ``load_page`` raises."""
    for number in range(1, len(_frames(path, media_type, limits)) + 1):
        load_page(path, media_type, number, limits).load()


def _frames(path: Path, media_type: str, limits: Limits) -> tuple[int, ...]:
    if media_type != TIFF:
        return (0,)
    status = path.stat()
    return _tiff_pages(path, status.st_mtime_ns, status.st_size, limits.pages)


@lru_cache(maxsize=4)
def _tiff_pages(path: Path, _mtime: int, _size: int, most: int) -> tuple[int, ...]:
    """Which frames are pages; kept, since a child usually reads many pages of one file."""
    with open_image(path, TIFF) as image:
        return tiff_frames.page_frames(image, most)


def _ends_with_mark(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, io.SEEK_END)
        file.seek(max(0, file.tell() - TAIL))
        return b"\xff\xd9" in file.read()


def load_page(path: Path, media_type: str, number: int, limits: Limits) -> Picture:
    """One page of a picture file: only the wanted frame is decoded, turned as its EXIF says, transparency laid on white, and drawn
    out to its true shape where it has more dots per inch one way than the other.
    """
    with open_image(path, media_type) as image:
        _seek(image, path, media_type, number, limits)
        check_size(*image.size, limits)
        dpi = _dpi(image)
        size, grey = true_size(image.size, dpi), image.mode == "L"
        check_size(*size, limits)
        as_stored = size == image.size
        if orientation_of(image) in LYING:
            size = size[1], size[0]
    dense = max(dpi) if dpi else None
    if media_type != JPEG or grey or not as_stored:
        return from_pixels(decode(path, media_type, number, limits=limits), dense)
    # A JPEG's decoder does half of the work for a picture half as large, and leaves the colour out where grey will do.
    return Picture(
        size,
        dense,
        load=lambda: decode(path, media_type, number),
        load_grey=lambda: decode(path, media_type, number, max(size), grey=True).convert("L"),
        glance=lambda: decode(path, media_type, number, GLANCE, grey=False),
    )


def _seek(image: Image.Image, path: Path, media_type: str, number: int, limits: Limits) -> None:
    pages = _frames(path, media_type, limits)
    if not 1 <= number <= len(pages):
        raise Unreadable
    if pages[number - 1]:
        image.seek(pages[number - 1])


def decode(
    path: Path, media_type: str, number: int = 1, at_least: int | None = None, grey: bool = True, limits: Limits | None = None
) -> Image.Image:
    """The pixels of one page, grey or RGB, upright and in its true shape; small (and ``grey``) when ``at_least`` so many pixels
    will do.

    Raises ``NotWhole`` when the data end early.
    """
    with open_image(path, media_type) as image:
        _seek(image, path, media_type, number, limits or Limits())
        dpi = _dpi(image)
        size = image.size
        if at_least and media_type == JPEG:
            # The decoder itself can halve a JPEG up to three times: a tenth of the work.
            image.draft("L" if grey or image.mode == "L" else "RGB", _reduced(size, at_least))
        image.load()
        pixels = to_plain_pixels(image)
        wide, high = true_size(size, dpi)
        if (wide, high) != size:
            # Before it is turned: the resolutions are those of the picture as it is stored.
            pixels = pixels.resize((round(pixels.width * wide / size[0]), round(pixels.height * high / size[1])), BICUBIC)
        # A TIFF is turned by Pillow, which takes the tag away.
        pixels = turned_upright(pixels, orientation_of(image))
    return shrink(pixels, at_least) if at_least else pixels


def orientation_of(image: Image.Image) -> int:
    """How the picture must be turned, 1 to 8; 1 where nothing is said, or nothing that makes sense."""
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except Exception:  # damaged remarks about a picture never cost the picture, whatever the parser stumbles over
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


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


def from_pixels(pixels: Image.Image, dpi: float | None) -> Picture:
    """A picture that lies in memory."""
    return Picture(
        pixels.size,
        dpi,
        load=lambda: pixels,
        load_grey=lambda: pixels if pixels.mode == "L" else pixels.convert("L"),
        glance=lambda: shrink(pixels, GLANCE),
    )


def _dpi(image: Image.Image) -> tuple[float, float] | None:
    """Dots per inch across and down, if the file states something a scanner or a fax could mean; 72 and 96 mean "unknown"."""
    try:
        across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    least, most = min(across, down), max(across, down)
    if not (least >= LEAST_DPI and KNOWN_DPI <= most <= 2400 and most <= MOST_UNEQUAL * least):
        return None
    if image.format == BY_MEDIA_TYPE[TIFF].decoder and orientation_of(image) in LYING:
        # Pillow gives a TIFF's size as the picture is once it has been turned.
        return down, across
    return across, down
