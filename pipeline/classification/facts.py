"""The fields that a letter states, each with its place, its confidence and the reason.

The anatomy is that of Indonesian official papers (*tata naskah dinas*): a letter has its number, nature, attachments and subject
at the top left, place and date at the top right, then the addressee; a decision, circular or announcement has a heading, NOMOR,
TENTANG, and its place and date at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial

from pipeline.classification import reasons
from pipeline.classification.fields import signature, subject
from pipeline.classification.fields.document_type import DetectedType, detect_document_type
from pipeline.classification.fields.parties import find_addressee, find_copies, find_sender
from pipeline.classification.fields.signatory import find_signatory
from pipeline.classification.layout import english_letters
from pipeline.classification.layout.evidence import NO_SPOT, NOWHERE, Evidence, FoundValue
from pipeline.classification.layout.lines import lines_of
from pipeline.classification.layout.parts import LetterParts, find_parts
from pipeline.classification.layout.receipt_stamp import remove_receipt_stamps
from pipeline.classification.number.cross_check import best_reading, confirm_by_file_name, other_occurrences
from pipeline.classification.number.line_wrap import join_wrapped_number, text_before_gap
from pipeline.classification.number.parse import LetterNumber
from pipeline.classification.number.regions import regions
from pipeline.classification.number.repair import complete_number, reparse
from pipeline.document.pages import Reading


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a paper says about itself. A field that was not found, or is not sure enough, is empty and says why."""

    number: FoundValue = NOWHERE
    parts: LetterNumber | None = None
    """The number taken apart: running number, printed code, region, year."""
    date: FoundValue = NOWHERE
    place: FoundValue = NOWHERE
    kind: DetectedType = field(default_factory=lambda: DetectedType("", "", 0.0, reasons.EMPTY_PAPER))
    kind_spot: Evidence = NO_SPOT
    subject: FoundValue = NOWHERE
    nature: FoundValue = NOWHERE
    """Sifat: biasa, penting, segera, terbatas, rahasia."""
    attachments: FoundValue = NOWHERE
    sender: FoundValue = NOWHERE
    """The body in the letterhead."""
    addressee: FoundValue = NOWHERE
    signatory: FoundValue = NOWHERE
    """The signatory's position, never a person's name."""
    copies: tuple[FoundValue, ...] = ()

    def fields(self) -> dict[str, FoundValue]:
        """Every field by its name, the parts of the number among them; copies as one line."""
        return {
            "number": self.number,
            "running_number": self.part("running"),
            "code_printed": self.code_printed,
            "region": self.part("region"),
            "year": self.part("year"),
            "document_type": FoundValue(self.kind.name, self.kind.confidence, self.kind.reason, self.kind_spot),
            "date": self.date,
            "place_made": self.place,
            "subject": self.subject,
            "sender": self.sender,
            "addressee": self.addressee,
            "nature": self.nature,
            "attachments": self.attachments,
            "signatory": self.signatory,
            "copies": self._copies_in_one(),
        }

    @property
    def code_printed(self) -> FoundValue:
        """The classification code in the number, as printed. It may be sure although the number around it is not."""
        parts = self.parts
        if parts and parts.code:
            sure = max(self.number.confidence, 0.4)
            return FoundValue(parts.code, sure, reasons.CODE_IN_NUMBER(code=parts.code), self.number.spot)
        if parts and parts.form in ("tahun", "kpts"):
            return FoundValue(reason=reasons.NO_CODE_IN_FORM)
        return FoundValue(reason=reasons.NO_CODE_READ)

    def part(self, name: str) -> FoundValue:
        """A part of the number (``running``, ``region``, ``year``) with the number's place and confidence."""
        value = getattr(self.parts, name) if self.parts and self.number.value else ""
        if not value:
            return FoundValue(reason=reasons.NO_PARTS[name])
        region = regions().get(value) if name == "region" else None
        told = f"{value} ({region.title})" if region else value
        return FoundValue(value, self.number.confidence, reasons.PARTS[name](value=told), self.number.spot)

    def _copies_in_one(self) -> FoundValue:
        if not self.copies:
            return FoundValue(reason=reasons.NO_COPIES)
        spot = Evidence.joined([copy.spot for copy in self.copies])
        return FoundValue("; ".join(copy.value for copy in self.copies), 0.85, reasons.COPIES, spot)


