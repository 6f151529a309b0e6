"""What the tests need of a machine beside Python's packages: each Debian package, and what of it is used."""

from __future__ import annotations

import ctypes
import shutil
from pathlib import Path

from PIL import ImageFont

from tests.web.browsing import CHROMIUM

FACES = {
    "fonts-dejavu-core": ("DejaVuSans.ttf", "DejaVuSerif.ttf"),
    "fonts-liberation": (
        "LiberationMono-Regular.ttf",
        "LiberationSans-Bold.ttf",
        "LiberationSans-Regular.ttf",
        "LiberationSerif-Italic.ttf",
        "LiberationSerif-Regular.ttf",
    ),
    "fonts-urw-base35": ("C059-Roman.otf", "NimbusRoman-Regular.otf", "URWBookman-Light.otf"),
}
"""The letters that tests and benchmarks print papers with."""


def lacking() -> list[str]:
    """The packages that are missing, each with what is missed of it."""
    found = {package: [face for face in faces if not _printable(face)] for package, faces in FACES.items()}
    found["chromium"] = [] if Path(CHROMIUM).exists() else [CHROMIUM]
    found["libatomic1"] = [] if _loadable("libatomic.so.1") else ["libatomic.so.1, for Playwright"]
    found["tesseract-ocr"] = [] if shutil.which("tesseract") else ["tesseract"]
    return [f"{package} ({', '.join(missed)})" for package, missed in found.items() if missed]


def _printable(face: str) -> bool:
    try:
        ImageFont.truetype(face, 12)
    except OSError:
        return False
    return True


def _loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
