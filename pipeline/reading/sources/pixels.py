"""Converts any pixel format to grey or RGB, eight bits, upright, with square pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

PHOTOMETRIC, WHITE_IS_ZERO = 262, 0
DEPTHS = (255, 1023, 4095, 16383, 65535)
"""The lightest value of 8, 10, 12, 14 and 16 bits: scanners of the medicine and film trades store such depths in 16."""
UNEQUAL = 1.15
"""Factor between the resolutions across and down from which a picture is drawn out: 204 × 196 of a fine fax is left as it is."""
MOST_UNEQUAL = 2.6
"""Above it a file is mistaken about itself: the most that faxes know is 408 × 196 and 204 × 98."""


def to_plain_pixels(image: Image.Image) -> Image.Image:
    """Grey or RGB, eight bits, no transparency: what every later step understands."""
    clear = "transparency" in image.info
    if image.mode in ("L", "RGB") and not clear:
        return image.copy()
    if image.mode == "1" and not clear:
        return image.convert("L")
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if image.mode == "LAB":
        # Lightness is all that print needs, and Pillow has no other way out of it.
        return image.getchannel(0)
    if image.mode in ("La", "RGBa"):
        image = image.convert(image.mode.replace("a", "A"))
    if clear or image.mode in ("LA", "PA", "RGBA"):
        return _on_white(image.convert("RGBA"))
    return image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    from PIL import Image

    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _eight_bits(image: Image.Image) -> Image.Image:
    """Deep greys, by the depth that their lightest value speaks for; what fits none is stretched over the whole range."""
    import numpy as np
    from PIL import Image

    values = np.nan_to_num(np.asarray(image).astype(np.float32), posinf=0.0, neginf=0.0)
    least, most = float(values.min(initial=0)), float(values.max(initial=0))
    if image.mode == "F" and least >= 0 and most <= 1:
        top = 1.0
    elif least < 0 or most > DEPTHS[-1]:
        values, top = values - least, max(most - least, 1.0)
    else:
        top = float(next(depth for depth in DEPTHS if most <= depth))
    grey = (values * (255 / top)).astype(np.uint8)
    if getattr(image, "tag_v2", {}).get(PHOTOMETRIC) == WHITE_IS_ZERO:
        # Pillow turns these round up to eight bits only.
        grey = 255 - grey
    return Image.fromarray(grey)


def turned_upright(image: Image.Image, orientation: int) -> Image.Image:
    """As the tag ``Orientation`` asks (EXIF 2.3, 4.6.4): 1 is upright, 2 to 8 are turned or mirrored."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def true_size(size: tuple[int, int], dpi: tuple[float, float] | None) -> tuple[int, int]:
    """The size at which a picture has one resolution: a fax of 204 × 98 dots per inch is twice as high as it is stored."""
    if dpi is None:
        return size
    across, down = dpi
    factor = max(across, down) / min(across, down)
    if not UNEQUAL <= factor <= MOST_UNEQUAL:
        return size
    dense = max(across, down)
    return round(size[0] * dense / across), round(size[1] * dense / down)
