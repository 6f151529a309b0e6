"""What a rebuild did, and why it could not."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.failures import Failure
from pipeline.maintenance import duplicate_records


class ReadFailed(Failure):
    """A file of the archive could not be read. The catalogue in use still knows it, so it stays."""

    key = "failure.read_failed"
    indonesian = (
        "{file} tidak dapat dibaca saat ini ({why}). Katalog lama tetap dipakai, tidak ada yang hilang. "
        "Periksa disknya, lalu jalankan lagi; file yang rusak kembali dengan: berkas repair --from CADANGAN"
    )
    english = (
        "{file} cannot be read just now ({why}). The old catalogue stays in use and nothing is lost. "
        "Check the disk and run it again; a damaged file comes back with: berkas repair --from BACKUP"
    )


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What came back."""

    records: int
    people: int
    ledger_lines: int
    indexed: int
    read_again: int
    """Papers whose stored reading was lost or damaged."""
    without_password: tuple[str, ...]
    """Who must be given a new password: it lives in the catalogue alone."""
    damaged: tuple[str, ...] = ()
    """Folders and files that could not be taken in, below archive/; ``check`` names them too."""
    set_apart: tuple[duplicate_records.SetApart, ...] = ()
    """Copies of records, and office files, that do not count: moved to archive/set-apart/, which no door reads."""
    recovered: tuple[duplicate_records.RevertedSubject, ...] = ()
    """What came back in an earlier version only."""
    unknown: tuple[str, ...] = ()
    """What came back in a form that the recap book does not know; ``check`` names it too."""
    mended: tuple[duplicate_records.RepairedBag, ...] = ()
    """Whose paper, or part of its bag, had to be taken from a copy that does not count."""
    without_book: bool = False
    """There were records and no recap book: it was written again from their histories, as far as those reach."""
    hidden: tuple[str, ...] = ()
    """What the recap book does not know and may be older than the act that hid it: open records with the sheet of a consequence
    test, which are proposed to be exempt, and dossiers that an exempt paper lay in.
    """

    @property
    def sound(self) -> bool:
        """Is everything back as it was?"""
        return not (
            self.damaged or self.set_apart or self.recovered or self.unknown or self.mended or self.without_book or self.hidden
        )
