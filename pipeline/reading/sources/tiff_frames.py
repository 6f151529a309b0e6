"""Which frames of a TIFF are pages; previews are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

NEW_SUBFILE_TYPE, SUBFILE_TYPE = 254, 255
REDUCED, MASK = 1, 4
"""Bits of ``NewSubfileType`` (TIFF 6.0, section 8): a smaller copy of another frame, and what is to be seen of one."""
OLD_REDUCED = 2
SMALL = 512
"""Pixels of the longer side, up to which a frame without such a mark may be a preview all the same."""
SMALLER, SAME_SHAPE, SAME = 2.5, 0.03, 0.9
COMPARED = 32


@dataclass(frozen=True)
class Frame:
    """What a frame's directory says."""

    index: int
    size: tuple[int, int]
    said: bool
    """Whether it calls itself a preview or a mask."""


def page_frames(image: Any, most: int) -> tuple[int, ...]:
    """The indices of the frames that are pages. A frame whose directory is broken is one: its reading will say so.

    Looks at ``most`` frames and one more.
    """
    found: list[Frame] = []
    for index in range(most + 1):
        try:
            image.seek(index)
            found.append(Frame(index, image.size, _said(image)))
        except EOFError:
            break
        except Exception:  # a parser of hostile directories; the page itself fails with a sentence
            found.append(Frame(index, (0, 0), False))
            break
    kept = [frame for frame in found if not frame.said] or found
    previews = {frame.index for frame in kept if _may_be_preview(frame, kept) and _is_preview(image, frame, kept)}
    return tuple(frame.index for frame in kept if frame.index not in previews)


def _said(image: Any) -> bool:
    kind, old = image.tag_v2.get(NEW_SUBFILE_TYPE, 0), image.tag_v2.get(SUBFILE_TYPE, 0)
    return bool(isinstance(kind, int) and kind & (REDUCED | MASK)) or old == OLD_REDUCED


def _may_be_preview(frame: Frame, others: Sequence[Frame]) -> bool:
    return any(_smaller_copy(frame, other) for other in others)


def _smaller_copy(frame: Frame, other: Frame) -> bool:
    """Whether one is small and has the other's shape."""
    (across, down), (wide, high) = frame.size, other.size
    if not across or not down or max(across, down) > SMALL or wide < SMALLER * across or high < SMALLER * down:
        return False
    return abs(across / down - wide / high) < SAME_SHAPE * wide / high


def _is_preview(image: Any, frame: Frame, others: Sequence[Frame]) -> bool:
    """Whether it shows the same as a larger frame beside it."""
    try:
        small = _sketch(image, frame.index)
        for other in others:
            if abs(other.index - frame.index) == 1 and _smaller_copy(frame, other) and _alike(small, _sketch(image, other.index)):
                return True
    except Exception:  # as above: what cannot be decoded stays a page, which fails with a sentence
        return False
    return False


def _sketch(image: Any, index: int) -> Any:
    import numpy as np
    from PIL import Image

    image.seek(index)
    small: Image.Image = image.convert("L").resize((COMPARED, COMPARED), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float32)


def _alike(one: Any, other: Any) -> bool:
    import numpy as np

    if one.std() < 1 or other.std() < 1:
        return bool(abs(one.mean() - other.mean()) < 4)
    return bool(np.corrcoef(one.ravel(), other.ravel())[0, 1] > SAME)
