"""Drawings of a Word document: pictures, text boxes, charts, SmartArt, embedded objects (DrawingML and VML)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.document.pages import Box
from pipeline.failures import Damaged, Locked
from pipeline.formats import labels
from pipeline.language.phrases import BilingualText
from pipeline.reading import messages
from pipeline.reading.sources.docx.package import Package, Relation

_OFFICE = "http://schemas.openxmlformats.org/"
W = f"{{{_OFFICE}wordprocessingml/2006/main}}"
R = f"{{{_OFFICE}officeDocument/2006/relationships}}"
A = f"{{{_OFFICE}drawingml/2006/main}}"
WP = f"{{{_OFFICE}drawingml/2006/wordprocessingDrawing}}"
PIC = f"{{{_OFFICE}drawingml/2006/picture}}"
C = f"{{{_OFFICE}drawingml/2006/chart}}"
DGM = f"{{{_OFFICE}drawingml/2006/diagram}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
V, OLD = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
TEXT_BOX = W + "txbxContent"
ALONE = frozenset({V + name for name in ("shape", "rect", "roundrect", "oval", "group")})
"""Shapes of VML that stand in a run without ``w:pict`` around them: some converters write so."""
EMU = 914_400
"""To the inch."""
POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0, "": 0.75}
WORTH_READING = 5.0
"""Square inches from which a picture may hold text worth reading: seals, signatures and portraits are smaller."""
FEWEST_ACROSS = 0.6
"""Inches; a rule across the page is lower."""
_LENGTH = re.compile(r"\s*(-?[\d.]+)\s*([a-z]*)")
_KNOWN_OBJECTS = {"Excel": labels.EXCEL, "Word": labels.OLD_WORD, "PowerPoint": labels.POWERPOINT, "Visio": labels.VISIO}


@dataclass(frozen=True)
class EmbeddedPicture:
    """A picture that stands in the text and may hold print."""

    part: str = field(compare=False)
    inches: tuple[float, float]
    """Width and height on the page; zeros where nothing is said."""
    turn: float = 0.0
    """Degrees clockwise by which it is turned on the page."""
    mirrored: tuple[bool, bool] = (False, False)
    """Left to right, top to bottom."""
    crop: Box = (0.0, 0.0, 1.0, 1.0)
    """What of it is shown."""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class UnreadPart:
    """Something that a viewer shows or a file holds, and that is not read; the sentence says so."""

    note: BilingualText


Thing = str | EmbeddedPicture | UnreadPart | Any
"""Text, a picture, something unread, or the element that holds a text box's paragraphs."""


def drawn_items(item: Any, package: Package, relations: Mapping[str, Relation]) -> Iterator[Thing]:
    """What is drawn in this element, in its order; once what is drawn twice, for newer and for older programs."""
    drawing = _Drawing(item, package, relations)
    yield from drawing.walk(item)


def choose_alternate(alternate: Any) -> Any:
    """Of what is there for newer and for older programs, the first that says something we know; nothing but what was given."""
    branches = [one for one in alternate if one.tag in (MC + "Choice", MC + "Fallback")]
    return next(
        (branch for branch in branches if any(one.tag in _TELLING for one in branch.iter())), branches[0] if branches else ()
    )


_TELLING = frozenset(
    {
        TEXT_BOX,
        A + "blip",
        C + "chart",
        DGM + "relIds",
        V + "imagedata",
        V + "textpath",
        OLD + "OLEObject",
        A + "t",
        W + "t",
        W + "p",
    }
)


