"""Formulas of Word (OMML) as one line of text: ``x = (-b ± √(b^2 - 4ac))/(2a)``."""

from __future__ import annotations

from typing import Any

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULA = frozenset({M + "oMath", M + "oMathPara"})
_PROPERTIES = "Pr"


def on_one_line(element: Any) -> str:
    """A formula, or a part of one."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    make = _SHAPES.get(name)
    if make is not None:
        return str(make(element))
    if name == "t":
        return element.text or ""
    if name.endswith(_PROPERTIES):
        return ""
    return "".join(on_one_line(child) for child in element)


def _part(element: Any, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else on_one_line(found).strip()


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _said(element: Any, name: str, otherwise: str) -> str:
    found = next(element.iter(M + name), None)
    return otherwise if found is None else str(found.get(M + "val", ""))


def _fraction(element: Any) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _scripts(element: Any) -> str:
    below, above = _part(element, "sub"), _part(element, "sup")
    return _part(element, "e") + (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")


def _root(element: Any) -> str:
    return f"{_part(element, 'deg')}√{_grouped(_part(element, 'e'))}"


def _nary(element: Any) -> str:
    properties = element.find(M + "naryPr")
    sign = "∫" if properties is None else _said(properties, "chr", "∫")
    below, above = _part(element, "sub"), _part(element, "sup")
    return sign + (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "") + f" {_part(element, 'e')}"


def _delimited(element: Any) -> str:
    properties = element.find(M + "dPr")
    begin, end, between = "(", ")", "|"
    if properties is not None:
        begin, end = _said(properties, "begChr", "("), _said(properties, "endChr", ")")
        between = _said(properties, "sepChr", "|")
    return begin + between.join(on_one_line(part) for part in element.findall(M + "e")) + end


def _function(element: Any) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _limit(element: Any) -> str:
    return f"{_part(element, 'e')}_{_grouped(_part(element, 'lim'))}"


def _matrix(element: Any) -> str:
    rows = (" ".join(on_one_line(cell) for cell in row.findall(M + "e")) for row in element.findall(M + "mr"))
    return "[" + "; ".join(rows) + "]"


def _lines(element: Any) -> str:
    return "; ".join(on_one_line(line) for line in element.findall(M + "e"))


_SHAPES = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts,
    "rad": _root,
    "nary": _nary,
    "d": _delimited,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _matrix,
    "eqArr": _lines,
}
