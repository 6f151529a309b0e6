"""Whether a decision on an exemption names a given paper: by number, title or class."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.classification.scheme.scheme import SchemeRow
from pipeline.document.facts import Facts
from pipeline.language.indonesian import STOP_WORDS, fold

_LEAST_WORDS = 2
_LEAST_CLASS_LETTERS = 8
_LEAST_SUBSTANCE = 3
"""A title with fewer words of its own (*Surat*, *Laporan kegiatan*) stands in every second paper and names none."""
_COMMON = frozenset(
    """
    pengecualian dikecualikan mengecualikan informasi publik uji konsekuensi penetapan menetapkan daftar klasifikasi jenis naskah
    keputusan peraturan surat dinas nota undangan laporan berita acara pengumuman edaran nomor tahun tanggal lampiran dokumen arsip
    ketua sekretaris sekretariat anggota ppid pejabat pengelola dokumentasi komisi pemilihan umum kpu republik indonesia provinsi
    kabupaten kota kantor
    """.split()
)
_LEAST_NUMBER_PARTS = 3
"""``12/HM.02-SD/2101/2026`` and ``21 Tahun 2026`` name one paper; a bare ``12`` does not."""
_WORD = re.compile(r"[^\W_]+")
_GAP = r"[^0-9a-z]{0,4}"
"""What may stand between the parts of a number: blanks, strokes, points and dashes, and what OCR adds to them."""
_JOINS = r"[./,\-‐‑–—]"
_BEFORE = rf"(?<!\w)(?:(?<=\bno\.)|(?<=\bnomor\.)|(?<!\w{_JOINS})(?<!\w\s/\s)(?<!\w\s/))"
_AFTER = rf"(?!\w)(?!{_JOINS}\w)(?!\s?/\s?\w)"
"""A number is met only whole: neither the end of a longer number nor the beginning of one."""
_NUMBERED = re.compile(
    r"\b(?:(peraturan|undang.{0,2}undang|uu|pkpu|pp|perpu|perppu|perpres|permen\w*|perda|perki|perbawaslu|qanun|instruksi|keputusan"
    r"|keppres|kepmen\w*)|(?:naskah|surat|dokumen|arsip|berita acara|nota dinas))\b([^;]*)$"
)
_OWN_NAMES = {"pkpu": "peraturan"}
_KPU = re.compile(r"\W*(?:kpu|komisi pemilihan umum)\b")
_OTHERS = re.compile(r"\b(?:presiden|menteri|gubernur|bupati|wali ?kota|daerah|bawaslu|komisi (?!pemilihan umum)|kepala)\b")
_RIGHT_BEFORE = 160
_ITEM = re.compile(
    r"\n\s*\n|(?<!\s\d)(?<!\s\d\d)(?<!\s[a-z])\.\s+(?=[a-z])"
    r"|\n(?=\s*(?:nomor|no|lampiran|sifat|hal|perihal|kode(?: klasifikasi)?(?: arsip)?|klasifikasi(?: arsip)?|tanggal)\.?\s*:)"
    r"|\n(?=\s*(?:kesatu|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh)\b)"
)
_EXEMPT_ITEM = re.compile(r"\b(?:dikecualikan|mengecualikan|pengecualian|klasifikasi informasi|jenis informasi)\b")
_FILING = re.compile(
    r"\b(?:diarsipkan|pengarsipan|disimpan|penyimpanan|diberkaskan|pemberkasan|klasifikasi arsip)\b"
    r"|^\W*(?:kode|klasifikasi)\b[^:]{0,20}:"
)


def mentions(
    text: str, facts: Facts, path: Iterable[SchemeRow] = (), *, own_number: str = "", letterhead: Iterable[str] = ()
) -> bool:
    """Whether a text names a paper.

    Args:
        text: what is searched, in its lines, with their broken words made whole.
        facts: the paper's own; its number is found whatever its blanks, dashes and leading zeros, its title whatever its case.
        path: the classes that the paper belongs to, from the function down, each found by its code, the last one by its name too,
            where the text says what is exempt. A function alone (*SDM*) is too wide to name a paper.
        own_number: the number of the text itself, which tells of no other paper.
        letterhead: names of the office and the issuer, which stand in all that they write; their words make no title.
    """
    folded = fold(text)
    flat = " ".join(folded.split())
    classes = tuple(path)
    items = [" ".join(item.split()) for item in _ITEM.split(folded) if _EXEMPT_ITEM.search(item) and not _FILING.search(item)]
    return (
        (_parts(facts.number) != _parts(own_number) and _names_number(flat, facts))
        or (_has_substance(facts.title, letterhead) and _says(flat, facts.title))
        or any(_names_class(item, row) for item in items for row in classes)
        or any(_says(item, row.name, _LEAST_CLASS_LETTERS) for item in items for row in classes[-1:])
    )


def _parts(number: str) -> list[str]:
    return [part.lstrip("0") if part.isdigit() else part for part in re.findall(r"[0-9]+|[a-z]+", fold(number))]


def _names_number(flat: str, facts: Facts) -> bool:
    parts = _parts(facts.number)
    if len(parts) < _LEAST_NUMBER_PARTS or not any(part.isdigit() for part in parts):
        return False
    number = _GAP.join(f"0*{part}" if part.isdigit() else part for part in parts)
    found = re.finditer(f"{_BEFORE}{number}{_AFTER}", flat)
    if "tahun" not in parts:
        return any(found)
    return any(_is_of_its_kind(flat[max(0, match.start() - _RIGHT_BEFORE) : match.start()], facts.document_type) for match in found)


def _is_of_its_kind(before: str, document_type: str) -> bool:
    """Whether ``4 Tahun 2025`` may be the paper's: after *Peraturan KPU Nomor* it is a regulation's."""
    named = None
    for start in (match.start() for match in re.finditer(r"\b[a-z]", before)):
        named = _NUMBERED.match(before, start) or named
    if named is None or named[1] is None:
        return True
    kind = _OWN_NAMES.get(named[1], named[1])
    if kind != fold(document_type) or _OTHERS.search(named[2]):
        return False
    return named[1] != "peraturan" or _KPU.match(named[2]) is not None


def _has_substance(title: str, letterhead: Iterable[str]) -> bool:
    common = STOP_WORDS | _COMMON | {word for name in letterhead for word in _WORD.findall(fold(name))}
    return len({word for word in _WORD.findall(fold(title)) if not word.isdigit()} - common) >= _LEAST_SUBSTANCE


def _says(flat: str, title: str, least: int = 0) -> bool:
    words = _WORD.findall(fold(title))
    if len(words) < _LEAST_WORDS or sum(map(len, words)) < least:
        return False
    return f" {' '.join(words)} " in f" {' '.join(_WORD.findall(flat))} "


def _names_class(flat: str, row: SchemeRow) -> bool:
    """By its code, standing by itself: inside another paper's number, or after *kode*, a code tells where a paper is filed."""
    parts = fold(row.code).split(".")
    if len(parts) < 2:
        return False
    code = r"\s?[.,]\s?".join(re.escape(part) for part in parts)
    before = r"(?<![0-9a-z./-])(?<!/ )(?<!\bkode )(?<!\bkode: )(?<!\bkode : )(?<!\bnomor )(?<!\bnomor: )(?<!\bno\. )"
    return re.search(rf"{before}{code}(?![0-9a-z])(?![./-][0-9a-z])(?!\s/)", flat) is not None
