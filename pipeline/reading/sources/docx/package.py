"""The package of a Word file: a zip of parts and their relationships (ECMA-376 part 2).

python-docx opens less than Word does: a strict document, or one of whose parts an aside is missing, it refuses. Here only what a
paper cannot be read without may not be missing: the list of kinds, the relationships, and the document itself.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from urllib.parse import unquote

from pipeline.failures import Damaged, Locked, NotWhole

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
KINDS = "[Content_Types].xml"
DOCUMENT, WORD = "/officeDocument", "wordprocessingml"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w)")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)
_MANY_BYTES = 8 * 1024 * 1024
"""Of the few parts that are looked at before the limits are."""


@dataclass(frozen=True)
class Relation:
    """What one part is to another."""

    kind: str
    """The last word of its type: ``image``, ``header``, ``footnotes`` …"""
    target: str
    """The name of a part, or an address outside."""
    outside: bool = False


class Package:
    """An open file of Office. Close it, or use it in a ``with``."""

    def __init__(self, file: Path | IO[bytes]) -> None:
        """Raises ``NotWhole`` without a directory at the end of the zip."""
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise NotWhole from error
        self._names = {_plain(name): name for name in self._zip.namelist()}
        self._relations: dict[str, dict[str, Relation]] = {}

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()

    @property
    def entries(self) -> list[zipfile.ZipInfo]:
        """The zip's directory."""
        return self._zip.infolist()

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._names

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises ``Damaged`` where it is missing or broken, ``Locked`` where it wants a password."""
        try:
            return self._zip.read(self._names[_plain(part)])
        except RuntimeError as error:
            # What zipfile raises for a zip that is locked; the others are its subclasses.
            raise (Damaged if isinstance(error, NotImplementedError) else Locked) from error
        except _BROKEN as error:
            raise Damaged from error

    def xml(self, part: str) -> Any:
        """The root element of a part, its strict namespaces told as the usual ones. Raises as ``read`` does.

        No entity is resolved and nothing is fetched.
        """
        from lxml import etree

        content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", self.read(part))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(content, parser)
        except (etree.LxmlError, ValueError) as error:
            raise Damaged from error

    def relations(self, part: str = "") -> dict[str, Relation]:
        """Id → what else belongs to a part; without one, to the package. Empty where nothing does. Raises as ``read`` does."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            self._relations[part] = dict(self._read_relations(posixpath.join(folder, "_rels", f"{name}.rels"), folder))
        return self._relations[part]

    def _read_relations(self, part: str, folder: str) -> list[tuple[str, Relation]]:
        if part not in self:
            return []
        found = []
        for item in self.xml(part).iter(RELATION):
            kind = str(item.get("Type", "")).rpartition("/")[2]
            target, outside = str(item.get("Target", "")), item.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/")))).lstrip("/")
            found.append((str(item.get("Id", "")), Relation(kind, target, outside)))
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts inside the package that are ``kind`` to ``part``, such as there are."""
        return [one.target for one in self.relations(part).values() if one.kind == kind and not one.outside and one.target in self]

    @cached_property
    def main(self) -> str:
        """The part that is the document. Raises ``Damaged``."""
        found = self.related("", DOCUMENT.strip("/"))
        if not found:
            raise Damaged
        return found[0]

    def is_word(self) -> bool:
        """Whether it is a Word document, as far as can be told: by its own word, else by the names of its parts."""
        try:
            if KINDS not in self or self._zip.getinfo(self._names[_plain(KINDS)]).file_size > _MANY_BYTES:
                return self._named_so()
            kinds = [one.get("ContentType", "") for one in self.xml(KINDS) if _plain(one.get("PartName", "")) == _plain(self.main)]
            return self.main in self and (WORD in kinds[0] if kinds else self.main.startswith("word/"))
        except (Damaged, Locked):
            return self._named_so()

    def _named_so(self) -> bool:
        return any(re.fullmatch(r"word/document\d*\.xml", name) for name in self._names)


def _plain(name: str) -> str:
    """Names of parts differ in case, and some writers part folders by backslashes."""
    return name.replace("\\", "/").lstrip("/").casefold()
