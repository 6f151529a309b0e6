"""Pictures for docs/reading.md: the same strip of a paper as it came in and as Tesseract gets it.

python benchmarks/traps.py docs/pictures
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent))
import conditions

from pipeline.reading import Limits, enhance, glance, image
from pipeline.reading.look import sniff

STRIP = (0.08, 0.34, 0.80, 0.47)
WIDTH = 620
SHOWN = (
    "skew 7",
    "upside down",
    "heavy grain",
    "fainter",
    "lamp shadow",
    "blue stamp",
    "telephone slanted",
    "coffee",
    "folds",
    "out of focus",
    "SALINAN",
    "highlighter",
    "book curl",
    "dot matrix",
)


def strip(picture: Image.Image) -> Image.Image:
    x0, y0, x1, y1 = STRIP
    part = picture.crop((int(x0 * picture.width), int(y0 * picture.height), int(x1 * picture.width), int(y1 * picture.height)))
    return part.resize((WIDTH, round(part.height * WIDTH / part.width)), Image.Resampling.LANCZOS)


def pair(name: str) -> Image.Image:
    paper = conditions.make(name, 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"page{paper.suffix}")
        path.write_bytes(paper.content)
        kind = sniff(paper.content)
        assert kind
        seen = image.take(path, kind, 1, Limits())
        look = glance.judge(seen)
        mended = enhance.mend(seen.load(), enhance.plan_for(look), look.dpi).pixels
        before = Image.open(io.BytesIO(paper.content)).convert("RGB")
        left, right = strip(before), strip(mended.convert("RGB"))
    both = Image.new("RGB", (2 * WIDTH + 12, max(left.height, right.height)), (120, 120, 120))
    both.paste(left, (0, 0))
    both.paste(right, (WIDTH + 12, 0))
    return both


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHOWN:
        pair(name).save(folder / f"reading-{name.lower().replace(' ', '-')}.jpg", quality=70, optimize=True)


if __name__ == "__main__":
    main()
