"""Exempt information: proposed with a consequence test, settled by a filed decision, limited in time.

UU 14/2008 Pasal 17 and 19; a county office proposes, the decision comes from above (PKPU 1/2015 Pasal 18), so it has to lie in the
archive as a record of its own before the category may say *dikecualikan*. ``exempting_decision`` says which record may settle it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline import approval
from pipeline.approval import Act
from pipeline.archive import decisions as office
from pipeline.catalogue import calendar, decisions, models, transactions
from pipeline.document import Actor, Category, Record, Status
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language.phrases import BilingualText
from pipeline.records import exempting_decision

GROUNDS = {
    "a": "menghambat penegakan hukum",
    "b": "mengganggu hak atas kekayaan intelektual dan persaingan usaha yang sehat",
    "c": "membahayakan pertahanan dan keamanan negara",
    "d": "mengungkapkan kekayaan alam Indonesia",
    "e": "merugikan ketahanan ekonomi nasional",
    "f": "merugikan kepentingan hubungan luar negeri",
    "g": "mengungkapkan isi akta autentik atau wasiat yang bersifat pribadi",
    "h": "mengungkapkan rahasia pribadi",
    "i": "memorandum atau surat yang menurut sifatnya dirahasiakan",
    "j": "tidak boleh diungkapkan berdasarkan undang-undang lain",
}
"""UU 14/2008 Pasal 17, letter by letter."""
_LAW = BilingualText("undang-undang", "law")
_HARM, _BENEFIT = BilingualText("kerugian bila dibuka", "harm if opened"), BilingualText("manfaat bila dibuka", "benefit if opened")


class ConsequenceTestMissing(Failure):
    """The consequence test is missing."""

    key = "failure.consequence_test_missing"
    indonesian = "Naskah {id} belum mempunyai lembar uji konsekuensi. Isi dulu: berkas exempt sheet {id} …"
    english = "Record {id} has no consequence-test sheet yet. Write it first: berkas exempt sheet {id} …"


class DecisionMissing(approval.FieldFailure):
    """The decision is no record of the archive."""

    key = "failure.decision_missing"
    indonesian = "Dokumen keputusan {id} tidak ada di arsip. Masukkan, periksa, dan sahkan dulu naskah keputusannya."
    english = "There is no decision {id} in the archive. Hand it in, verify and ratify it first."


class CannotSettle(approval.FieldFailure):
    """The record is in the archive, but it cannot settle this exemption."""

    key = "failure.cannot_settle"
    indonesian = "Arsip {id} tidak dapat menetapkan pengecualian ini: {why}."
    english = "Record {id} cannot settle this exemption: {why}."


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exempt record and why it is."""

    record: Record
    basis: str
    """The letter of Pasal 17."""
    law: str
    """The other law, for letter j."""
    harm: str
    benefit: str
    until: str
    """The day on which it is to be reconsidered."""
    decision: str
    """The record that holds the decision; empty while it is only proposed."""


def write_consequence_test(
    home: Home, record_id: str, actor: Actor, *, basis: str, harm: str, benefit: str, until: str, law: str = ""
) -> office.Decision:
    """Write (or write anew) the sheet of the consequence test of a record that is proposed to be exempt.

    Raises:
        NotFound, NotAllowed; WrongValue for a ground that Pasal 17 does not have, an empty text, or a day that is past.
    """
    data = {
        "record": record_id,
        "basis": basis.strip().lower(),
        "law": approval.clean_value(_LAW, law),
        "harm": approval.clean_value(_HARM, harm),
        "benefit": approval.clean_value(_BENEFIT, benefit),
        "until": approval.clean_value("date", until),
    }
    if data["basis"] not in GROUNDS:
        raise approval.WrongValue(
            field=BilingualText("dasar hukum", "ground"),
            why=BilingualText("tulis huruf Pasal 17: a sampai j", "write a letter of Article 17: a to j"),
        )
    if data["basis"] == "j" and not data["law"]:
        raise approval.WrongValue(
            field=_LAW, why=BilingualText("huruf j perlu menyebut undang-undangnya", "letter j needs the name of that law")
        )
    for name, label in (("harm", _HARM), ("benefit", _BENEFIT)):
        if not data[name]:
            raise approval.WrongValue(field=label, why=approval.MUST_BE_FILLED)
    if data["until"] <= calendar.today().isoformat():
        raise approval.WrongValue(
            field=BilingualText("jangka waktu", "period"),
            why=BilingualText("tanggal akhirnya harus sesudah hari ini", "its last day must be after today"),
        )

    def decide(before: office.Decision | None) -> office.Decision:
        _check(home, actor, Act.PROPOSE_EXEMPT, record_id)
        return replace(before, data=data) if before else office.Decision(office.EXEMPTIONS, record_id, 0, data)

    _check(home, actor, Act.PROPOSE_EXEMPT, record_id)
    return transactions.commit_decision(home, f"{office.EXEMPTIONS}/{record_id}", actor, "consequence_test", decide)


