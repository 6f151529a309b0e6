"""Fonts of a PDF that have no map from glyphs to letters.

Known from the file alone, since such text may look like any other: ``Kamis 17`` comes out as ``-./01&23``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.reading.options import Source
from pipeline.reading.sources import pdf

MOST_FONTS, DEEPEST = 500, 4
"""Fonts of one page, and forms inside forms, that are looked at."""
_SUBSET = re.compile(r"^/(?:[A-Z]{6}\+)?")
ANY_GLYPHS = frozenset({"", "Identity"})
"""Orderings in which a glyph's number says nothing; those of Adobe's Asian collections say its letter."""


def font_maps(source: Source, number: int) -> Mapping[str, bool | None]:
    """The page's fonts by name: is there a usable map from glyphs to letters? ``None``: the codes may be letters, or not."""
    return _maps(*pdf.document_key(source.path, source.password), number)


@lru_cache(maxsize=64)
def _maps(path: Path, mtime: int, size: int, password: str | None, number: int) -> Mapping[str, bool | None]:
    import pikepdf

    file = pdf.parse_file(path, mtime, size, password)
    if file is None:
        return {}
    try:
        known: dict[str, set[bool | None]] = {}
        for font in _fonts(file.pages[number - 1].resources, DEEPEST):
            for name in _names(font):
                known.setdefault(name, set()).add(_says_its_letters(font))
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, NotImplementedError):
        # A page whose objects are damaged: what its text is worth is judged by its words.
        return {}
    # Of several fonts of one name nobody can tell which a letter is printed in.
    return {name: said.pop() if len(said) == 1 else None for name, said in known.items()}


def _fonts(resources: Any, depth: int) -> Iterator[Any]:
    """The fonts that a page's print, and forms in it, may use."""
    import pikepdf

    if not isinstance(resources, pikepdf.Dictionary):
        return
    fonts = resources.get("/Font")
    if isinstance(fonts, pikepdf.Dictionary):
        yield from (font for _, font in islice(fonts.items(), MOST_FONTS) if isinstance(font, pikepdf.Dictionary))
    forms = resources.get("/XObject")
    if depth and isinstance(forms, pikepdf.Dictionary):
        for _, form in islice(forms.items(), MOST_FONTS):
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                yield from _fonts(form.get("/Resources"), depth - 1)


def _names(font: Any) -> Iterator[str]:
    """As pdfium calls it: without the mark of a subset. A composite font and the one that it is made of may differ in name."""
    import pikepdf

    yield _bare(font)
    made_of = font.get("/DescendantFonts")
    if isinstance(made_of, pikepdf.Array) and len(made_of):
        yield _bare(made_of[0])


def _bare(font: Any) -> str:
    return _SUBSET.sub("", str(font.get("/BaseFont", "")))


def _says_its_letters(font: Any) -> bool | None:
    """Whether there is a way from this font's codes to letters."""
    if "/ToUnicode" in font:
        return True
    if font.get("/Subtype") != "/Type0":
        # A font of its own encoding, cut down to the letters that are used, may count them from 33.
        return True if "/Encoding" in font or "/FontDescriptor" not in font else None
    if str(font.get("/Encoding", "")) not in ("/Identity-H", "/Identity-V"):
        return True
    system = font["/DescendantFonts"][0].get("/CIDSystemInfo")
    return system is not None and str(system.get("/Ordering", "")) not in ANY_GLYPHS
