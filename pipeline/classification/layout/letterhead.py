"""The letterhead of a paper: who writes, and where they sit, above all that the paper is about."""

from __future__ import annotations

import re

from pipeline.classification.layout.parts import is_addressee, is_body, is_label

MOST_LINES = 8
CAPITALS = 0.85
"""Share of the letters of a line; recognition reads some small."""

_BODY = re.compile(
    r"\W*(KOMISI|SEKRETARIAT|BADAN|PANITIA|KELOMPOK PENYELENGGARA|PEMERINTAH|DINAS|KANTOR|KEMENTERIAN|DEWAN|MAJELIS|LEMBAGA"
    r"|KECAMATAN|KELURAHAN|DESA|PENGADILAN|KEJAKSAAN|KEPOLISIAN|MAHKAMAH|INSPEKTORAT|UNIVERSITAS|SEKOLAH|YAYASAN|PARTAI|PT\b|CV\b|REPUBLIK)"
)
_ADDRESS = re.compile(
    r"\b(jalan|jln?\.|telp|telepon|tlp|faks?|faksimile|fax|e-?mail|surel|laman|website|kode\s*pos|www\.|https?:)|@", re.IGNORECASE
)


def letterhead(text: str) -> str:
    """The lines of the letterhead at the beginning of a first page, as they stand there; empty where it has none.

    A letterhead begins with the name of a body in capitals. The heading of a decision (``KEPUTUSAN KOMISI …``) is none.
    """
    lines = text.split("\n")
    end = 0
    named = False
    for index, line in enumerate(lines[:MOST_LINES]):
        if not line.strip():
            continue
        if is_label(line) or is_addressee(line) or is_body(line):
            break
        if _in_capitals(line) and (named or _BODY.match(line)):
            if named and not _BODY.match(line) and not _continues(line):
                break
            named = True
        elif not (named and _ADDRESS.search(line)):
            break
        end = index + 1
    return "\n".join(lines[:end])


def _in_capitals(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return len(letters) >= 3 and sum(char.isupper() for char in letters) >= CAPITALS * len(letters)


_PLACE = re.compile(r"\W*(KABUPATEN|KOTA|PROVINSI|INDONESIA|REPUBLIK|KECAMATAN|KELURAHAN|DESA|DAERAH|UMUM)\b")


def _continues(line: str) -> bool:
    """Whether a line in capitals goes on naming the body: its place, or the rest of a long name."""
    return bool(_PLACE.match(line) or _ADDRESS.search(line))
