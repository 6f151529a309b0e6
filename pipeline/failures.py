"""Failures that are expected: one class each, with a sentence that tells a clerk what to do next.

The sentence is data, not a log line: it is shown to the person who handed the paper in, in Indonesian or English. What else Berkas
says for itself, and stores with a record, is a ``Message`` (``language/phrases.py``).
"""

from __future__ import annotations

from typing import ClassVar

from pipeline.language.phrases import BilingualText, Message


class Failure(Exception):
    """Something went wrong in a way we know. ``str(failure)`` is the Indonesian sentence."""

    key: ClassVar[str] = "failure"
    """The name of its sentence where that is stored; each class with a sentence of its own has one (see ``Message.key``)."""
    indonesian: ClassVar[str] = "Terjadi kesalahan."
    english: ClassVar[str] = "Something went wrong."
    _phrase: ClassVar[Message]

    def __init_subclass__(cls) -> None:
        # A class without a sentence of its own says what its parent says; one with a sentence and its parent's key is refused.
        cls._phrase = Message(cls.indonesian, cls.english, key=cls.key)

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(self.sentence())

    def sentence(self, language: str = "id") -> str:
        """The sentence for the user, in ``id`` or ``en``, with this failure's details filled in."""
        return self._phrase.sentence(language, self.details)

    def said(self, language: str = "id") -> BilingualText:
        """The same as a text that keeps both languages, for what is stored."""
        return self._phrase.said(language, self.details)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders by being called with their args; ours take keywords.
        return (_restore, (type(self), self.details))


def _restore(kind: type[Failure], details: dict[str, object]) -> Failure:
    return kind(**details)


class Unreadable(Failure):
    """The file cannot be read at all, now or later, as it stands."""

    key = "failure.unreadable"
    indonesian = "Isi file ini tidak dapat dibaca. Pindai atau simpan ulang, lalu masukkan lagi."
    english = "This file cannot be read. Scan or save it again and hand it in once more."


class NotWhole(Unreadable):
    """The file stops before its end: still being written, or cut off."""

    key = "failure.not_whole"
    indonesian = "File ini belum lengkap: bagian akhirnya tidak ada. Pindai atau salin ulang, lalu masukkan lagi."
    english = "This file is incomplete: its end is missing. Scan or copy it again and hand it in once more."


class StillComing(NotWhole):
    """Written to a moment ago: it may be all there, but only quiet shows it."""

    key = "failure.still_coming"
    indonesian = "File ini baru saja masuk. Ditunggu sebentar, sampai tidak berubah lagi."
    english = "This file has only just come in. Waiting a moment, until it no longer changes."


class Empty(NotWhole):
    """Zero bytes."""

    key = "failure.empty"
    indonesian = "File ini kosong (0 byte). Pindai atau salin ulang, lalu masukkan lagi."
    english = "This file is empty (0 bytes). Scan or copy it again and hand it in once more."


class NeedsPassword(Unreadable):
    """Encrypted; can be tried again with the password."""

    key = "failure.needs_password"
    indonesian = "PDF ini terkunci kata sandi. Simpan salinan tanpa kata sandi, atau baca ulang dengan kata sandinya."
    english = "This PDF is locked with a password. Save a copy without it, or read it again with the password."


class FormProgram(Unreadable):
    """A form that a program draws (dynamic XFA): the file's own page only says that another viewer is needed."""

    key = "failure.form_program"
    indonesian = (
        "PDF ini formulir XFA, yang isinya hanya tampak di Adobe Acrobat. "
        "Buka di sana, simpan (cetak) sebagai PDF biasa, lalu masukkan lagi."
    )
    english = (
        "This PDF is an XFA form, which shows its content in Adobe Acrobat only. "
        "Open it there, save (print) it as an ordinary PDF and hand it in once more."
    )


class WrongKind(Unreadable):
    """The name says one thing, the bytes another, or the kind is none that we read."""

    key = "failure.wrong_kind"
    indonesian = "Isi file ini bukan {expected}. Periksa filenya, lalu masukkan lagi."
    english = "The content of this file is not {expected}. Check the file and hand it in once more."


class NotReadYet(WrongKind):
    """A kind of file that is known and that Berkas does not read."""

    key = "failure.not_read_yet"
    indonesian = "Jenis file ini ({kind}) belum dapat dibaca. {advice}"
    english = "This kind of file ({kind}) cannot be read yet. {advice}"


