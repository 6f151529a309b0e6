"""Letters of a typed page, placed by pdfium, which also draws the page."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.document.pages import Box
from pipeline.reading.boxes import rotate_box

if TYPE_CHECKING:
    import pypdfium2

LINE_END_HYPHEN = 0x02
"""What pdfium gives for a hyphen, hard or soft, that ends a line."""
NO_LETTER, BULLET, JOINER = "\ufffd", "•", "\u200b"
ASCENT, DESCENT = 0.95, 0.35
"""By the size of print: how far above and below its line a letter's box may reach, whatever its font says of itself."""
LEAST_HEIGHT = 0.4
WIDE, BEARING = 0.8, 0.35
"""By the size of print: letters set wider than the first are looked at for white at their right; the second is too much of it."""
ASLANT = 0.12
"""Rise of a line by its length from which print is aslant: seven degrees."""
USUAL = (0.25, 0.75)
"""Below and above its line, where a font says nothing usable."""
FARTHEST = 100_000.0
"""Points beyond which no letter of a page stands."""
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}

NO_MAPS: Mapping[str, bool | None] = {}

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_SIGNS = re.compile(r"wingding|webding|symbol|dingbat", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Font:
    """What a letter is printed in."""

    name: str
    bold: bool
    signs: bool = False
    """Whether its glyphs are bullets, arrows, hands."""
    mapped: bool | None = True
    """Whether the file says which letters its glyphs are; ``None`` where it may."""


@dataclass(slots=True)
class Glyph:
    """One printed letter. Its place is told in points, along its line from left to right and downwards, on the page turned so that
    this letter stands upright.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    line: float
    """The line that it stands on, downwards."""
    size: float
    turn: int
    """Degrees clockwise by which the page as the file holds it must be turned for the letter to stand upright."""
    font: Font
    guessed: bool = False
    """Whether the file does not say what letter it is, and its code is taken for one."""
    slanted: bool = False
    """Whether it stands aslant on the page, between two quarters: then only its box is right."""

    @property
    def width(self) -> float:
        """How wide it is set."""
        return self.x1 - self.x0

    def within(self, box: Box) -> bool:
        """Whether its middle lies in a box that is told in points of the file."""
        x0, y0, x1, y1 = to_line_space((self.x0, self.y0, self.x1, self.y1), self.turn)
        return box[0] <= (x0 + x1) / 2 <= box[2] and box[1] <= (y0 + y1) / 2 <= box[3]


@dataclass(frozen=True, slots=True)
class VisibleArea:
    """The part of a page that a viewer shows (its CropBox), in points of the file, and how far it is turned when shown."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> VisibleArea:
        """Of a page as pdfium opens it."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, max(right, left + 1e-6), max(top, bottom + 1e-6), page.get_rotation())

    def shown(self, box: Box) -> Box:
        """A box in points of the file (left, bottom, right, top), in fractions of the page as it is shown; it may lie outside."""
        across, down = self.right - self.left, self.top - self.bottom
        x0, y0, x1, y1 = box
        inside = ((x0 - self.left) / across, (self.top - y1) / down, (x1 - self.left) / across, (self.top - y0) / down)
        return rotate_box(inside, self.turn)

    def shows(self, glyph: Glyph) -> bool:
        """Whether the middle of a letter lies inside."""
        x0, y0, x1, y1 = self.upright((glyph.x0, glyph.y0, glyph.x1, glyph.y1), glyph.turn)
        return 0 <= x0 + x1 <= 2 and 0 <= y0 + y1 <= 2

    def upright(self, box: Box, turn: int) -> Box:
        """A box told as ``Glyph`` tells it, in fractions of the page as it is shown."""
        return self.shown(to_line_space(box, turn))


def to_line_space(box: Box, turn: int) -> Box:
    """A box from points of the file, upwards, to points along and below the lines of print that needs this turn; and back."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return y0, x0, y1, x1
    if turn == 180:
        return -x1, y0, -x0, y1
    if turn == 270:
        return -y1, -x1, -y0, -x0
    return x0, -y1, x1, -y0


def page_glyphs(page: pypdfium2.PdfPage, maps: Mapping[str, bool | None] = NO_MAPS) -> Iterator[Glyph]:
    """Every letter and printed space of the page, in the order of the file. ``maps`` says of fonts
    by name whether they have a usable map; of those that it does not name, they have.
    """
    textpage = page.get_textpage()
    try:
        reader = _GlyphReader(textpage.raw, _Fonts(maps))
        held: tuple[Glyph, Place] | None = None
        for index in range(textpage.count_chars()):
            glyph, place = reader.read(index)
            if glyph is None:
                continue
            if held and held[1] == place:
                # One glyph that stands for several letters: ff, ffi.
                held[0].text += glyph.text
                continue
            if held:
                yield held[0]
            held = glyph, place
        if held:
            yield held[0]
    finally:
        textpage.close()


Place = tuple[int, float, float, Box]
"""The text object, the origin and the box of a letter."""


class _GlyphReader:
    """Letters of one page, one after the other."""

    def __init__(self, textpage: Any, fonts: _Fonts) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.textpage = textpage
        self.fonts = fonts
        self.rect, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def read(self, index: int) -> tuple[Glyph | None, Place]:
        """The letter, and what tells it from the letters that one glyph stands for; ``None`` for what is not printed."""
        raw, rect, matrix = self.raw, self.rect, self.matrix
        thing = raw.FPDFText_GetTextObject(self.textpage, index)
        if not thing or not raw.FPDFText_GetLooseCharBox(self.textpage, index, rect):
            # Spaces and line ends of pdfium's own.
            return None, (0, 0.0, 0.0, (0.0, 0.0, 0.0, 0.0))
        address, font = self.fonts.of(thing)
        guessed = bool(raw.FPDFText_HasUnicodeMapError(self.textpage, index))
        raw.FPDFText_GetMatrix(self.textpage, index, matrix)
        raw.FPDFText_GetCharOrigin(self.textpage, index, self.x, self.y)
        box = (rect.left, rect.bottom, rect.right, rect.top)
        origin = (self.x.value, self.y.value)
        place = (address, *origin, box)
        turn = _turn(matrix)
        size = raw.FPDFText_GetFontSize(self.textpage, index) * math.hypot(matrix.c, matrix.d)
        if not size > 0 or max(map(abs, box)) > FARTHEST:
            return None, place
        along = to_line_space(box, turn)
        if along[2] - along[0] > WIDE * size:
            along, size = self._by_ink(index, along, size, turn)
        glyph = _placed(
            _letter(self.textpage, index, font, guessed), along, to_line_space((*origin, *origin), turn)[1], size, turn, font
        )
        glyph.guessed = guessed
        glyph.slanted = min(abs(matrix.a), abs(matrix.b)) > ASLANT * max(abs(matrix.a), abs(matrix.b))
        return glyph, place

    def _by_ink(self, index: int, along: Box, size: float, turn: int) -> tuple[Box, float]:
        """Place and size of a letter set too wide for its ink: drawn fonts (Type 3) have such, and sizes in units of their own."""
        ink = _ink(self.textpage, index)
        if ink is None:
            return along, size
        _, y0, x1, y1 = to_line_space(ink, turn)
        if y1 - y0 > 2 * size:
            size = along[3] - along[1]
        if along[2] - x1 > BEARING * size:
            along = (along[0], along[1], x1 + BEARING * size / 5, along[3])
        return along, size


def _letter(textpage: Any, index: int, font: Font, guessed: bool) -> str:
    """One letter; ``NO_LETTER`` where the file does not say which."""
    from pypdfium2 import raw

    code = raw.FPDFText_GetUnicode(textpage, index)
    if code == LINE_END_HYPHEN and raw.FPDFText_IsHyphen(textpage, index):
        return "-"
    if not 0 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        return NO_LETTER
    if guessed and 0 < code < 32:
        return NO_LETTER
    if code in LIGATURES:
        return LIGATURES[code]
    if 0xF020 <= code <= 0xF0FF:
        # Fonts of signs stand there with their codes.
        return BULLET if font.signs else chr(code - 0xF000)
    if unicodedata.category(chr(code)) == "Co":
        return NO_LETTER
    if code:
        return chr(code)
    # The font's own map says: no letter. Drawn, it stands inside a word, else it is white.
    return JOINER if _ink(textpage, index) else " "


def _ink(textpage: Any, index: int) -> Box | None:
    """The box around what is drawn of a letter."""
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top) or top.value <= bottom.value:
        return None
    return left.value, bottom.value, right.value, top.value