_DATE_FLOOR = 0.4
"""Day, month's name and year in the place of a signature's date bear each other out, however poorly they were read."""
LEAST = {"number": 0.4, "date": 0.5, "subject": 0.15}
"""Below this a field stays empty. A subject is easily judged by whoever reads it, so even a poor one is shown."""


def read_letter(reading: Reading, file_name: str = "") -> LetterFacts:
    """The facts in a reading; a number in ``file_name`` bears the printed one out.

    Never raises, whatever the text; takes time in proportion to the text's length.
    """
    lines = remove_receipt_stamps(lines_of(reading))
    if not lines:
        return LetterFacts()
    anatomy = find_parts(lines)
    printed = _number(anatomy)
    is_letter = "hal" in anatomy.labels or (anatomy.addressee is not None and "nomor" in anatomy.labels)
    is_letter = is_letter or (anatomy.english and english_letters.is_letter(line.text for line in lines))
    kind = detect_document_type(lines, printed.parts, subject.find_labelled_subject(anatomy).value, is_letter)
    if anatomy.english and kind.reason == reasons.LETTER:
        kind = replace(kind, reason=reasons.ENGLISH_LETTER)
    signed = signature.find_signing_date(anatomy, kind.name, printed.parts).weighted(LEAST["date"], floor=_DATE_FLOOR)
    printed = _complete(printed, signed.value, kind.code)
    printed = _cross_check(printed, anatomy, file_name)
    number = printed.found().weighted(LEAST["number"], floor=0.5 if printed.parts is None or printed.parts.form == "lain" else 0.65)
    return LetterFacts(
        number=number,
        parts=printed.parts,
        date=signed,
        place=signature.find_place(anatomy, signed),
        kind=kind,
        kind_spot=Evidence.of(lines[kind.heading]) if kind.heading is not None else printed.spot if kind.name else NO_SPOT,
        subject=subject.find_subject(anatomy, kind).weighted(LEAST["subject"]),
        nature=_nature(anatomy),
        attachments=_find_labelled(anatomy, "lampiran", "lampiran"),
        sender=find_sender(anatomy),
        addressee=find_addressee(anatomy),
        signatory=find_signatory(anatomy),
        copies=tuple(find_copies(anatomy)),
    )


@dataclass(frozen=True, slots=True)
class _Printed:
    """The number as it was found: its parts, where it stands, how sure the place is."""

    parts: LetterNumber | None = None
    certainty: float = 0.0
    spot: Evidence = NO_SPOT
    printed: str = ""
    """What stands after the label, as read."""
    label: str = "Nomor"
    """The word that it stands after."""
    others: reasons.Ending | None = None
    """What the other places that tell the number say."""

    def found(self) -> FoundValue:
        if self.parts is None:
            return FoundValue(reason=reasons.NO_NUMBER)
        sure = self.certainty * _FORMS[self.parts.form] * (0.97 ** min(self.parts.mended, 30))
        if self.parts.form == "lain" and "/" not in self.parts.text:
            sure *= 0.7
        if self.others in (reasons.AGREES, reasons.AGREES_WITH_NAME):
            sure = min(0.99, sure + (1 - sure) / 2)
        elif self.others:
            sure = min(sure, _DISPUTED)
        why = reasons.NUMBER_LEFT_OPEN if self.parts.blank else reasons.AFTER_WORD(word=self.label)
        for goes_on in (reasons.MENDED if self.parts.mended else None, self.others):
            why = goes_on(why=why) if goes_on else why
        return FoundValue(self.parts.text, round(sure * 0.9 if self.parts.blank else sure, 3), why, self.spot)


