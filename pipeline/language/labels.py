"""What the codes of the vocabulary are called, in both languages: on the pages, and inside sentences."""

from __future__ import annotations

from pipeline.document import AccessLevel, Category, Disposition, Role, Status, Trigger
from pipeline.language.phrases import Clause

Names = dict[str, Clause]
STATUSES: Names = {
    Status.RECEIVED: Clause("sedang dibaca", "being read"),
    Status.QUEUED: Clause("menunggu diperiksa", "to be verified"),
    Status.VERIFIED: Clause("menunggu disahkan", "to be ratified"),
    Status.FILED: Clause("tersimpan di arsip", "filed"),
    Status.DISPOSED: Clause("sudah disusutkan", "disposed"),
    Status.RETURNED: Clause("dikembalikan", "returned"),
    Status.UNREADABLE: Clause("tidak terbaca", "unreadable"),
    Status.SET_ASIDE: Clause("disisihkan", "set aside"),
}
CATEGORIES: Names = {
    Category.BERKALA: Clause("Berkala", "Periodic"),
    Category.SETIAP_SAAT: Clause("Setiap saat", "At any time"),
    Category.SERTA_MERTA: Clause("Serta-merta", "Immediate"),
    Category.DIKECUALIKAN_USUL: Clause("Usul dikecualikan", "Proposed exempt"),
    Category.DIKECUALIKAN: Clause("Dikecualikan", "Exempt"),
}
ACCESS_LEVELS: Names = {
    AccessLevel.BIASA: Clause("Biasa", "Ordinary"),
    AccessLevel.TERBATAS: Clause("Terbatas", "Restricted"),
    AccessLevel.RAHASIA: Clause("Rahasia", "Secret"),
    AccessLevel.SANGAT_RAHASIA: Clause("Sangat rahasia", "Top secret"),
}
ROLES: Names = {
    Role.READER: Clause("Pembaca", "Reader"),
    Role.DESK: Clause("Desk Pelayanan Informasi", "Information Desk"),
    Role.PPID: Clause("PPID", "PPID"),
    Role.ADMIN: Clause("Pengelola", "Administrator"),
}
DISPOSITIONS: Names = {
    Disposition.MUSNAH: Clause("musnah", "destroy"),
    Disposition.PERMANEN: Clause("permanen", "keep for ever"),
    Disposition.DINILAI_KEMBALI: Clause("dinilai kembali", "appraise again"),
    Disposition.BERKAS_PERSEORANGAN: Clause("masuk berkas perseorangan", "into the personal file"),
}
TRIGGERS: Names = {
    Trigger.CR: Clause("tanggal naskah", "date of the paper"),
    Trigger.FC: Clause("berkas selesai", "file closed"),
    Trigger.FY: Clause("tahun anggaran berakhir", "end of the budget year"),
    Trigger.LHP: Clause("tindak lanjut pemeriksaan selesai", "audit follow-up done"),
    Trigger.UU: Clause("undang-undang pertanggungjawaban APBN disahkan", "budget accountability law passed"),
    Trigger.SUP: Clause("diganti yang baru", "superseded"),
    Trigger.SK: Clause("keputusan ditetapkan", "decree set"),
    Trigger.PEN: Clause("pegawai pensiun", "retirement"),
    Trigger.CON: Clause("perjanjian berakhir", "contract ended"),
    Trigger.INK: Clause("putusan berkekuatan hukum tetap", "final judgment"),
    Trigger.STG: Clause("tahapan pemilu selesai", "election stage finished"),
    Trigger.AST: Clause("barang dihapuskan", "asset written off"),
    Trigger.TERM: Clause("masa jabatan berakhir", "term of office ended"),
}
HOLDS: Names = {
    "dispute": Clause("sengketa", "dispute"),
    "audit": Clause("pemeriksaan", "audit"),
    "loan": Clause("dipinjam", "on loan"),
    "exemption": Clause("dikecualikan", "exempt"),
}
LANGUAGES: Names = {
    "ind": Clause("Indonesia", "Indonesian"),
    "eng": Clause("Inggris", "English"),
    "ind+eng": Clause("keduanya", "both"),
}
"""Those that papers are read in, as Tesseract calls them."""


def named(names: Names, code: str) -> Clause | str:
    """What a code is called; the code itself where nobody has given it a name yet."""
    return names.get(code, code)