class _Drawing:
    def __init__(self, item: Any, package: Package, relations: Mapping[str, Relation]) -> None:
        self.item = item
        self.package = package
        self.relations = relations

    def walk(self, element: Any) -> Iterator[Thing]:
        tag = element.tag
        if tag == TEXT_BOX:
            yield element
            return
        if tag == MC + "AlternateContent":
            yield from self.walk(choose_alternate(element))
            return
        if tag == PIC + "pic":
            yield from self.picture(element)
        elif tag in (C + "chart", CX + "chart") and element.get(R + "id"):
            yield from self.told_elsewhere(element.get(R + "id"), chart_text)
        elif tag == DGM + "relIds":
            yield from self.told_elsewhere(element.get(R + "dm", ""), diagram_text)
        elif tag == V + "imagedata":
            yield from self.old_picture(element)
        elif tag == V + "textpath" and element.get("string"):
            yield element.get("string")
        elif tag == OLD + "OLEObject":
            yield UnreadPart(messages.EMBEDDED(what=_object_name(element.get("ProgID", ""))))
        elif tag == A + "p":
            yield "".join(one.text or "" for one in element.iter(A + "t"))
            return
        for child in element:
            if isinstance(child.tag, str):
                yield from self.walk(child)

    def picture(self, pic: Any) -> Iterator[Thing]:
        blip = next(pic.iter(A + "blip"), None)
        if blip is None:
            return
        form = next(pic.iter(A + "xfrm"), None)
        turn, mirrored = 0.0, (False, False)
        if form is not None:
            turn = _whole(form.get("rot")) / 60_000
            mirrored = form.get("flipH") in ("1", "true"), form.get("flipV") in ("1", "true")
        inches = self.inches(form)
        cut = next(pic.iter(A + "srcRect"), None)
        crop = (0.0, 0.0, 1.0, 1.0)
        if cut is not None:
            left, top, right, bottom = (_share(cut.get(side)) for side in "ltrb")
            crop = left, top, 1 - right, 1 - bottom
        yield from self.pasted(blip.get(R + "embed") or blip.get(R + "link") or "", inches, turn, mirrored, crop)

    def inches(self, form: Any) -> tuple[float, float]:
        """How large it is on the page; of several in one drawing each has its own size, in the drawing's measure."""
        own = (0.0, 0.0)
        if form is not None and (size := form.find(A + "ext")) is not None:
            own = _whole(size.get("cx")) / EMU, _whole(size.get("cy")) / EMU
        whole = next(self.item.iter(WP + "extent"), None)
        alone = len(list(self.item.iter(PIC + "pic"))) == 1
        if whole is None or (not alone and own != (0.0, 0.0)):
            return own
        return _whole(whole.get("cx")) / EMU, _whole(whole.get("cy")) / EMU

    def old_picture(self, data: Any) -> Iterator[Thing]:
        style = next((one.get("style") for one in data.iterancestors() if one.get("style")), "") or ""
        told = dict(part.split(":", 1) for part in style.replace(" ", "").split(";") if ":" in part)
        inches = _points(told.get("width", "")) / 72, _points(told.get("height", "")) / 72
        turn = _whole(re.sub(r"[^\d-].*", "", told.get("rotation", "0"))) / (65_536 if "fd" in told.get("rotation", "") else 1)
        left, top, right, bottom = (_fraction(data.get(f"crop{side}")) for side in ("left", "top", "right", "bottom"))
        name = data.get(R + "id") or data.get(R + "pict") or data.get(OLD + "relid") or ""
        mirrored = "x" in told.get("flip", ""), "y" in told.get("flip", "")
        yield from self.pasted(name, inches, turn, mirrored, (left, top, 1 - right, 1 - bottom))

    def pasted(
        self, name: str, inches: tuple[float, float], turn: float, mirrored: tuple[bool, bool], crop: Box
    ) -> Iterator[Thing]:
        """The picture, if it is large enough to hold print."""
        across, down = inches
        if inches != (0.0, 0.0) and (across * down < WORTH_READING or min(inches) < FEWEST_ACROSS):
            return
        relation = self.relations.get(name)
        if relation is None or relation.outside or relation.target not in self.package:
            yield UnreadPart(messages.PICTURE_ELSEWHERE)
            return
        if not (crop[0] < crop[2] and crop[1] < crop[3]):
            crop = (0.0, 0.0, 1.0, 1.0)
        try:
            content = self.package.read(relation.target)
        except (Damaged, Locked):
            yield UnreadPart(messages.PICTURE_DAMAGED)
            return
        yield EmbeddedPicture(relation.target, inches, turn % 360, mirrored, crop, content)

    def told_elsewhere(self, name: str, text_of: Any) -> Iterator[Thing]:
        """The text of a chart or a diagram, which lies in a part of its own."""
        relation = self.relations.get(name)
        if relation is None or relation.target not in self.package:
            yield UnreadPart(messages.PART_MISSING)
            return
        try:
            yield text_of(self.package.xml(relation.target))
        except (Damaged, Locked):
            yield UnreadPart(messages.PART_DAMAGED)


