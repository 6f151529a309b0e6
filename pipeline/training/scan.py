"""Training papers as scans: rendered, tinted, skewed and noisy."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import img2pdf
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from pipeline.training.layout import as_pdf
from pipeline.training.paper import Paper

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a paper lies on the glass and what the scanner makes of it."""

    dpi: int = 200
    rotate: int = 0
    """Degrees clockwise by which the paper lies turned: 0, 90, 180, 270."""
    skew: float = 0.4
    """Degrees, clockwise, by which it lies crooked."""
    seed: int = 0
    quality: int = 80
    """Of the JPEG."""
    grey: bool = True


def scan_pages(paper: Paper, scanner: Scanner) -> list[Image.Image]:
    """The pages of a paper, signed by hand, as the scanner's pictures; the same pictures for the same seed."""
    document = pypdfium2.PdfDocument(as_pdf(paper, signed_by_hand=True))
    try:
        return [
            _scanned(page.render(scale=scanner.dpi / POINTS_PER_INCH).to_pil().convert("RGB"), scanner, number)
            for number, page in enumerate(document)
        ]
    finally:
        document.close()


def as_scan_pdf(
    paper: Paper, *, dpi: int = 200, rotate: int = 0, skew: float = 0.4, seed: int = 0, quality: int = 80, grey: bool = True
) -> bytes:
    """The paper as a PDF of pictures, without any text, as office scanners send it."""
    scanner = Scanner(dpi, rotate, skew, seed, quality, grey)
    pictures = [_jpeg(picture, scanner) for picture in scan_pages(paper, scanner)]
    # The default engine gives each file a random identity; the internal one writes the same bytes each time.
    return bytes(img2pdf.convert(pictures, nodate=True, engine=img2pdf.Engine.internal))


def as_jpeg(
    paper: Paper, *, dpi: int = 200, rotate: int = 0, skew: float = 0.4, seed: int = 0, quality: int = 80, grey: bool = False
) -> bytes:
    """The paper's first page as a JPEG."""
    scanner = Scanner(dpi, rotate, skew, seed, quality, grey)
    return _jpeg(scan_pages(paper, scanner)[0], scanner)


def as_png(
    paper: Paper, *, dpi: int = 200, rotate: int = 0, skew: float = 0.4, seed: int = 0, quality: int = 80, grey: bool = True
) -> bytes:
    """The paper's first page as a PNG."""
    scanner = Scanner(dpi, rotate, skew, seed, quality, grey)
    target = io.BytesIO()
    scan_pages(paper, scanner)[0].save(target, "PNG", dpi=(dpi, dpi))
    return target.getvalue()


def as_tiff(pages: Paper | Sequence[Paper], *, dpi: int = 200, rotate: int = 0, skew: float = 0.4, seed: int = 0) -> bytes:
    """All pages of a paper, or of several, as one black and white TIFF (CCITT group 4, as copiers fax and store it)."""
    scanner = Scanner(dpi, rotate, skew, seed)
    papers = [pages] if isinstance(pages, Paper) else list(pages)
    pictures = [_black_and_white(picture) for paper in papers for picture in scan_pages(paper, scanner)]
    target = io.BytesIO()
    pictures[0].save(
        target, "TIFF", save_all=True, append_images=pictures[1:], compression="group4", dpi=(scanner.dpi, scanner.dpi)
    )
    return target.getvalue()


def _scanned(picture: Image.Image, scanner: Scanner, page: int) -> Image.Image:
    """Skew, soften, tint and roughen one page."""
    chance = np.random.default_rng([scanner.seed, page])
    # Pillow turns counter-clockwise; each page of a stack lies a little differently.
    skew = scanner.skew + float(chance.uniform(-0.1, 0.1)) if scanner.skew else 0.0
    if scanner.grey:
        picture = picture.convert("L")
    if skew:  # bilinear softens the letters a little, as a lens does
        picture = picture.rotate(-skew, resample=Image.Resampling.BILINEAR, fillcolor="white")
    if scanner.rotate:
        picture = picture.rotate(-scanner.rotate, expand=True)
    pixels = np.array(picture, dtype=np.float32)
    # Ink is not black and paper is not white; one side of the glass is a little darker.
    height, width = pixels.shape[:2]
    shade = np.linspace(1.0, float(chance.uniform(0.93, 0.97)), width, dtype=np.float32)
    grain = _grain(chance, height, width)
    if pixels.ndim == 3:
        shade, grain = shade[:, None] * np.array([1.0, 0.99, 0.96], dtype=np.float32), grain[:, :, None]
    pixels *= 218 / 255
    pixels += 28
    pixels *= shade
    pixels += grain
    return Image.fromarray(np.clip(pixels, 0, 255, out=pixels).astype(np.uint8))


def _grain(chance: np.random.Generator, height: int, width: int) -> NDArray[np.float32]:
    """The sensor's noise. One square repeated, since a fresh number for each of nine million pixels took longer than the scan."""
    square = chance.standard_normal((512, 512), dtype=np.float32) * 4
    return np.tile(square, (height // 512 + 1, width // 512 + 1))[:height, :width]


def _black_and_white(picture: Image.Image) -> Image.Image:
    return picture.convert("L").point(lambda value: 255 if value > 150 else 0).convert("1", dither=Image.Dither.NONE)


def _jpeg(picture: Image.Image, scanner: Scanner) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=scanner.quality, dpi=(scanner.dpi, scanner.dpi))
    return target.getvalue()