class Locked(Unreadable):
    """Locked with a password that Berkas cannot take: an office document."""

    key = "failure.locked"
    indonesian = (
        "Dokumen ini terkunci dengan kata sandi. Buka dengan kata sandinya, simpan salinan tanpa kata sandi, lalu masukkan."
    )
    english = "This document is locked with a password. Open it, save a copy without the password, and hand that in."


class Damaged(Unreadable):
    """All there, but its content is broken."""

    key = "failure.damaged"
    indonesian = "File ini rusak: isinya tidak dapat dibuka. Minta atau simpan ulang filenya, lalu masukkan lagi."
    english = "This file is damaged: its content cannot be opened. Ask for it or save it again, then hand it in once more."


class TooBig(Unreadable):
    """Over a limit on bytes, pixels, pages, memory or nesting."""

    key = "failure.too_big"
    indonesian = "File ini melebihi batas aman ({what}). Pecah menjadi bagian yang lebih kecil, lalu masukkan lagi."
    english = "This file is over a safety limit ({what}). Split it into smaller parts and hand it in once more."


class TookTooLong(Unreadable):
    """Over the limit on time."""

    key = "failure.took_too_long"
    indonesian = "File ini terlalu lama dibaca dan dihentikan setelah {seconds} detik. Coba baca ulang, atau pindai ulang."
    english = "Reading this file took too long and was stopped after {seconds} seconds. Read it again, or scan it again."


class NotPermitted(Failure):
    """The operating system does not let us read the file: it stays where it is."""

    key = "failure.not_permitted"
    indonesian = "File ini tidak boleh dibaca oleh Berkas. Minta pengelola komputer membuka izinnya; file tetap di tempatnya."
    english = "Berkas may not read this file. Ask the administrator to open its permissions; it stays where it is."


class NotMovable(Failure):
    """The file can be read and not be taken out of the inbox: a read-only folder or share, or a program that locks it."""

    key = "failure.not_movable"
    indonesian = (
        "File ini tidak dapat dipindahkan dari kotak masuk: foldernya hanya boleh dibaca, atau program lain menguncinya. "
        "Minta pengelola komputer memeriksa izin foldernya; file tetap di tempatnya."
    )
    english = (
        "This file cannot be moved out of the inbox: its folder may only be read, or another program locks it. "
        "Ask the administrator to look at the folder's permissions; the file stays where it is."
    )


class ShareAway(Failure):
    """The inbox, or a folder in it that was mounted from a share, is not there any more."""

    key = "failure.share_away"
    indonesian = (
        "Folder bersama {folder} tidak terhubung; naskah di dalamnya belum dapat diambil. "
        "Periksa jaringan atau NAS, lalu hubungkan lagi; Berkas melanjutkan sendiri."
    )
    english = (
        "The shared folder {folder} is not connected; papers in it cannot be taken yet. "
        "Check the network or the NAS and connect it again; Berkas then goes on by itself."
    )


class NotAFile(Failure):
    """A shortcut, a device or a pipe where a paper was expected: it is never followed or opened."""

    key = "failure.not_afile"
    indonesian = "Ini bukan file biasa (misalnya pintasan). Masukkan file aslinya."
    english = "This is not an ordinary file (a shortcut, for example). Hand in the file itself."


class NotStorable(Failure):
    """Name and folders together are longer or deeper than the file system takes: it stays where it is."""

    key = "failure.not_storable"
    indonesian = "Nama file atau foldernya terlalu panjang atau terlalu dalam. Pendekkan namanya, lalu masukkan lagi."
    english = "The name of this file or its folders is too long or too deep. Shorten it and hand it in once more."


class NotReachable(Failure):
    """The disk or the network share failed while we looked: it stays where it is and is tried again."""

    key = "failure.not_reachable"
    indonesian = "Tempat penyimpanan file ini sedang tidak dapat dijangkau. Periksa jaringan atau disknya; file tetap di tempatnya."
    english = (
        "The disk or share that holds this file cannot be reached. Check the network or the disk; the file stays in its place."
    )


class MissingTool(Failure):
    """A program or language that reading needs is not installed on this machine."""

    key = "failure.missing_tool"
    indonesian = "{tool} belum terpasang di komputer ini. Minta pengelola komputer memasangnya, lalu baca ulang."
    english = "{tool} is not installed on this machine. Ask the administrator to install it, then read again."


class NothingRead(Unreadable):
    """Not one page of the file could be read."""

    key = "failure.nothing_read"
    indonesian = "Tidak satu halaman pun dapat dibaca. {reason}"
    english = "Not one page could be read. {reason}"
