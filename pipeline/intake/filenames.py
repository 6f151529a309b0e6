"""Names of dropped files: which to ignore, how to show and how to store them."""

from __future__ import annotations

import fnmatch
import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath, PurePosixPath

SHOWN_LENGTH = 200
"""Characters of a name that a record shows; the middle goes, the ending stays."""
PART_BYTES = 255
"""What ext4, NTFS and SMB take for one part of a path."""
NAMELESS = "(tanpa nama)"

_IGNORED_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})
# Unfinished transfers of browsers and copying programs; locks; the status that a printer writes beside a scan (.xst).
_IGNORED_ENDINGS = (
    *(".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".opdownload", ".aria2", ".!ut"),
    *(".lck", ".lock", ".swp", ".xst"),
)
# What NAS systems (Synology, QNAP), Windows and macOS keep beside the files of a share.
_IGNORED_FOLDERS = frozenset(
    {"@eadir", "@tmp", "@recycle", "@recently-snapshot", "@synoresource", "@synoeastream", "#recycle", "#snapshot", "$recycle.bin"}
    | {"system volume information", "lost+found", "__macosx", "network trash folder", "temporary items"}
)
_ENDING_BYTES = 20
# NUL, and surrogates that stand for no byte: no file system takes them.
_UNSTORABLE = re.compile("[\0\ud800-\udc7f\udd00-\udfff]")


def is_ignored(relative: PurePath | str, patterns: Iterable[str] = ()) -> bool:
    """Whether a path below the inbox is no paper by its name alone (DESIGN, Arriving).

    Dot-files and whatever lies in dot-folders (``.claimed`` too), Office lock files, unfinished transfers, the litter of NAS,
    printers, Windows and macOS, and what the office's own ``patterns`` name: a file, or a folder with all that lies in it.
    """
    parts = [part.lower() for part in PurePath(relative).parts]
    if not parts:
        return True
    if any(part.startswith(".") or part in _IGNORED_FOLDERS for part in parts):
        return True
    if any(fnmatch.fnmatchcase(part, pattern.lower()) for pattern in patterns for part in parts):
        return True
    name = parts[-1]
    return name.startswith("~$") or name.endswith(_IGNORED_ENDINGS) or name in _IGNORED_NAMES


def safe_name(name: str) -> str:
    """A name that can be shown on a page, a terminal or a label: NFC, printable, at most ``SHOWN_LENGTH`` characters.

    Control characters, bytes that are no UTF-8 and the invisible marks that turn text around (``fdp.exe`` shown as ``exe.pdf``)
    become U+FFFD. Give it twice and nothing more changes.
    """
    shown = "".join(_shown(character) for character in unicodedata.normalize("NFC", name)).strip()
    if not shown:
        return NAMELESS
    if len(shown) <= SHOWN_LENGTH:
        return shown
    tail = SHOWN_LENGTH // 4
    return f"{shown[: SHOWN_LENGTH - tail - 1]}…{shown[-tail:]}"


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if unicodedata.category(character) == "Zs" else "\ufffd"


def storable_name(name: str) -> PurePosixPath:
    """A relative path that stays below the folder it is put in and that the file system takes.

    ``..``, empty parts and roots go; a part over 255 bytes loses its middle and keeps its ending. Bytes that are no UTF-8 stay as
    Python holds them (surrogateescape), since the name is the name as dropped.
    """
    kept = _UNSTORABLE.sub("\ufffd", name)
    parts = [_shortened(part) for part in kept.split("/") if part not in ("", ".", "..")]
    return PurePosixPath(*parts) if parts else PurePosixPath("tanpa-nama")


def _shortened(part: str) -> str:
    if len(os.fsencode(part)) <= PART_BYTES:
        return part
    ending = PurePosixPath(part).suffix
    if len(os.fsencode(ending)) > _ENDING_BYTES:
        ending = ""
    stem = part[:PART_BYTES]
    while len(os.fsencode(stem + ending)) > PART_BYTES:
        stem = stem[:-1]
    return stem + ending
