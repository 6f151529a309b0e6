"""A scanner that keeps its file open: a sheet, a pause, a sheet. Runs as a process of its own, if wanted as another account.

    python slow_scanner.py FILE KIND PAUSE SHEETS [UID]

Kinds: ``pdf`` adds each sheet behind the end; ``rewritten`` writes each sheet over the closing table, as many scanners do; ``tiff``
adds each sheet and lets the sheet before it point at it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

FIXED = 3
"""Objects of every file: catalogue, list of pages, font."""


def words_of(sheet: int) -> str:
    """What stands on a sheet."""
    return f"Lembar nomor {sheet} dari pemindai lambat"


def write_pdf(file: BinaryIO, sheets: int, pause: float, *, rewrite: bool) -> None:
    """Write sheet after sheet, each time with a valid end."""
    file.write(b"%PDF-1.4\n")
    body, places, previous = file.tell(), {}, 0
    for sheet in range(1, sheets + 1):
        file.seek(body if rewrite else 0, os.SEEK_SET if rewrite else os.SEEK_END)
        for number, text in _objects(sheet).items():
            places[number] = file.tell()
            file.write(b"%d 0 obj\n%s\nendobj\n" % (number, text))
        body = file.tell()
        file.write(_closing(places, body, 0 if rewrite else previous))
        previous = body
        file.truncate()
        file.flush()
        if sheet < sheets:
            time.sleep(pause)


def _objects(sheet: int) -> dict[int, bytes]:
    page = FIXED + 2 * sheet - 1
    kids = b" ".join(b"%d 0 R" % (FIXED + 2 * one - 1) for one in range(1, sheet + 1))
    says = b"BT /F1 14 Tf 72 700 Td (%s) Tj ET" % words_of(sheet).encode()
    fixed = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"} if sheet == 1 else {}
    return fixed | {
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, sheet),
        page: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>" % (page + 1),
        page + 1: b"<</Length %d>>stream\n%s\nendstream" % (len(says), says),
    }


def _closing(places: dict[int, int], at: int, previous: int) -> bytes:
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    earlier = b"/Prev %d" % previous if previous else b""
    table = b"xref\n0 1\n0000000000 65535 f \n%s" % rows
    return table + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, earlier, at)


def write_tiff(file: BinaryIO, sheets: int, pause: float) -> None:
    """Write sheet after sheet with Pillow's writer for growing files."""
    from PIL import Image, ImageDraw, TiffImagePlugin

    with TiffImagePlugin.AppendingTiffWriter(file, new=True) as growing:
        for sheet in range(1, sheets + 1):
            picture = Image.new("L", (1000, 400), 255)
            ImageDraw.Draw(picture).text((60, 150), words_of(sheet), font_size=48, fill=0)
            picture.save(growing, format="TIFF", compression="raw", dpi=(150, 150))
            growing.newFrame()
            file.flush()
            if sheet < sheets:
                time.sleep(pause)


def write(file: BinaryIO, kind: str, sheets: int, pause: float) -> None:
    """Write so many sheets of a kind, with a pause after each."""
    if kind == "tiff":
        write_tiff(file, sheets, pause)
    else:
        write_pdf(file, sheets, pause, rewrite=kind == "rewritten")


def start(path: Path, kind: str, *, pause: float, sheets: int, uid: int | None = None) -> subprocess.Popen[bytes]:
    """Begin to scan in another process."""
    words = [str(path), kind, str(pause), str(sheets), *([str(uid)] if uid is not None else [])]
    return subprocess.Popen([sys.executable, __file__, *words])


def main(path: str, kind: str, pause: str, sheets: str, uid: str = "") -> None:
    """What the process does."""
    if kind == "tiff":
        # Imported before the account changes: the other one may not be able to read this Python.
        import PIL.ImageDraw
        import PIL.ImageFont
        import PIL.TiffImagePlugin

        PIL.ImageFont.load_default(48)
    if uid:
        os.setgroups([])
        os.setgid(int(uid))
        os.setuid(int(uid))
    with Path(path).open("w+b") as file:
        write(file, kind, int(sheets), float(pause))


if __name__ == "__main__":
    main(*sys.argv[1:])
