"""The subject: after ``Hal`` or ``Perihal``, after ``TENTANG``, or from the heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.classification import reasons
from pipeline.classification.fields.dates import find_dates
from pipeline.classification.fields.document_type import DetectedType, names_type_only
from pipeline.classification.fields.subject_cleanup import STRIP, join_subject_lines
from pipeline.classification.layout import english_letters
from pipeline.classification.layout.evidence import Evidence, FoundValue
from pipeline.classification.layout.lines import Line
from pipeline.classification.layout.parts import LetterParts, is_addressee, is_body, is_label, is_title_like, label_in
from pipeline.language.indonesian import skeleton, within_edits

_MOST_LINES = 12
_CLOSE, _FULL, _SAME = 0.1, 0.5, 0.012
"""Shares of the page's width: between a label and a value beside it, to which a line that goes on below reaches, in one column."""
_HEADING_LINES = 6
_SPEAKING = {"keputusan", "peraturan", "instruksi", "surat edaran"}
"""Kinds whose heading goes on with who speaks: ``KEPUTUSAN KOMISI PEMILIHAN UMUM …``."""
_OFFICE = (
    r"(ketua|sekretaris|kepala|presiden|menteri|gubernur|bupati|wali\s?kota|camat|direktur|rektor|pejabat|kuasa\s+pengguna|pelaksana"
    r"|plt|plh)"
)
_SPEAKS = re.compile(rf"^\W*({_OFFICE}\b.*[,.;]\s*$|.{{0,12}}rahmat\s+tuhan\b|dengan\s+rahmat\b)", re.IGNORECASE)
_GRACE = re.compile(r"^\W*DENGAN\s+RAHMAT\b", re.IGNORECASE)
# A subject may name the decision that it changes: "… / NOMOR 12 TAHUN 2023 TENTANG …". The paper's own number has a colon here.
_CITED = re.compile(r"^\W*NOMOR\s+\d{1,4}\s+TAHUN\s+\d{4}\b")
_REFERENCE = re.compile(r"^\W*(nomor|no)\b\W*[\w/.|]", re.IGNORECASE)


def find_labelled_subject(anatomy: LetterParts) -> FoundValue:
    """The value of ``Hal`` or ``Perihal`` (``Judul SOP``, too), with the lines it goes on over."""
    place = anatomy.labels.get("hal")
    if place is None:
        return FoundValue(reason=reasons.NO_HAL)
    line, start = place
    index = anatomy.lines.index(line)
    first, _ = _segment(line, start)
    column = line.x_at(start)
    parts = [first]
    spots = [Evidence.of(line, start, start + len(first))]
    for follower in anatomy.lines[index + 1 : index + _MOST_LINES]:
        text = _continues(follower, column, line, bool("".join(parts).strip(STRIP)))
        if text is None:
            break
        parts.append(text)
        spots.append(Evidence.of(follower, 0, len(text)))
    value = join_subject_lines(parts)
    if not value:
        return FoundValue(reason=reasons.HAL_UNREAD)
    label = english_letters.label_of(line.text, "hal")
    return FoundValue(value, 0.95, reasons.AFTER_WORD(word=label) if label else reasons.HAL, Evidence.joined(spots))


def _segment(line: Line, start: int) -> tuple[str, int]:
    """The text from ``start`` up to a wide gap after which something else stands: a date, an addressee in the right column."""
    text = line.text[start:]
    pieces = text.split("\t")
    if len(pieces) > 1:
        kept = len(pieces[0])
        # A word that OCR lost leaves a gap, too; what stands in the left half goes on with the subject.
        for piece in pieces[1:]:
            if line.y < 0 or line.x_at(start + kept + 1) > 0.5 or is_addressee(piece) or any(find_dates(piece)):
                break
            kept += 1 + len(piece)
        return text[:kept], kept
    addressed = re.search(r"\s(?:Kepada\s+)?Yth\b", text)
    if addressed:
        return text[: addressed.start()], addressed.start()
    for found in find_dates(text):
        before = re.search(r"\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?\s?,\s*$", text[: found.start])
        if before:
            return text[: before.start()], before.start()
    return text, len(text)


_NO_SUBJECT = re.compile(r"^\W*(?i:di|tempat)\W*$|^\W*(?:\d{1,2}|[A-Z])\s?[.)]\s|^[A-Z][\w\s]{2,30},\s*\d{1,2}\s")


def _continues(line: Line, column: float, label_line: Line, begun: bool) -> str | None:
    """The part of this line that carries the subject on; None when the subject is over."""
    text = line.text.split("\t")[0]
    # Beside the subject may stand what a stamp left: "No. Agenda" is no label there.
    if is_addressee(line.text) or is_label(text) or is_body(line.text):
        return None
    if line.page != label_line.page or (line.gap and begun):
        return None
    if is_addressee(text) or _NO_SUBJECT.match(text) or (line.y < 0 and _is_date_line(text)):
        return None
    left = line.x0
    if line.y < 0 or column - 0.035 <= left <= column + 0.2 or _flush(line, text, column, label_line):
        return text
    return None


