"""What codes are called on the pages: those of the vocabulary as everywhere (``language``), and the words that only pages need, for
which Indonesian is the source and ``locale/`` holds the English.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pipeline.approval import Act
from pipeline.document.facts import FACTS
from pipeline.language import labels
from pipeline.language.phrases import BilingualText, translate
from pipeline.records import person_details

Words = str | Promise

STATUSES, CATEGORIES, ACCESS_LEVELS, ROLES = labels.STATUSES, labels.CATEGORIES, labels.ACCESS_LEVELS, labels.ROLES
DISPOSITIONS, TRIGGERS, HOLDS, OCR_LANGUAGES = labels.DISPOSITIONS, labels.TRIGGERS, labels.HOLDS, labels.LANGUAGES
FIELDS: dict[str, Words] = {name: BilingualText(*fact.heading) for name, fact in FACTS.items()}
PERSON_FIELDS: dict[str, Words] = {
    "role": _("peran"),
    "exempt_right": _("boleh melihat yang dikecualikan"),
    "active": _("aktif"),
    **person_details.LABELS,
}
"""What the recap book tells of a person's change."""
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
    Act.AMEND: _("Putuskan ulang"),
    Act.JOIN: _("Berkas"),
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
    "person": _("pengguna atau perannya diubah"),
    "deputy": _("wakil ditetapkan"),
    "revoke_deputy": _("wakil dicabut"),
    "password": _("kata sandi diganti"),
    "login": _("masuk"),
    "change": _("diputuskan ulang"),
    "join": _("masuk atau keluar berkas"),
    "open_dossier": _("berkas dibuka"),
    "name_dossier": _("berkas diberi nama baru"),
    "hide_dossier": _("berkas ditutup bagi yang tidak berhak"),
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
    "recover": _("dipulihkan dari versi yang lebih lama"),
    "transfer": _("dipindahkan ke inaktif"),
    "transfer_back": _("kembali dari inaktif"),
}
ACCESS_ACTS: dict[str, Words] = {
    "open": _("dibuka"),
    "download": _("diunduh"),
    "find": _("ditemukan dengan pencarian"),
    "list": _("daftar yang dikecualikan dilihat"),
    "login": _("masuk"),
}
DUE: dict[str, Words] = {
    "transfer": _("pindah ke inaktif"),
    "disposition": _("penyusutan"),
    "exemption": _("pengecualian ditinjau kembali"),
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
DONE: dict[str, Words] = {
    "event": _("Peristiwa dicatat; masa simpan yang menunggunya berjalan."),
    "open_dossier": _("Berkas dibuka."),
    "name_dossier": _("Nama berkas sudah diganti; isinya sudah pindah ke nama itu."),
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
    "person": _("Data pengguna disimpan."),
    "deputy": _("Wakil ditetapkan; ia memilih sendiri kapan bertindak atas nama itu."),
    "revoke_deputy": _("Wakil dicabut; mulai sekarang ia bertindak atas namanya sendiri."),
    "password": _("Kata sandi Anda sudah diganti; sesi lain Anda berakhir."),
    "reread": _("Halaman dibaca ulang; di bawahnya isi yang terbaca sekarang."),
    "change": _("Diputuskan ulang; riwayatnya menyimpan keduanya."),
    "join": _("Berkas diubah."),
    "transfer": _("Dicatat: sudah dipindahkan ke inaktif."),
    "transfer_back": _("Dicatat: kembali dari inaktif."),
    "hold": _("Ditahan dari penyusutan."),
    "release": _("Penahanan dilepas."),
    "consequence_test": _("Lembar uji konsekuensi disimpan."),
    "exempt": _("Ditetapkan dikecualikan."),
}


def in_office_language(text: str) -> str:
    """A text of the office's own, which is Indonesian: marked so on pages in another language (WCAG 3.1.2)."""
    return text if not text or (get_language() or "id") == "id" else format_html('<span lang="id">{}</span>', text)


def label_of(words: Mapping[str, Words], code: str) -> str:
    """What a code is called; the code itself where nobody has given it a name yet."""
    return str(translate(words.get(code, code), get_language() or "id"))
