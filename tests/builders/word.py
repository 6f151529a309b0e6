"""Word files of any shape, part by part, as no library would write them. ``pipeline.training`` draws the papers of an office; here
one part of a Word file is put before the reader at a time, with nothing around it.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

_OOXML = "http://schemas.openxmlformats.org"
_KINDS = f"{_OOXML}/officeDocument/2006/relationships"
SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": f"{_OOXML}/wordprocessingml/2006/main",
        "r": _KINDS,
        "a": f"{_OOXML}/drawingml/2006/main",
        "wp": f"{_OOXML}/drawingml/2006/wordprocessingDrawing",
        "pic": f"{_OOXML}/drawingml/2006/picture",
        "c": f"{_OOXML}/drawingml/2006/chart",
        "dgm": f"{_OOXML}/drawingml/2006/diagram",
        "m": f"{_OOXML}/officeDocument/2006/math",
        "mc": f"{_OOXML}/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
EMU = 914_400


@dataclass
class Package:
    """A Word file in the making."""

    main: str = "word/document.xml"
    parts: dict[str, bytes] = field(default_factory=dict)
    relations: list[tuple[str, str]] = field(default_factory=list)
    strict: bool = False

    def add(self, name: str, content: bytes | str, kind: str = "") -> str:
        """Put a part in, related to the document as ``kind``; gives the relationship's id."""
        self.parts[name] = content.encode() if isinstance(content, str) else content
        if kind:
            self.relations.append((kind, "/" + name))
        return f"rId{len(self.relations)}"

    def picture(self, image: Image.Image, name: str = "word/media/image1.png", **how: object) -> str:
        """Put a picture in."""
        out = io.BytesIO()
        image.save(out, name.rpartition(".")[2].replace("jpg", "jpeg"), **how)
        return self.add(name, out.getvalue(), "image")

    def save(self, path: Path, body: str, section: str = "") -> Path:
        """Write the file, its document made of ``body``."""
        document = f"<w:document {SPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        folder, _, name = self.main.rpartition("/")
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        types = (
            f'<Types xmlns="{_OOXML}/package/2006/content-types"><Override PartName="/{self.main}" ContentType="{kind}"/></Types>'
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", types)
            archive.writestr("_rels/.rels", self._told(relations([("officeDocument", self.main)])))
            archive.writestr(self.main, self._told(document))
            archive.writestr(f"{folder}/_rels/{name}.rels", self._told(relations(self.relations)))
            for part, content in self.parts.items():
                archive.writestr(part, content)
        return path

    def _told(self, text: str) -> str:
        """In the strict form, where that is wanted: other names for the same (ISO/IEC 29500, part 1)."""
        if not self.strict:
            return text
        for old in ("officeDocument", "wordprocessingml", "drawingml"):
            text = text.replace(f"{_OOXML}/{old}/2006/", f"http://purl.oclc.org/ooxml/{old}/")
        return text


def relations(told: list[tuple[str, str]]) -> str:
    """The relationships of a part, in their order."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(told, 1)
    )
    return f'<Relationships xmlns="{_OOXML}/package/2006/relationships">{items}</Relationships>'


def part(name: str, content: str) -> str:
    """The root of a part: ``w:hdr``, ``c:chartSpace`` …"""
    return f"<{name} {SPACES}>{content}</{name}>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "", inside: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def drawing(relation: str, inches: tuple[float, float] = (6.0, 2.0), turn: int = 0, crop: str = "", flip: str = "") -> str:
    """A run with a picture, ``inches`` large on the page."""
    across, down = (round(one * EMU) for one in inches)
    form = f'<a:xfrm rot="{turn * 60_000}" {flip}><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
    fill = f'<pic:blipFill><a:blip r:embed="{relation}"/>{crop}</pic:blipFill>'
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{across}" cy="{down}"/><a:graphic><a:graphicData><pic:pic>{fill}'
        f"<pic:spPr>{form}</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def old_drawing(relation: str, style: str = "width:430pt;height:150pt") -> str:
    """The same in VML, as Word wrote until 2007 and converters write today."""
    return f'<w:r><w:pict><v:shape style="{style}"><v:imagedata r:id="{relation}"/></v:shape></w:pict></w:r>'
