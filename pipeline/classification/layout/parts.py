"""Parts of a letter: labels, heading, addressee, body, signature, copies, appendix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.classification.layout import english_letters
from pipeline.classification.layout.lines import Line
from pipeline.language.indonesian import STOP_WORDS, fold, skeleton, within_edits

_LABELS = {
    "nomor": ("nomor", "no", "nomer", "nomorsop", "nosop", "nomorsurat"),
    "sifat": ("sifat", "klasifikasi"),
    "lampiran": ("lampiran", "lamp"),
    "hal": ("hal", "perihal", "judulsop", "namasop", "perihalsurat"),
    "tanggal": ("tanggal", "tgl", "tanggalpengesahan", "tanggalditetapkan"),
    "dari": ("dari",),
    "kepada": ("kepada",),
}
_LABEL = re.compile(
    r"^\W{0,3}(N[O0]\s?M[O0]\s?R(?=\d)|N[O0](?:\s?M[O0]\s?R|\.)(?:\s(?:SOP|Surat))?|(?:[A-Za-z0|!1]\s){2,8}[A-Za-z0|!1]"
    r"|[A-Za-z0|!1]{2,11}(?:\s(?:SOP|Surat))?|Tanggal\s\w{5,12})(?=[\s:.;,=\t]|$|(?<=[Rr])\d)",
    re.IGNORECASE,
)
_AFTER_LABEL = re.compile(r"[\s:.;,=~*'\"“”|»>—–-]{0,8}(?![\s:])")
# Labels that are told without a colon; "DARI" and "Kepada" also begin ordinary lines, and capitals are a heading.
_BARE = {"nomor", "sifat", "lampiran", "hal"}
_COLON_NEAR = re.compile(r"\s{0,3}[:;=\t]")
# A colon that stands alone between label and value is read as a stroke, a figure or both; "1 TAHUN 2024" is a number.
_STRAY_COLON = re.compile(r"(?:[1Il!|tr][.,:;']?\s(?=[\w$])|(?:11|[2-9])[.,:;']?\s(?=[A-Z\d]))(?!T\w{3,4}\s?[\dOoIl]{4}\b)")
_ROW = re.compile(r"^\W{0,3}([A-Za-z0-9|]{2,9})\s*[:;]\s*(?=\S)")
_ADDRESSEE = re.compile(r"^\W*(?:kepada\s*[:.,]?\s*)?(?:y[tl1]h\b|yang\s+terhormat)|^\W*kepada\s*[:.,]?\s*$", re.IGNORECASE)
_BODY = re.compile(
    r"^\W*(?:\w\s?[.)]\s*(?=bahwa))?(menimbang|mengingat|memperhatikan|dengan\s+hormat|pada\s+hari\s+ini|menindaklanjuti|sehubungan\s+dengan|dalam\s+rangka|berdasarkan"
    r"|mempedomani|mencermati|merujuk|menunjuk|mengacu|bahwa\s+(?:sesuai|dalam|berdasarkan|untuk)|dengan\s+ini|diberitahukan|mengharap"
    r"|bersama\s+ini|disampaikan\s+dengan|memenuhi|yang\s+bertanda\s*tangan|assalam|dasar(?=\s*:)|memberi\s*kan\s+tugas|dasar\s+hukum)\b",
    re.IGNORECASE,
)
_COPIES = re.compile(r"^\W*tembusan\b", re.IGNORECASE)
_APPENDIX = re.compile(r"^\W*LAMPIRAN\b(?!\s*[:;]\s*(\d|-|satu|$))", re.IGNORECASE)
_HEAD_LINES = 60
_SPOKEN_LINES = 80
_NUMBER_SHAPE = re.compile(r"(?<![\w/.])[\w.|!]{0,8}\s?/\s?[A-Za-z0-9|]{2,4}[.,\s]\s?[\dOoIl]{2}[^\t]{4,40}")
# "Berita Acara Nomor", "surat Nomor": running text in front of another paper's number.
_CITING = re.compile(r"(?i)[a-z]{3,}\W+n[o0]m[o0]r\W*$|[a-z]{3,}\W+[a-z]{3,}\W*$")
_CITED = re.compile(r"\s(?:ter)?tanggal\s+\d")
_NUMBER_ROW = re.compile(r"^\W{0,3}[\w.|!]{1,8}\s?/\s?[A-Za-z0-9|]{2,4}[.,\s]\s?[\dOoIl]{2}\S{4,}")
# What stands beside Sifat and Lampiran.
_NO_SUBJECT_ROW = re.compile(
    r"^\W*(?:(?:biasa|penting|(?:sangat\s+)?(?:segera|rahasia)|terbatas)?\W*|(?:\w{1,3}\W+)?\w+\W+(?:berkas|lembar|rangkap|bundel|eksemplar|set)\W*)$",
    re.IGNORECASE,
)
_ONE_COLUMN = 0.02
_YEAR_FORM_WITHIN = re.compile(r"(?i)\bn[o0]m[o0]r\b\W*(?=[\dOoIl]{1,5}\s+tahun\s+\d)")


@dataclass(frozen=True)
class LetterParts:
    """The lines of a paper and the parts that some of them play (indices into ``lines``)."""

    lines: tuple[Line, ...]
    labels: dict[str, tuple[Line, int]] = field(default_factory=dict)
    """Label → its line and the place in the line's text where the value begins."""
    addressee: int | None = None
    body: int = 0
    """Where the running text begins; the number of lines when it was not found."""
    copies: int | None = None
    appendix: int = 0
    """Where the first appendix begins; the number of lines when there is none."""

    @cached_property
    def english(self) -> bool:
        """Whether the paper is in English."""
        return english_letters.is_spoken(line.text for line in self.lines[:_SPOKEN_LINES])

    @cached_property
    def head_end(self) -> int:
        """The end of the head: the addressee or the running text, whichever comes first, at most 60 lines."""
        marks = [self.body, _HEAD_LINES, len(self.lines)]
        if self.addressee is not None:
            # A nota dinas names the addressee among its labels; the last label then ends the head.
            rows = 12 if "dari" in self.labels else 7
            below = range(self.addressee, min(self.addressee + rows, len(self.lines)))
            marks.append(max((index + 2 for index in below if is_label(self.lines[index].text)), default=self.addressee + 1))
        return min(marks)

    def after(self, line: Line) -> str:
        """The text of the next line that says anything: a colon may stand on a line of its own."""
        return next((below.text for below in self.below(line, 2) if below.text.strip(" :;.|")), "")

    def below(self, line: Line, most: int) -> tuple[Line, ...]:
        """The lines under this one, at most so many."""
        place = next((index for index, other in enumerate(self.lines) if other is line), len(self.lines))
        return self.lines[place + 1 : place + 1 + most]

    def number_places(self) -> Iterator[tuple[Line, int, float]]:
        """Where the paper's number may begin, most likely first: after its label, then where the head has its shape."""
        head = self.lines[: min(self.body, _HEAD_LINES)] or self.lines[:12]
        for line in head:
            start = label_in(line.text, "nomor")
            if start is not None:
                yield line, start, 0.99
        for line in head:
            for match in _NUMBER_SHAPE.finditer(line.text):
                before, after = line.text[: match.start()].rsplit("\t", 1)[-1], line.text[match.start() :].split("\t")[0]
                if not _CITING.search(before) and not _CITED.search(after):
                    yield line, match.start(), 0.85
            within = _YEAR_FORM_WITHIN.search(line.text)
            if within and line.text[: within.start()].isupper():
                yield line, within.end(), 0.9

    def secrecy_stamp(self) -> Line | None:
        """A line that says only RAHASIA or CONFIDENTIAL, above the running text."""
        return next(
            (
                line
                for line in self.lines[: self.head_end]
                if re.fullmatch(r"\W*(?:(?:SANGAT\s+)?RAHASIA|(?:STRICTLY\s+|TOP\s+)?(?:CONFIDENTIAL|SECRET))\W*", line.text)
            ),
            None,
        )


