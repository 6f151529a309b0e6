"""Limits on how much a Word file may unpack to."""

from __future__ import annotations

from pipeline.failures import TooBig
from pipeline.reading import messages
from pipeline.reading.options import MIB, Limits
from pipeline.reading.sources.docx.package import Package

ENTRY_ALWAYS_FINE = MIB


def check_entries(package: Package, limits: Limits) -> None:
    """Refuse an office file that would unfold into more than it may, before any of it is unfolded. Raises ``TooBig``."""
    entries = package.entries
    if len(entries) > limits.zip_entries:
        raise TooBig(what=messages.DOCX_PARTS(count=len(entries)))
    if sum(entry.file_size for entry in entries) > limits.zip_bytes:
        raise TooBig(what=messages.DOCX_BYTES(most=limits.zip_bytes // MIB))
    for entry in entries:
        if entry.file_size > ENTRY_ALWAYS_FINE and entry.file_size > limits.zip_ratio * max(1, entry.compress_size):
            raise TooBig(what=messages.DOCX_BOMB)