_READ_BADLY = 0.8
_DISPUTED = 0.6
"""How sure at most of a number that the paper tells in two ways."""
_SHAPE_ALONE = 0.9
_FORMS = {"kode": 1.0, "tahun": 0.98, "kpts": 0.97, "lain": 0.85}


def _number(anatomy: LetterParts) -> _Printed:
    best = _Printed()
    for line, start, certainty in anatomy.number_places():
        value = text_before_gap(line, start)
        if not value.strip(" :.;"):  # the number did not fit beside its label
            value = anatomy.after(line).split("\t")[0] if certainty > _SHAPE_ALONE else ""
        parsed = join_wrapped_number(anatomy, line, value)
        if parsed is None or (parsed.form == "tahun" and _cites(line.text, start)):
            if parsed is None and not best.printed and certainty > _SHAPE_ALONE:
                best = _Printed(None, certainty, Evidence.of(line, start), value)
            continue
        if best.parts is not None and (certainty < 0.95 or parsed.form != "kode"):
            continue
        label = english_letters.label_of(line.text, "nomor") or "Nomor"
        best = _Printed(parsed, certainty, Evidence.of(line, start, start + len(value) + 1), value, label)
        if parsed.form != "lain":
            break
    return best


def _complete(printed: _Printed, date: str, type_code: str) -> _Printed:
    parts = reparse(printed.printed, printed.parts, date, type_code)
    if parts is None:
        return printed
    return replace(printed, parts=complete_number(parts, date, type_code, printed.spot.reading < _READ_BADLY))


def _cross_check(printed: _Printed, anatomy: LetterParts, file_name: str) -> _Printed:
    if printed.parts is None:
        return printed
    number, spot, others = best_reading(printed.parts, printed.spot, list(other_occurrences(anatomy, printed.parts)))
    named = confirm_by_file_name(number, file_name)
    if named is not None and named.text != number.text:
        return replace(printed, parts=number, spot=spot, others=partial(reasons.DIFFERS_FROM_NAME, number=named.text))
    return replace(
        printed, parts=number, spot=spot, others=reasons.AGREES_WITH_NAME if named is not None and not others else others
    )


def _cites(text: str, start: int) -> bool:
    """Whether running text names a law here: ``Nomor 7 Tahun 2017 tentang …`` goes on after the year, in small letters."""
    after = re.sub(r"(?i)^\W*\S+\s+tahun\s+\S+", "", text[start:])
    return bool(re.match(r"\W*[a-z]{3}", after)) or bool(re.search(r"(?i)undang|peraturan", text[:start]))


_NATURES = ("sangat rahasia", "rahasia", "terbatas", "sangat segera", "segera", "penting", "biasa")


def _nature(anatomy: LetterParts) -> FoundValue:
    found = _find_labelled(anatomy, "sifat", "sifat")
    for nature in _NATURES:
        if re.match(rf"\W*{nature}\b", found.value, re.IGNORECASE):
            return FoundValue(nature, found.confidence, reasons.NATURE(nature=nature), found.spot)
    stamp = anatomy.secrecy_stamp()
    if stamp is not None:
        return FoundValue("rahasia", 0.8, reasons.SECRET_STAMP, Evidence.of(stamp))
    return found


def _find_labelled(anatomy: LetterParts, label: str, name: str) -> FoundValue:
    place = anatomy.labels.get(label)
    if place is None:
        return FoundValue(reason=reasons.NO_WORD(word=name.title()))
    line, start = place
    printed = line.text[start:].split("\t")[0]
    value = printed.strip(" :.;,-–—_=~") or ("-" if re.search("[-–—]", line.text) else "")
    return FoundValue(
        value, 0.9 if value else 0.0, reasons.AFTER_WORD(word=name.title()), Evidence.of(line, start, start + len(value) + 2)
    )
