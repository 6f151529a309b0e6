"""Which record may settle an exemption: a decision, by an authorised issuer, that names the paper.

Information is exempt only after a consequence test, by a decision of the PPID with the leadership's approval (UU 14/2008 Pasal 19;
PP 61/2010 has it in a letter; PKPU 1/2015 Pasal 18 in a decision of KPU). Whether a county office may decide by itself under PKPU
4/2025 is not confirmed, so no level of KPU is refused a *keputusan*; a letter counts from the PPID or from a higher level only.
``docs/decisions/0010-who-may-settle-an-exemption.md`` says more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from pipeline import classification, reading
from pipeline.catalogue import calendar, models
from pipeline.document import Category, Record, Status
from pipeline.document.triggers import Trigger
from pipeline.home import Home
from pipeline.language.indonesian import fold
from pipeline.language.phrases import BilingualText, Message, day_text
from pipeline.records import retention, scheme_in_force

DECISION, LETTER = "keputusan", "surat dinas"
_WRONG_KIND = Message(
    "jenisnya “{kind}”; yang diperlukan keputusan, atau surat dinas dari PPID atau KPU tingkat atas",
    "it is of the kind “{kind}”; a decision is needed (keputusan), or a letter (surat dinas) of the PPID or of a higher KPU",
    stored=False,
)
_NO_KIND = BilingualText(
    "jenis naskahnya belum diisi; yang diperlukan keputusan, atau surat dinas dari PPID atau KPU tingkat atas",
    "its document type is empty; a decision is needed (keputusan), or a letter (surat dinas) of the PPID or of a higher KPU",
)
_WRONG_ISSUER = Message(
    "penanggung jawabnya “{issuer}”; yang berwenang PPID, Ketua, atau Sekretaris KPU",
    "it was issued by “{issuer}”; the PPID, the chair or the secretary of KPU may decide this",
    stored=False,
)
_LOW_ISSUER = Message(
    "surat dari “{issuer}” tidak cukup; yang diperlukan keputusan, atau surat dari PPID atau KPU tingkat atas",
    "a letter of “{issuer}” does not do; a decision is needed, or a letter of the PPID or of a higher KPU",
    stored=False,
)
_NO_ISSUER = BilingualText(
    "penanggung jawab penerbitannya belum diisi, jadi tidak diketahui siapa yang memutuskan",
    "its issuer is empty, so nobody knows who decided",
)
_SUPERSEDED = Message("sudah diganti sejak {day}", "it was superseded on {day}", stored=False)
_NO_EXEMPTION = BilingualText(
    "isinya tidak menyebut informasi yang dikecualikan atau uji konsekuensi",
    "it does not speak of exempt information or of a consequence test",
)
_NOT_NAMED = Message(
    "isinya tidak menyebut nomor, judul, atau kelas ({code}) naskah yang hendak dikecualikan",
    "it names neither number nor title nor class ({code}) of the paper that is to be exempt",
    stored=False,
)
_GONE = BilingualText("tidak lagi tersimpan di arsip", "it is no longer filed")
_LAPSED = Message(
    "keputusannya ({id}) tidak dapat menjadi dasar: {why}", "its decision ({id}) cannot be its basis: {why}", stored=False
)
_REFUSED = BilingualText(
    "isinya menolak pengecualian atau menyatakan informasinya tidak dikecualikan",
    "it refuses an exemption, or says that the information is not exempt",
)
_DRAFT = BilingualText(
    "naskahnya masih rancangan atau belum ditandatangani",
    "it is a draft, or not signed yet",
)
_ACTING = r"(?:(?:a\.?\s?n\.?|u\.?\s?b\.?|plh\.?|plt\.?|pjs?\.?|pelaksana (?:harian|tugas))\s+)*"
_PLACE = (
    r"(?: (?:republik indonesia|ri|(?:provinsi|prov\.?|kabupaten|kab\.?|kota) [a-z'.-]+"
    r"(?: (?:dan kepulauan|(?!dan\b)[a-z'.-]+)){0,4}|(?!dan\b)[a-z'-]+(?: (?!dan\b)[a-z'-]+)?))?"
)
_KPU = rf"(?:kpu|komisi pemilihan umum){_PLACE}"
_PPID_NAME = r"(?:atasan )?(?:ppid|pejabat pengelola informasi dan dokumentasi)"
_PPID = re.compile(rf"{_ACTING}{_PPID_NAME}(?: {_KPU})?")
_LEADER = re.compile(
    rf"{_ACTING}(?:ketua|sekretaris(?: jenderal)?)(?: {_KPU}| sekretariat (?:jenderal )?{_KPU})?(?: selaku {_PPID_NAME})?"
)
_ELSEWHERE = re.compile(
    r"\b(?:pemerintah\w*|pemkab|pemkot|pemprov|bawaslu|panwas\w*|kecamatan|kelurahan|desa|dinas|badan"
    r"|daerah(?! istimewa| khusus)|bupati|gubernur|wali ?kota|pelaksana (?!harian|tugas)|panitia|ppk|pps|kpps|ppln|pantarlih"
    r"|komisi (?!pemilihan umum))\b"
)
"""Other bodies have a PPID and a chair of their own."""
_HIGHER = re.compile(r"\bprovinsi\b|\brepublik indonesia\b|\bri\b|\bsekretaris jenderal\b")


def refusal_reason(home: Home, decision: Record, paper: Record) -> BilingualText | None:
    """Why a filed record cannot settle the exemption of a paper; None when it can.

    Args:
        home: whose office and scheme.
        decision: a filed record, other than the paper.
        paper: the record that is proposed to be exempt.
    """
    return general_refusal_reason(decision, _superseded()) or _paper_refusal_reason(home, decision, paper)


def general_refusal_reason(decision: Record, superseded: Mapping[str, date]) -> BilingualText | None:
    """Why a record can settle no exemption at all: by its kind, its issuer, or because something has taken its place."""
    facts = decision.facts
    if facts.document_type not in {DECISION, LETTER}:
        return _WRONG_KIND(kind=facts.document_type) if facts.document_type else _NO_KIND
    if not facts.issuer:
        return _NO_ISSUER
    # "a.n. Ketua, Sekretaris": who is named first has decided.
    issuer = " ".join(fold(facts.issuer).partition(",")[0].split())
    by_ppid = _PPID.fullmatch(issuer) is not None
    if _ELSEWHERE.search(fold(facts.issuer)) or not (by_ppid or _LEADER.fullmatch(issuer)):
        return _WRONG_ISSUER(issuer=facts.issuer)
    if facts.document_type == LETTER and not by_ppid and not _HIGHER.search(issuer):
        return _LOW_ISSUER(issuer=facts.issuer)
    if since := superseded.get(decision.id):
        return _SUPERSEDED(day=day_text(since.isoformat()))
    return None


def _paper_refusal_reason(home: Home, decision: Record, paper: Record) -> BilingualText | None:
    facts = decision.facts
    pages = models.Page.objects.filter(record_id=decision.id).order_by("number").values_list("text", flat=True)
    text = "\n\n".join(map(reading.dehyphenate, pages))
    if classification.is_draft(text) or classification.is_draft(facts.title):
        return _DRAFT
    decided = text if facts.document_type == LETTER else classification.operative_part(text)
    decided = f"{facts.title}\n\n{decided}"
    if classification.refuses(decided):
        return _REFUSED
    if not classification.exempts(decided):
        return _NO_EXEMPTION
    scheme = scheme_in_force.scheme_version(home, paper.facts.scheme_version) or scheme_in_force.current_scheme(home)
    path, letterhead = scheme.path(paper.facts.code), (home.config.office, home.config.office_short, facts.issuer)
    if not classification.mentions(decided, paper.facts, path, own_number=facts.number, letterhead=letterhead):
        return _NOT_NAMED(code=paper.facts.code)
    return None


def _superseded() -> dict[str, date]:
    """Record → the day since which something else stands in its place; days to come do not count yet."""
    past = [event for event in retention.events() if event.kind is Trigger.SUP and event.record and event.day <= calendar.today()]
    return {event.record: event.day for event in past}


def lapsed_exemptions(rows: Iterable[models.Record]) -> dict[str, tuple[str, BilingualText]]:
    """Exempt records whose decision cannot be their basis: it was disposed of, superseded, decided anew to be no such decision, or
    never was one (settled by an older Berkas).

    They stay exempt, since nothing is opened by itself; the PPID has to look at them again.

    Returns:
        Record → since which day, and why.
    """
    exempt = {row.id: settling_record(row.record()) for row in rows if row.category == Category.DIKECUALIKAN}
    if not exempt:
        # Lists ask at every showing: no question to the catalogue where there is nothing to ask about.
        return {}
    decisions = models.Record.objects.in_bulk({decision for decision in exempt.values() if decision})
    superseded, found = _superseded(), dict[str, tuple[str, BilingualText]]()
    for record_id, name in exempt.items():
        if (row := decisions.get(name)) is None:
            continue
        decision = row.record()
        why = general_refusal_reason(decision, superseded) if decision.status is Status.FILED else _GONE
        if why:
            since = superseded[name].isoformat() if name in superseded else calendar.day_of(decision.history[-1].at).isoformat()
            found[record_id] = since, _LAPSED(id=name, why=why)
    return found


def settling_record(record: Record) -> str:
    """The record that holds the decision on an exempt record; empty where there is none."""
    return next((entry.detail.get("decision", "") for entry in reversed(record.history) if entry.act == "exempt"), "")