def _turn(matrix: Any) -> int:
    """How far print must be turned clockwise to stand upright, to the nearest quarter."""
    if abs(matrix.b) > abs(matrix.a):
        return 90 if matrix.b > 0 else 270
    return 180 if matrix.a < 0 and matrix.d < 0 else 0


def _placed(text: str, along: Box, line: float, size: float, turn: int, font: Font) -> Glyph:
    x0, y0, x1, y1 = along
    top, bottom = max(y0, line - ASCENT * size), min(y1, line + DESCENT * size)
    if bottom - top < LEAST_HEIGHT * size:
        top, bottom = line - USUAL[1] * size, line + USUAL[0] * size
    return Glyph(text, x0, top, x1, bottom, line, size, turn, font)


class _Fonts:
    """The fonts of one page, each looked at once."""

    def __init__(self, maps: Mapping[str, bool | None]) -> None:
        self.maps = maps
        self.known: dict[int, Font] = {}
        self.last: tuple[int, Font] | None = None

    def of(self, thing: Any) -> tuple[int, Font]:
        """Where a text object is held, and its font."""
        from pypdfium2 import raw

        address = ctypes.addressof(thing.contents)
        if self.last is None or self.last[0] != address:
            font = raw.FPDFTextObj_GetFont(thing)
            key = ctypes.addressof(font.contents) if font else 0
            if key not in self.known:
                self.known[key] = self._look(font)
            self.last = address, self.known[key]
        return self.last

    def _look(self, font: Any) -> Font:
        from pypdfium2 import raw

        name = ctypes.create_string_buffer(256)
        length = raw.FPDFFont_GetBaseFontName(font, name, len(name)) if font else 0
        said = name.value.decode("utf-8", "replace") if 0 < length <= len(name) else ""
        return Font(said, bool(_BOLD.search(said)), bool(_SIGNS.search(said)), self.maps.get(_SUBSET.sub("", said), True))
