"""Names of codes in both languages, for pages and sentences."""

from __future__ import annotations

from pipeline.document import AccessLevel, Category, Disposition, Role, Status
from pipeline.document.triggers import Trigger
from pipeline.language.phrases import BilingualText

Names = dict[str, BilingualText]
STATUSES: Names = {
    Status.RECEIVED: BilingualText("sedang dibaca", "being read"),
    Status.QUEUED: BilingualText("menunggu diperiksa", "to be verified"),
    Status.VERIFIED: BilingualText("menunggu disahkan", "to be ratified"),
    Status.FILED: BilingualText("tersimpan di arsip", "filed"),
    Status.DISPOSED: BilingualText("sudah disusutkan", "disposed"),
    Status.RETURNED: BilingualText("dikembalikan", "returned"),
    Status.UNREADABLE: BilingualText("tidak terbaca", "unreadable"),
    Status.SET_ASIDE: BilingualText("disisihkan", "set aside"),
}
CATEGORIES: Names = {
    Category.BERKALA: BilingualText("Berkala", "Periodic"),
    Category.SETIAP_SAAT: BilingualText("Setiap saat", "At any time"),
    Category.SERTA_MERTA: BilingualText("Serta-merta", "Immediate"),
    Category.DIKECUALIKAN_USUL: BilingualText("Usul dikecualikan", "Proposed exempt"),
    Category.DIKECUALIKAN: BilingualText("Dikecualikan", "Exempt"),
}
ACCESS_LEVELS: Names = {
    AccessLevel.BIASA: BilingualText("Biasa", "Ordinary"),
    AccessLevel.TERBATAS: BilingualText("Terbatas", "Restricted"),
    AccessLevel.RAHASIA: BilingualText("Rahasia", "Secret"),
    AccessLevel.SANGAT_RAHASIA: BilingualText("Sangat rahasia", "Top secret"),
}
ROLES: Names = {
    Role.READER: BilingualText("Pembaca", "Reader"),
    Role.DESK: BilingualText("Desk Pelayanan Informasi", "Information Desk"),
    Role.PPID: BilingualText("PPID", "PPID"),
    Role.ADMIN: BilingualText("Pengelola", "Administrator"),
}
DISPOSITIONS: Names = {
    Disposition.MUSNAH: BilingualText("musnah", "destroy"),
    Disposition.PERMANEN: BilingualText("permanen", "keep for ever"),
    Disposition.DINILAI_KEMBALI: BilingualText("dinilai kembali", "appraise again"),
    Disposition.BERKAS_PERSEORANGAN: BilingualText("masuk berkas perseorangan", "into the personal file"),
}
TRIGGERS: Names = {kind: BilingualText(kind.indonesian, kind.english) for kind in Trigger}
HOLDS: Names = {
    "dispute": BilingualText("sengketa", "dispute"),
    "audit": BilingualText("pemeriksaan", "audit"),
    "loan": BilingualText("dipinjam", "on loan"),
    "exemption": BilingualText("dikecualikan", "exempt"),
}
LANGUAGES: Names = {
    "ind": BilingualText("Indonesia", "Indonesian"),
    "eng": BilingualText("Inggris", "English"),
    "ind+eng": BilingualText("keduanya", "both"),
}
"""Those that papers are read in, as Tesseract calls them."""


def label_of(names: Names, code: str) -> BilingualText | str:
    """What a code is called; the code itself where nobody has given it a name yet."""
    return names.get(code, code)