def _flush(line: Line, text: str, column: float, label_line: Line) -> bool:
    """Whether a line goes on right below a label that stands close to its value (``Hal: …``), as running text does."""
    close = column - label_line.x0 < _CLOSE and "\t" not in label_line.text and label_line.x1 > _FULL
    return close and abs(line.x0 - label_line.x0) < _SAME and not line.gap and not _is_date_line(text)


def _is_date_line(text: str) -> bool:
    """Whether a line is place and date and nothing else, on a paper that does not tell where its lines stand."""
    dates = list(find_dates(text))
    return bool(dates) and bool(
        re.fullmatch(r"\W*(?:[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,3}\s?,?\s*(?:tanggal\s+)?)?", text[: dates[0].start])
    )


def find_subject(anatomy: LetterParts, kind: DetectedType) -> FoundValue:
    """The subject of a paper of this kind."""
    by_label = find_labelled_subject(anatomy)
    about = _tentang(anatomy, kind)
    if kind.heading is None and by_label.value:
        return by_label
    if about.value and (kind.heading is not None or not by_label.value):
        return about
    if by_label.value:
        return by_label
    headed = _under_heading(anatomy, kind)
    if headed.value:
        return headed
    return _from_body(anatomy, kind)


def _tentang(anatomy: LetterParts, kind: DetectedType) -> FoundValue:
    first = kind.heading or 0
    for index in range(first, min(first + 25, len(anatomy.lines))):
        line = anatomy.lines[index]
        match = re.match(r"^\W*(tentang|TENTANG|Tentang)\b[\s:]*(.*)$", line.text)
        alone = within_edits(skeleton(re.sub(r"\W", "", line.text)), skeleton("tentang"), 1)
        if not match and not alone:
            if is_body(line.text) and index > first + 1:
                break
            continue
        rest = match[2] if match else ""
        if match and rest and match[1] == "tentang" and (kind.heading is None or index > first + _HEADING_LINES):
            continue  # running text names a law
        value, spot = _block(anatomy, index + 1, rest, line)
        if value:
            return FoundValue(value, 0.95, reasons.TENTANG, spot)
    return FoundValue(reason=reasons.NO_TENTANG)


def _block(anatomy: LetterParts, index: int, begun: str, line: Line) -> tuple[str, Evidence]:
    """The heading lines from ``index`` on, until the running text or the office that speaks."""
    parts = [begun] if begun.strip(STRIP) else []
    spots = [Evidence.of(line, len(line.text) - len(begun))] if parts else []
    capitals = _capitals(begun) > 0.7 if parts else None
    for follower in anatomy.lines[index : index + _MOST_LINES]:
        text = follower.text
        if is_body(text) or is_addressee(text) or (is_label(text) and not (parts and _CITED.match(text))):
            break
        if parts and re.match(r"^\W{0,3}[A-Z][a-z]{2,11}\s*\t?:", text):  # "Oleh : …" in reprints of laws
            break
        if parts and _GRACE.match(text):
            break
        if (
            parts
            and (_SPEAKS.match(text) or _speaks_again(anatomy, index, text))
            and (follower.gap or _ends_speaker_line(anatomy, follower))
        ):
            break
        lettered = any(char.isalpha() for char in text)
        if capitals is None:
            capitals = _capitals(text) > 0.7
        if parts and lettered and capitals != (_capitals(text) > 0.7):
            break
        if parts and follower.gap and not capitals:
            break
        parts.append(text)
        spots.append(Evidence.of(follower))
    return join_subject_lines(parts), Evidence.joined(spots)


def _ends_speaker_line(anatomy: LetterParts, line: Line) -> bool:
    """Whether the line ends as who speaks does, ``BUPATI BINTAN,``, and the running text or a gap comes after it: a subject may
    name offices too, and go on.
    """
    if not line.text.rstrip().endswith((",", ".", ";")):
        return False
    below = anatomy.lines.index(line) + 1
    return below >= len(anatomy.lines) or anatomy.lines[below].gap or is_body(anatomy.lines[below].text)


def _speaks_again(anatomy: LetterParts, index: int, text: str) -> bool:
    """Whether the line names the body that the heading named: ``KEPUTUSAN KOMISI …`` over ``KOMISI …,``."""
    shape = skeleton(re.sub(r"\W", "", text))
    if len(shape) < 10:
        return False
    above = skeleton(re.sub(r"\W", "", "".join(line.text for line in anatomy.lines[max(0, index - 8) : index])))
    return shape in above or (text.rstrip().endswith((",", ".")) and bool(re.match(r"\W*(KOMISI|BADAN|DEWAN|PANITIA)\b", text)))


