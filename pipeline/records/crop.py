"""Crops a JPEG. Run in a child; it imports nothing of ours, so that the child stays small."""

from __future__ import annotations

import io
from pathlib import Path

QUALITY = 70
Edges = tuple[int, int, int, int]
"""Left, top, right, bottom in ten-thousandths of the picture."""


def cut(path: Path, edges: Edges) -> bytes:
    """That piece of the JPEG at ``path``, as a JPEG."""
    from PIL import Image

    with Image.open(path, formats=["JPEG"]) as picture:
        left, top, right, bottom = edges
        across, down = picture.size
        box = (left * across // 10_000, top * down // 10_000, -(-right * across // 10_000), -(-bottom * down // 10_000))
        piece = picture.crop(box)
    out = io.BytesIO()
    piece.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
