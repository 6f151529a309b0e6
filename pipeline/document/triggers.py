"""The events that start retention periods: one table, one row for each kind. A new kind is a new row."""

from __future__ import annotations

from enum import StrEnum


class TriggerSubject(StrEnum):
    """What an event of a kind is recorded about, and so which papers it starts the period of."""

    PAPER = "paper"
    """Nothing is recorded: the paper's own date is the start."""
    YEAR_OF_PAPER = "year of the paper"
    """Nothing is recorded: the last day of the paper's year is the start. A budget year is a calendar year (UU 17/2003 Pasal 4)."""
    DOSSIER = "dossier"
    """One dossier: all that lies in it."""
    CLASSES = "classes"
    """A branch of the scheme: its papers up to that day."""
    RECORD_OR_CLASSES = "record or classes"
    """One record, or a branch of the scheme."""
    BUDGET_YEAR = "budget year"
    """A budget year: the papers of that year."""


class Trigger(StrEnum):
    """A kind of event that starts a retention period.

    Each row: the code, its Indonesian and its English name, its subject, and how schedules word it (a regular expression on
    folded text; of several that fit, the first row counts).
    """

    indonesian: str
    english: str
    subject: TriggerSubject
    wording: str

    def __new__(
        cls, code: str, indonesian: str = "", english: str = "", subject: TriggerSubject = TriggerSubject.PAPER, wording: str = ""
    ) -> Trigger:
        """One row of the table; the member itself is its code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.indonesian, member.english, member.subject, member.wording = indonesian, english, subject, wording
        return member

    FY = "FY", "tahun anggaran berakhir", "end of the budget year", TriggerSubject.YEAR_OF_PAPER, r"tahun anggaran"
    LHP = (
        "LHP",
        "tindak lanjut pemeriksaan selesai",
        "audit follow-up done",
        TriggerSubject.DOSSIER,
        r"tindak lanjut|pemeriksaan",
    )
    UU = (
        "UU",
        "undang-undang pertanggungjawaban APBN disahkan",
        "budget accountability law passed",
        TriggerSubject.BUDGET_YEAR,
        r"pertanggungjawaban apbn|undang-undang",
    )
    SUP = (
        "SUP",
        "diganti yang baru",
        "superseded",
        TriggerSubject.RECORD_OR_CLASSES,
        r"diperbar|tidak berlaku|diganti|dicabut",
    )
    SK = "SK", "keputusan ditetapkan", "decree set", TriggerSubject.PAPER, r"keputusan .*ditetapkan|ditetapkan"
    PEN = "PEN", "pegawai pensiun", "retirement", TriggerSubject.DOSSIER, r"pensiun|berhenti"
    CON = "CON", "perjanjian berakhir", "contract ended", TriggerSubject.DOSSIER, r"kontrak|perjanjian"
    INK = "INK", "putusan berkekuatan hukum tetap", "final judgment", TriggerSubject.DOSSIER, r"hukum tetap|inkracht|putusan"
    STG = "STG", "tahapan pemilu selesai", "election stage finished", TriggerSubject.CLASSES, r"tahapan"
    AST = "AST", "barang dihapuskan", "asset written off", TriggerSubject.DOSSIER, r"dihapus|penghapusan"
    TERM = "TERM", "masa jabatan berakhir", "term of office ended", TriggerSubject.DOSSIER, r"masa jabatan"
    FC = "FC", "berkas selesai", "file closed", TriggerSubject.DOSSIER, r"berkas|kegiatan|selesai"
    CR = "CR", "tanggal naskah", "date of the paper", TriggerSubject.PAPER, r"tanggal naskah|tercipta|diciptakan"
