"""Pictures for docs/reading.md: the same strip of a paper as it came in and as Tesseract gets it.

python benchmarks/traps.py docs/pictures [name of a condition …]
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent))
import harsher

from pipeline.formats.media_types import format_of
from pipeline.reading import Limits, Options
from pipeline.reading.recognition import recognizer
from pipeline.reading.sources import image

STRIP = (0.08, 0.34, 0.80, 0.47)
WIDTH = 620
SHOWN = (
    "skew 7",
    "upside down",
    "negative",
    "heavy grain",
    "lamp shadow",
    "blue stamp",
    "telephone slanted",
    "coffee",
    "book curl",
    "scratched down",
)


def strip(picture: Image.Image) -> Image.Image:
    x0, y0, x1, y1 = STRIP
    part = picture.crop((int(x0 * picture.width), int(y0 * picture.height), int(x1 * picture.width), int(y1 * picture.height)))
    return part.resize((WIDTH, round(part.height * WIDTH / part.width)), Image.Resampling.LANCZOS)


def as_read(content: bytes, suffix: str) -> Image.Image:
    """The sheet of the reading that counts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"paper{suffix}")
        path.write_bytes(content)
        kind = format_of(content)
        assert kind
        reader = recognizer._PageReader(image.load_page(path, kind.media_type, 1, Limits()), Options(), Path(folder))
        attempt, _ = reader.read()
        assert attempt.sheet
        return attempt.sheet.pixels


def pair(name: str) -> Image.Image:
    paper = harsher.make(name, 1)
    left = strip(Image.open(io.BytesIO(paper.content)).convert("RGB"))
    right = strip(as_read(paper.content, paper.suffix).convert("RGB"))
    both = Image.new("RGB", (2 * WIDTH + 12, max(left.height, right.height)), (120, 120, 120))
    both.paste(left, (0, 0))
    both.paste(right, (WIDTH + 12, 0))
    return both


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or SHOWN:
        words = re.findall(r"\w+", name.lower())
        pair(name).save(folder / f"reading-{'-'.join(words)}.jpg", quality=70, optimize=True)


if __name__ == "__main__":
    main()