def _under_heading(anatomy: LetterParts, kind: DetectedType) -> FoundValue:
    """What a heading adds to the kind's name, before or after NOMOR: ``BERITA ACARA / RAPAT PLENO … / NOMOR …``."""
    if kind.heading is None:
        return FoundValue(reason=reasons.NO_TITLE)
    parts: list[str] = []
    spots: list[Evidence] = []
    in_capitals = _capitals(anatomy.lines[kind.heading].text) > 0.7
    for line in anatomy.lines[kind.heading : min(kind.heading + _MOST_LINES, max(anatomy.body, kind.heading + 1))]:
        text = line.text
        if _REFERENCE.match(text) or label_in(text, "nomor") is not None:
            if kind.name in _SPEAKING:  # above its number stands who speaks, and TENTANG was lost
                parts, spots = [], []
            continue
        if is_body(text) or is_addressee(text) or is_label(text):
            break
        told = is_title_like(text) and (not in_capitals or _is_centred(line))
        if any(char.isalpha() for char in text) and _capitals(text) < 0.7 and not told:
            break
        if parts and _SPEAKS.match(text):
            break
        parts.append(text)
        spots.append(Evidence.of(line))
    value = join_subject_lines(parts)
    heading = anatomy.lines[kind.heading].text.strip(STRIP)
    if len(value) <= len(kind.name) + 3 or (len(parts) == 1 and names_type_only(heading)):
        return FoundValue(reason=reasons.KIND_ALONE)
    if names_type_only(heading) and value.startswith(join_subject_lines([heading])):
        value = value[len(join_subject_lines([heading])) :].strip(STRIP)
    return FoundValue(value, 0.8, reasons.IN_TITLE, Evidence.joined(spots))


def _is_centred(line: Line) -> bool:
    """Whether the line stands in the middle of the page, as headings do."""
    return line.y >= 0 and line.x0 > 0.2 and abs(line.x0 + line.x1 - 1) < 0.12


_TELLING = re.compile(
    r"^\W*(untuk|acara|agenda|judul|rapat|kegiatan|topik|materi|pembahasan|(?:nama|judul|jenis|agenda|acara|perihal)\s+(?:rapat|kegiatan|acara))(?:\s*[:.;]\s*|\s*\t\W{0,4}|\s+[-»=“]\s*)(?:\d\s*[.)]\s*|[1Il|]\s(?=[A-Z]))?(\w.*)$",
    re.IGNORECASE,
)


def _from_body(anatomy: LetterParts, kind: DetectedType) -> FoundValue:
    """``Untuk : …`` of an assignment letter, ``Acara : …`` of minutes; else the first telling line, hardly sure."""
    for index, line in enumerate(anatomy.lines[: anatomy.body + 40]):
        match = _TELLING.match(line.text)
        if match and index >= (kind.heading or 0):
            parts = [match[2].replace("\t", " "), *_wrapped(anatomy, index + 1, line.x_at(match.start(2)))]
            value = _sentence(join_subject_lines(parts))
            return FoundValue(value[:1].upper() + value[1:], 0.7, reasons.AFTER_WORD(word=match[1].title()), Evidence.of(line))
    if kind.heading is not None:
        heading = anatomy.lines[kind.heading]
        return FoundValue(join_subject_lines([heading.text]).capitalize(), 0.3, reasons.TITLE_INSTEAD, Evidence.of(heading))
    for line in anatomy.lines:
        letters = sum(char.isalpha() for char in line.text)
        if len(line.text) < 15 or letters < 0.6 * len(line.text) or _LETTERHEAD.search(line.text):
            continue
        if not is_label(line.text) and not any(find_dates(line.text)) and not _GRACE.match(line.text):
            return FoundValue(join_subject_lines([line.text]), 0.2, reasons.FIRST_LINE, Evidence.of(line))
    return FoundValue(reason=reasons.NO_SUBJECT)


_LETTERHEAD = re.compile(
    r"(?i)komisi\s+pemilihan|^\W*(kabupaten|kota|provinsi|jalan|jl)\b|telp|telepon|laman|e-?mail|pos-el|@|www\.|\.id\b"
)
_ROW = re.compile(r"^\W*(?:surat\s+(?:tugas|perintah)\s+ini|demikian)\b|^\W*\d\s*[.)]|^\W{0,3}[\w/]{2,16}\s*:", re.IGNORECASE)


def _wrapped(anatomy: LetterParts, index: int, column: float) -> Iterator[str]:
    for line in anatomy.lines[index : index + 4]:
        if line.gap or is_label(line.text) or _TELLING.match(line.text) or _ROW.match(line.text):
            return
        if line.y >= 0 and abs(line.x0 - column) > 0.06:
            return
        yield line.text


def _sentence(text: str) -> str:
    return re.split(r"(?<=[a-z)])[.;]\s", text, maxsplit=1)[0].rstrip(" .;")


def _capitals(text: str) -> float:
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) / max(len(letters), 1)