def get_consequence_test(record_id: str) -> dict[str, str]:
    """A record's consequence test; empty where there is none. The caller has checked that the person may see the record."""
    file = decisions.get_decision(office.EXEMPTIONS, record_id)
    return dict(file.data) if file else {}


def _check(home: Home, actor: Actor, wanted: Act, record_id: str) -> None:
    row = models.Record.objects.filter(pk=record_id).first() if transactions.is_record_id(record_id) else None
    if row is None:
        raise approval.NotFound(id=record_id)
    approval.check(actor, wanted, row.record(), four_eyes=home.config.four_eyes)


def settle_exemption(home: Home, record_id: str, actor: Actor, decision: str) -> Record:
    """Make a proposed exemption one that is decided.

    Args:
        home: whose archive.
        record_id: a filed record, proposed to be exempt, with its sheet.
        actor: a PPID with the right to see exempt records.
        decision: the record that holds the decision.

    Raises:
        NotFound, NotAllowed; ConsequenceTestMissing, DecisionMissing: one of the two is missing; CannotSettle: the record may not
        decide this, or does not name the paper.
    """

    def decide(record: Record) -> Record:
        approval.check(actor, Act.EXEMPT, record, four_eyes=home.config.four_eyes)
        if decisions.get_decision(office.EXEMPTIONS, record_id) is None:
            raise ConsequenceTestMissing(id=record_id)
        row = (
            models.Record.objects.filter(pk=decision, status=Status.FILED).first() if transactions.is_record_id(decision) else None
        )
        if row is None or decision == record_id or not approval.may_see(actor, row.record()):
            raise DecisionMissing(id=decision, names=("decision",))
        if why := exempting_decision.refusal_reason(home, row.record(), record):
            raise CannotSettle(id=decision, why=why, names=("decision",))
        return replace(record, facts=replace(record.facts, category=Category.DIKECUALIKAN.value))

    return transactions.commit_change(home, record_id, actor, "exempt", decide, detail={"decision": decision})


def exemptions(
    actor: Actor, category: Category = Category.DIKECUALIKAN, *, after: str = "", most: int | None = None
) -> list[Exemption]:
    """The exempt records, by number, for a person who may see them; after a given one, and at most so many, where asked for.

    Raises:
        NotAllowed: the right is missing.
    """
    approval.check_office(actor, Act.SEE_EXEMPT)
    sheets = {file.id: file.data for file in decisions.iter_decisions(office.EXEMPTIONS)}
    rows = models.Record.objects.filter(status=Status.FILED, category=category, pk__gt=after).order_by("pk")[:most]
    return [_exemption(row.record(), sheets.get(row.id, {})) for row in rows]


def _exemption(record: Record, sheet: dict[str, str]) -> Exemption:
    settled = record.facts.category == Category.DIKECUALIKAN
    said = {name: sheet.get(name, "") for name in ("basis", "law", "harm", "benefit", "until")}
    return Exemption(record, **said, decision=exempting_decision.settling_record(record) if settled else "")
