"""Pictures as arrays of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL import Image


Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]


def as_image(pixels: Grey) -> Image.Image:
    """The pixels as a picture."""
    from PIL import Image

    return Image.fromarray(pixels)