def chart_text(root: Any) -> str:
    """Titles, and the values that the chart was drawn by: a row for each category, a column for each series."""
    titles = [text for one in root.iter(C + "title", CX + "title") if (text := _runs(one))]
    series = list(root.iter(C + "ser"))
    if not series:
        return "\n".join([*titles, *(one.text for one in root.iter(CX + "pt") if one.text)])
    categories = next((found for one in series if (found := _points_of(one, "cat") or _points_of(one, "xVal"))), {})
    columns = [_points_of(one, "val") or _points_of(one, "yVal") for one in series]
    lines = ["\t".join(["", *(_series_name(one) for one in series)]).rstrip()]
    lines += [
        "\t".join([categories.get(at, ""), *(column.get(at, "") for column in columns)]).rstrip()
        for at in sorted(set(categories).union(*columns))
    ]
    return "\n".join([*titles, *(line for line in lines if line)])


def _points_of(series: Any, name: str) -> dict[int, str]:
    """Place → value, as cached in the file: the workbook behind it need not be opened."""
    found = series.find(C + name)
    if found is None:
        return {}
    values = ((_whole(point.get("idx")), point.findtext(C + "v") or "") for point in found.iter(C + "pt"))
    return {at: value for at, value in values if value}


def _series_name(series: Any) -> str:
    found = series.find(C + "tx")
    return "" if found is None else next((one.text or "" for one in found.iter(C + "v")), "")


def _runs(element: Any) -> str:
    paragraphs = ("".join(one.text or "" for one in paragraph.iter(A + "t")) for paragraph in element.iter(A + "p"))
    return " ".join(text for text in paragraphs if text) or next((one.text or "" for one in element.iter(C + "v")), "")


def diagram_text(root: Any) -> str:
    """What the boxes of a SmartArt say, each on a line."""
    lines = (_runs(point) for point in root.iter(DGM + "pt"))
    return "\n".join(line for line in lines if line)


def _object_name(program: str) -> BilingualText | str:
    """What a clerk calls the program of an embedded object; its own name where it is not known."""
    known = next((kind.name for begin, kind in _KNOWN_OBJECTS.items() if program.startswith(begin)), None)
    return known or program or "OLE"


def _whole(text: str | None) -> int:
    try:
        return int(float(text or 0))
    except (ValueError, OverflowError):
        return 0


def _share(text: str | None) -> float:
    """Thousandths of a percent, or a percentage; what is added at an edge instead of cut off is white."""
    value = text or "0"
    share = _whole(value.rstrip("%")) / (100 if value.endswith("%") else 100_000)
    return min(max(share, 0.0), 1.0)


def _fraction(text: str | None) -> float:
    value = text or "0"
    try:
        share = float(value.rstrip("f%")) / (65_536 if value.endswith("f") else 100 if value.endswith("%") else 1)
    except ValueError:
        return 0.0
    return min(max(share, 0.0), 1.0)


def _points(text: str) -> float:
    match = _LENGTH.match(text)
    try:
        return float(match[1]) * POINTS.get(match[2], 0.0) if match else 0.0
    except ValueError:
        return 0.0
