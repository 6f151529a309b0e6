"""Automatic numbering of a Word document: lists, chapters, articles (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEPTH = 9
BULLET = "•"
_ROMAN: tuple[tuple[int, str], ...] = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True)
class Level:
    """How one depth of a list is counted and shown."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    """``%1.%2`` stands for the numbers of the first and second depth."""
    style: str = ""
    """The style whose paragraphs stand on it."""


class Numbering:
    """Counts as Word does, paragraph after paragraph."""

    def __init__(self, numbering: Any = None, styles: Any = None) -> None:
        """From the roots of ``numbering.xml`` and ``styles.xml``; without the one no paragraph has a number."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._begins: dict[str, dict[int, int]] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self._styles = {} if styles is None else {one.get(W + "styleId", ""): one for one in styles.iter(W + "style")}
        if numbering is not None:
            self._take(numbering)

    def _take(self, numbering: Any) -> None:
        linked = {}
        for one in numbering.iter(W + "abstractNum"):
            name = one.get(W + "abstractNumId", "")
            self._levels[name] = {_number(level, "ilvl"): _level(level) for level in one.iter(W + "lvl")}
            link = one.find(W + "numStyleLink")
            if link is not None:
                linked[name] = link.get(W + "val", "")
        for one in numbering.iter(W + "num"):
            name, of = one.get(W + "numId", ""), one.find(W + "abstractNumId")
            if of is None:
                continue
            self._list_of[name] = of.get(W + "val", "")
            for change in one.iter(W + "lvlOverride"):
                begin = change.find(W + "startOverride")
                if begin is not None:
                    self._begins.setdefault(name, {})[_number(change, "ilvl")] = _number(begin, "val", 1)
        for name, style in linked.items():
            told = self._of_style(style)
            other = self._list_of.get(told[0] or "", "")
            if other in self._levels and other != name:
                self._levels[name] = self._levels[other]

    def before(self, paragraph: Any) -> str:
        """The number that Word puts before a paragraph; empty for one that is not counted."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return ""
        styled = properties.find(W + "pStyle")
        style = "" if styled is None else styled.get(W + "val", "")
        name, depth = _told(properties)
        by_style = self._of_style(style) if style else (None, None)
        name = by_style[0] if name is None else name
        if name is None or name not in self._list_of:
            return ""
        levels = self._levels.get(self._list_of[name], {})
        if depth is None:
            depth = next((at for at, level in levels.items() if style and level.style == style), by_style[1] or 0)
        return self._count(name, min(depth, DEPTH - 1), levels)

    def _of_style(self, style: str) -> tuple[str | None, int | None]:
        """The list and depth of a style's paragraphs, by itself or by what it is based on."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            properties = self._styles[style].find(W + "pPr")
            name, depth = (None, None) if properties is None else _told(properties)
            if name is not None:
                return name, depth
            based = self._styles[style].find(W + "basedOn")
            style = "" if based is None else based.get(W + "val", "")
        return None, None

    def _count(self, name: str, depth: int, levels: dict[int, Level]) -> str:
        counted = self._counted.setdefault(self._list_of[name], {})
        for at, begin in self._begins.pop(name, {}).items():
            counted[at] = begin - 1
        level = levels.get(depth, Level(text=f"%{depth + 1}."))
        counted[depth] = counted.get(depth, level.start - 1) + 1
        for deeper in [at for at in counted if at > depth]:
            del counted[deeper]
        if level.form == "bullet":
            return BULLET if level.text else ""
        if level.form == "none":
            return re.sub(r"%\d", "", level.text).strip()

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, Level())
            return format_number(counted.get(at, other.start), other.form)

        return re.sub(r"%([1-9])", shown, level.text).strip()


def _told(properties: Any) -> tuple[str | None, int | None]:
    numbered = properties.find(W + "numPr")
    if numbered is None:
        return None, None
    name, depth = numbered.find(W + "numId"), numbered.find(W + "ilvl")
    return None if name is None else name.get(W + "val", ""), None if depth is None else _number(depth, "val")


def _level(level: Any) -> Level:
    def said(name: str) -> str:
        found = level.find(W + name)
        return "" if found is None else str(found.get(W + "val", ""))

    start = said("start")
    return Level(int(start) if start.isdecimal() else 1, said("numFmt") or "decimal", said("lvlText"), said("pStyle"))


def _number(element: Any, name: str, otherwise: int = 0) -> int:
    value = str(element.get(W + name, ""))
    return int(value) if value.isdecimal() else otherwise


def format_number(number: int, form: str) -> str:
    """A number as the list shows it; a form that is not known comes out in figures."""
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerLetter", "upperLetter") and number > 0:
        # After z comes aa, then bb.
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 40)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        numeral = ""
        for value, sign in _ROMAN:
            numeral += sign * (number // value)
            number %= value
        return numeral.upper() if form == "upperRoman" else numeral
    return str(number)
