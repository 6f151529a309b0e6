"""How Berkas fails: one class per way of failing, each with a sentence that tells a clerk what to do next.

The sentence is data, not a log line: it is shown to the person who handed the paper in, in Indonesian or English.
"""

from __future__ import annotations

from typing import ClassVar


class Failure(Exception):
    """Something went wrong in a way we know. ``str(failure)`` is the Indonesian sentence."""

    indonesian: ClassVar[str] = "Terjadi kesalahan."
    english: ClassVar[str] = "Something went wrong."

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(self.sentence())

    def sentence(self, language: str = "id") -> str:
        """The sentence for the user, in ``id`` or ``en``, with this failure's details filled in."""
        template = self.english if language == "en" else self.indonesian
        return template.format(**self.details)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders by being called with their args; ours take keywords.
        return (_revive, (type(self), self.details))


def _revive(kind: type[Failure], details: dict[str, object]) -> Failure:
    return kind(**details)


class Unreadable(Failure):
    """The file cannot be read at all, now or later, as it stands."""

    indonesian = "Isi berkas ini tidak dapat dibaca. Pindai atau simpan ulang, lalu masukkan lagi."
    english = "This file cannot be read. Scan or save it again and hand it in once more."


class NotWhole(Unreadable):
    """The file stops before its end: still being written, or cut off."""

    indonesian = "Berkas ini belum lengkap: bagian akhirnya tidak ada. Pindai atau salin ulang, lalu masukkan lagi."
    english = "This file is incomplete: its end is missing. Scan or copy it again and hand it in once more."


class Empty(NotWhole):
    """Zero bytes."""

    indonesian = "Berkas ini kosong (0 bita). Pindai atau salin ulang, lalu masukkan lagi."
    english = "This file is empty (0 bytes). Scan or copy it again and hand it in once more."


class NeedsPassword(Unreadable):
    """Encrypted; can be tried again with the password."""

    indonesian = "PDF ini terkunci kata sandi. Simpan salinan tanpa kata sandi, atau baca ulang dengan kata sandinya."
    english = "This PDF is locked with a password. Save a copy without it, or read it again with the password."


class WrongKind(Unreadable):
    """The name says one thing, the bytes another, or the kind is none that we read."""

    indonesian = "Isi berkas ini bukan {expected}. Periksa berkasnya, lalu masukkan lagi."
    english = "The content of this file is not {expected}. Check the file and hand it in once more."


class TooBig(Unreadable):
    """Over a limit on bytes, pixels, pages, memory or nesting."""

    indonesian = "Berkas ini melebihi batas aman ({what}). Pecah menjadi bagian yang lebih kecil, lalu masukkan lagi."
    english = "This file is over a safety limit ({what}). Split it into smaller parts and hand it in once more."


class TookTooLong(Unreadable):
    """Over the limit on time."""

    indonesian = "Berkas ini terlalu lama dibaca dan dihentikan setelah {seconds} detik. Coba baca ulang, atau pindai ulang."
    english = "Reading this file took too long and was stopped after {seconds} seconds. Read it again, or scan it again."


class NotPermitted(Failure):
    """The operating system does not let us read the file: it stays where it is."""

    indonesian = "Berkas ini tidak boleh dibaca oleh Berkas. Minta pengelola komputer membuka izinnya; berkas tetap di tempatnya."
    english = "Berkas may not read this file. Ask the administrator to open its permissions; it stays where it is."
