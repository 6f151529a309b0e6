"""What the codes of the vocabulary are called on the pages. Indonesian is the source; ``locale/`` holds the English."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pipeline.approval import Act
from pipeline.document import AccessLevel, Category, Disposition, Role, Status, Trigger

Words = str | Promise

STATUSES: dict[str, Words] = {
    Status.RECEIVED: _("sedang dibaca"),
    Status.QUEUED: _("menunggu diperiksa"),
    Status.VERIFIED: _("menunggu disahkan"),
    Status.FILED: _("tersimpan di arsip"),
    Status.DISPOSED: _("sudah disusutkan"),
    Status.RETURNED: _("dikembalikan"),
    Status.UNREADABLE: _("tidak terbaca"),
    Status.SET_ASIDE: _("disisihkan"),
}
CATEGORIES: dict[str, Words] = {
    Category.BERKALA: _("Berkala"),
    Category.SETIAP_SAAT: _("Setiap saat"),
    Category.SERTA_MERTA: _("Serta-merta"),
    Category.DIKECUALIKAN_USUL: _("Usul dikecualikan"),
    Category.DIKECUALIKAN: _("Dikecualikan"),
}
ACCESS_LEVELS: dict[str, Words] = {
    AccessLevel.BIASA: _("Biasa"),
    AccessLevel.TERBATAS: _("Terbatas"),
    AccessLevel.RAHASIA: _("Rahasia"),
    AccessLevel.SANGAT_RAHASIA: _("Sangat rahasia"),
}
DISPOSITIONS: dict[str, Words] = {
    Disposition.MUSNAH: _("musnah"),
    Disposition.PERMANEN: _("permanen"),
    Disposition.DINILAI_KEMBALI: _("dinilai kembali"),
    Disposition.BERKAS_PERSEORANGAN: _("masuk berkas perseorangan"),
}
TRIGGERS: dict[str, Words] = {
    Trigger.CR: _("tanggal naskah"),
    Trigger.FC: _("berkas selesai"),
    Trigger.FY: _("tahun anggaran berakhir"),
    Trigger.LHP: _("tindak lanjut pemeriksaan selesai"),
    Trigger.UU: _("undang-undang pertanggungjawaban APBN disahkan"),
    Trigger.SUP: _("diganti yang baru"),
    Trigger.SK: _("keputusan ditetapkan"),
    Trigger.PEN: _("pegawai pensiun"),
    Trigger.CON: _("perjanjian berakhir"),
    Trigger.INK: _("putusan berkekuatan hukum tetap"),
    Trigger.STG: _("tahapan pemilu selesai"),
    Trigger.AST: _("barang dihapuskan"),
    Trigger.TERM: _("masa jabatan berakhir"),
}
ROLES: dict[str, Words] = {
    Role.READER: _("Pembaca"),
    Role.DESK: _("Desk Pelayanan Informasi"),
    Role.PPID: "PPID",
    Role.ADMIN: _("Pengelola"),
}
FIELDS: dict[str, Words] = {
    "title": _("Judul"),
    "number": _("Nomor naskah"),
    "date": _("Tanggal naskah"),
    "document_type": _("Jenis naskah"),
    "document_type_code": _("Kode jenis naskah"),
    "code_printed": _("Kode tercetak"),
    "code": _("Kode klasifikasi"),
    "scheme_version": _("Versi skema"),
    "category": _("Kategori informasi"),
    "access_level": _("Tingkat akses"),
    "holding_unit": _("Unit yang menguasai"),
    "issuer": _("Penanggung jawab penerbitan"),
    "place_made": _("Tempat pembuatan"),
    "form": _("Bentuk"),
}
BUTTONS: dict[str, Words] = {
    Act.EDIT: _("Simpan"),
    Act.VERIFY: _("Sudah benar"),
    Act.RATIFY: _("Sahkan"),
    Act.RETURN: _("Kembalikan"),
    Act.SET_ASIDE: _("Sisihkan"),
    Act.RESTORE: _("Kembalikan ke antrean"),
    Act.RETRY: _("Baca ulang"),
    Act.UNDO: _("Batalkan tindakan terakhir"),
}
ACTS: dict[str, Words] = {
    "receive": _("diterima"),
    "repeat": _("salinan yang sama masuk lagi"),
    "replace": _("diganti pindaian yang lebih lengkap"),
    "read": _("dibaca dan diusulkan"),
    "reread": _("dibaca ulang"),
    "unreadable": _("tidak terbaca"),
    "edit": _("diubah"),
    "verify": _("diperiksa"),
    "ratify": _("disahkan"),
    "return": _("dikembalikan"),
    "set_aside": _("disisihkan"),
    "restore": _("dikembalikan ke antrean"),
    "retry": _("diminta baca ulang"),
    "undo": _("tindakan terakhir dibatalkan"),
    "person": _("orang atau perannya diubah"),
    "deputy": _("wakil ditetapkan"),
    "change": _("diputuskan ulang"),
    "join": _("masuk atau keluar dosir"),
    "open_dossier": _("dosir dibuka"),
    "event": _("peristiwa dicatat"),
    "withdraw": _("peristiwa dicabut"),
    "hold": _("ditahan dari penyusutan"),
    "release": _("penahanan dilepas"),
    "consequence_test": _("lembar uji konsekuensi diisi"),
    "exempt": _("ditetapkan dikecualikan"),
    "scheme": _("skema kantor diberlakukan"),
    "publish": _("daftar diterbitkan"),
    "trigger": _("masa simpan mulai dihitung"),
    "dispose": _("disusutkan"),
}
DUE: dict[str, Words] = {
    "transfer": _("pindah ke inaktif"),
    "disposition": _("penyusutan"),
    "exemption": _("pengecualian ditinjau kembali"),
}
DONE: dict[str, Words] = {
    "event": _("Peristiwa dicatat; masa simpan yang menunggunya berjalan."),
    "open_dossier": _("Dosir dibuka."),
    "edit": _("Perubahan disimpan."),
    "verify": _("Diperiksa. Sekarang menunggu pengesahan PPID."),
    "ratify": _("Disahkan dan disimpan di arsip."),
    "return": _("Dikembalikan ke Desk."),
    "set_aside": _("Disisihkan dari antrean."),
    "restore": _("Kembali ke antrean."),
    "retry": _("Akan dibaca ulang."),
    "read": _("Sudah dibaca ulang."),
    "unreadable": _("Masih tidak terbaca."),
    "undo": _("Tindakan terakhir dibatalkan."),
    "person": _("Data orang disimpan."),
}


def of(words: dict[str, Words], code: str) -> str:
    """What a code is called; the code itself where nobody has given it a name yet."""
    return str(words.get(code, code))
