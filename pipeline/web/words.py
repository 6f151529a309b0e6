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
    Act.REREAD: _("Baca ulang halaman"),
    Act.CHANGE: _("Putuskan ulang"),
    Act.JOIN: _("Dosir"),
    Act.TRANSFER: _("Pindahkan ke inaktif"),
    Act.HOLD: _("Tahan dari penyusutan"),
    Act.PROPOSE_EXEMPT: _("Lembar uji konsekuensi"),
    Act.EXEMPT: _("Tetapkan dikecualikan"),
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
    "transfer": _("dipindahkan ke inaktif"),
    "transfer_back": _("kembali dari inaktif"),
}
DUE: dict[str, Words] = {
    "transfer": _("pindah ke inaktif"),
    "disposition": _("penyusutan"),
    "exemption": _("pengecualian ditinjau kembali"),
}
HOLDS: dict[str, Words] = {
    "dispute": _("sengketa"),
    "audit": _("pemeriksaan"),
    "loan": _("dipinjam"),
    "exemption": _("dikecualikan"),
}
GROUNDS: dict[str, Words] = {
    "a": _("menghambat penegakan hukum"),
    "b": _("mengganggu hak atas kekayaan intelektual dan persaingan usaha yang sehat"),
    "c": _("membahayakan pertahanan dan keamanan negara"),
    "d": _("mengungkapkan kekayaan alam Indonesia"),
    "e": _("merugikan ketahanan ekonomi nasional"),
    "f": _("merugikan kepentingan hubungan luar negeri"),
    "g": _("mengungkapkan isi akta autentik atau wasiat yang bersifat pribadi"),
    "h": _("mengungkapkan rahasia pribadi"),
    "i": _("memorandum atau surat yang menurut sifatnya dirahasiakan"),
    "j": _("tidak boleh diungkapkan berdasarkan undang-undang lain"),
}
OCR_LANGUAGES: dict[str, Words] = {
    "ind": _("Indonesia"),
    "eng": _("Inggris"),
    "ind+eng": _("keduanya"),
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
    "deputy": _("Wakil ditetapkan; ia memilih sendiri kapan bertindak atas nama itu."),
    "reread": _("Halaman dibaca ulang; di bawahnya isi yang terbaca sekarang."),
    "change": _("Diputuskan ulang; riwayatnya menyimpan keduanya."),
    "join": _("Dosir diubah."),
    "transfer": _("Dicatat: sudah dipindahkan ke inaktif."),
    "transfer_back": _("Dicatat: kembali dari inaktif."),
    "hold": _("Ditahan dari penyusutan."),
    "release": _("Penahanan dilepas."),
    "consequence_test": _("Lembar uji konsekuensi disimpan."),
    "exempt": _("Ditetapkan dikecualikan."),
}


def of(words: dict[str, Words], code: str) -> str:
    """What a code is called; the code itself where nobody has given it a name yet."""
    return str(words.get(code, code))
