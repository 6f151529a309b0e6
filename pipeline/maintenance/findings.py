"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    subject: str
    """A record's number, an office file, or a part of the home."""
    kind: str
    text: str