def find_parts(lines: tuple[Line, ...]) -> LetterParts:
    """The parts of these lines."""
    body = next((index for index, line in enumerate(lines) if is_body(line.text)), len(lines))
    near = min(len(lines), _HEAD_LINES)
    addressee = next((index for index in range(near) if _addressed(lines[index].text)), None)
    labels: dict[str, tuple[Line, int]] = {}
    for line in lines[: min(near, max(body, (addressee or 0) + 1))]:
        for name in _LABELS:
            start = label_in(line.text, name) if name not in labels else None
            if start is not None:
                labels[name] = (line, start)
    _infer_labels(lines[:near], addressee, labels)
    if addressee is not None and not labels:
        _infer_column(lines[:addressee], labels)
    copies = next((index for index, line in enumerate(lines) if index >= near // 4 and _COPIES.match(line.text)), None)
    appendix = next((index for index, line in enumerate(lines) if _begins_appendix(lines, index)), len(lines))
    return LetterParts(lines, labels, addressee, body, copies, appendix)


def _addressed(text: str) -> bool:
    """Whether a piece of the line is ``Yth. …``, or ``Kepada`` over it; ``Kepada : …`` is a row among labels."""
    pieces = text.split("\t")
    return any(is_addressee(piece) and not after.startswith(":") for piece, after in zip(pieces, [*pieces[1:], ""], strict=True))


def _infer_labels(head: tuple[Line, ...], addressee: int | None, labels: dict[str, tuple[Line, int]]) -> None:
    """Labels that OCR spoilt, told by their order: the rows with a colon above the addressee run from Nomor to Hal."""
    known = [name for name in ("nomor", "sifat", "lampiran", "hal") if name in labels]
    if addressee is None or not {"sifat", "lampiran"} & set(known) or {"nomor", "hal"} <= set(known):
        return
    rows = [(line, match.end()) for line in head[:addressee] if (match := _ROW.match(line.text))]
    taken = {id(line) for line, _ in labels.values()}
    free = [(line, start) for line, start in rows if id(line) not in taken]
    last_known = max(head.index(labels[name][0]) for name in known)
    if "nomor" not in labels and free and head.index(free[0][0]) < head.index(labels[known[0]][0]):
        labels["nomor"] = free[0]
    if "hal" not in labels and free and last_known < head.index(free[-1][0]) <= last_known + 2:
        labels["hal"] = free[-1]


def _infer_column(head: tuple[Line, ...], labels: dict[str, tuple[Line, int]]) -> None:
    """The subject of a letter whose column of labels was not read at all: below the number, the first row in its column that is
    neither the nature nor the attachments.
    """
    above = next((index for index, line in enumerate(head) if line.y >= 0 and _NUMBER_ROW.match(line.text)), None)
    if above is None:
        return
    for line in head[above + 1 :]:
        if abs(line.x0 - head[above].x0) > _ONE_COLUMN:
            return
        if not _NO_SUBJECT_ROW.match(line.text.split("\t")[0]):
            labels["hal"] = (line, re.match(r"^\W*", line.text).end())  # type: ignore[union-attr]  # it matches the empty text, too
            return


def _begins_appendix(lines: tuple[Line, ...], index: int) -> bool:
    """LAMPIRAN at the top of a later page, or after the first dozen lines with a decision named below it."""
    line = lines[index]
    if index < 12 or not _APPENDIX.match(line.text):
        return False
    return line.page > lines[index - 1].page or bool(
        re.match(r"^\W*LAMPIRAN\s*([IVX0-9]{0,4})\W*$|^\W*LAMPIRAN\s+(KEPUTUSAN|SURAT|BERITA)", line.text)
    )


# In the head of an SOP the labels stand in the middle of a table's row.
_SOP_LABELS = {"nomor": re.compile(r"(?i)\bn[o0]m[o0]r\s+[s5][o0]p\b"), "hal": re.compile(r"(?i)\b(judul|nama)\s+[s5][o0]p\b")}


def label_in(text: str, name: str) -> int | None:
    """Where the value begins, if a piece of ``text`` starts with this label as OCR reads it (``N0mor;``, ``H a l =``)."""
    inside = _SOP_LABELS[name].search(text) if name in _SOP_LABELS else None
    if inside:
        return _value_start(text, inside.end())
    start = 0
    for piece in text.split("\t")[:4]:
        after = _label_at(text, start, name)
        if after is not None:
            return after
        start += len(piece) + 1
    return None


def _label_at(text: str, start: int, name: str) -> int | None:
    end = english_letters.label_end(text, start, name)
    if end is not None:
        return _value_start(text, end)
    match = _LABEL.match(text[start : start + 40])
    if not match:
        return None
    shape = skeleton(re.sub(r"\W", "", match[1]))
    for label in _LABELS[name]:
        wanted = skeleton(label)
        bare = name in _BARE and not (match[1].isupper() and name != "nomor")
        alone = not text[start + match.end() :].strip()
        if shape == wanted and (bare or alone or _COLON_NEAR.match(text, start + match.end())):
            return _value_start(text, start + match.end())
        # Misread labels count only before a colon or a wide gap: "LAPORAN" is no "Lampiran".
        if len(wanted) >= 5 and within_edits(shape, wanted, 1 if len(wanted) < 7 else 2):
            return _value_start(text, start + match.end()) if _COLON_NEAR.match(text, start + match.end()) else None
    return None


def _value_start(text: str, end: int) -> int:
    """Past the colon, which OCR also reads as 1, I, » or a dash."""
    after = _AFTER_LABEL.match(text, end)
    start = after.end() if after else end
    stray = _STRAY_COLON.match(text, start) if ":" not in text[end:start] else None
    return stray.end() if stray else start


def is_label(text: str) -> bool:
    """Whether the line begins with one of the labels of a letter's head."""
    return any(label_in(text, name) is not None for name in _LABELS)


def is_addressee(text: str) -> bool:
    """Whether the line begins with ``Yth.`` or ``Kepada``, or ``To:``."""
    return bool(_ADDRESSEE.match(text)) or english_letters.is_addressee(text)


def is_body(text: str) -> bool:
    """Whether the line begins as running text begins: ``Menimbang``, ``Sehubungan dengan``, ``Pada hari ini`` …

    In capitals only with a colon (``MENIMBANG :``): a heading may say ``DALAM RANGKA``, too.
    """
    match = _BODY.match(text)
    if match is None:
        return english_letters.is_body(text)
    return not text.isupper() or ":" in text[match.end() : match.end() + 3] or match[1] == "DASAR HUKUM"


def is_title_like(text: str) -> bool:
    """Whether every longer word begins with a capital, and the line does not end as a sentence or a label does."""
    words = [word for word in re.findall(r"[^\W\d_]{4,}", text) if fold(word) not in STOP_WORDS]
    return bool(words) and all(word[0].isupper() for word in words) and not re.search(r"[,:;.]\s*$|:", text)
