"""What a later Berkas has written is refused: to read a part of it would be to drop the rest with the next act."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.failures import Failure


class NewerFormat(Failure, ValueError):
    """Written by a later Berkas, or not by Berkas at all."""

    key = "failure.newer_format"
    indonesian = (
        "Arsip ini memuat sesuatu yang tidak dikenal versi ini ({what}); ditulis Berkas yang lebih baru? "
        "Tidak ada yang diubah. Pasang versi itu atau sesudahnya."
    )
    english = (
        "This archive holds something that this version does not know ({what}); was it written by a newer Berkas? "
        "Nothing was changed. Install that version or a later one."
    )


def refuse_unknown(given: object, known: object, where: str) -> None:
    """Compare what was read with what was understood of it.

    Args:
        given: JSON as it was read.
        known: the same as this version would write it.
        where: the file, for the sentence.

    Raises:
        NewerFormat: ``given`` has a key that ``known`` has not.
    """
    if isinstance(given, Mapping) and isinstance(known, Mapping):
        for key, value in given.items():
            if key not in known:
                raise NewerFormat(what=f"{where}: {key}")
            refuse_unknown(value, known[key], where)
    elif isinstance(given, list) and isinstance(known, list):
        for one, other in zip(given, known, strict=False):
            refuse_unknown(one, other, where)
