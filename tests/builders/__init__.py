"""Builders for tests: papers with any content, in any format, and bad input of every kind. Nothing is kept as a file."""

from pathlib import Path

from pipeline.training.papers import (
    TRAINING_SET,
    Kind,
    Paper,
    Sample,
    a_cover,
    a_decision,
    a_letter,
    a_memo,
    a_report,
    an_announcement,
    an_assignment,
    an_invitation,
    an_sop,
    as_docx,
    as_jpeg,
    as_pdf,
    as_png,
    as_scan_pdf,
    as_tiff,
    as_txt,
    drop,
    minutes,
    notes,
    training_papers,
)

__all__ = [
    "TRAINING_SET",
    "Kind",
    "Paper",
    "Sample",
    "a_cover",
    "a_decision",
    "a_letter",
    "a_memo",
    "a_report",
    "an_announcement",
    "an_assignment",
    "an_invitation",
    "an_sop",
    "as_docx",
    "as_jpeg",
    "as_pdf",
    "as_png",
    "as_scan_pdf",
    "as_tiff",
    "as_txt",
    "drop",
    "minutes",
    "notes",
    "training_papers",
    "write",
]


def write(folder: Path, name: str, data: bytes) -> Path:
    """A file in a folder that is made when it is not there; returns where it lies."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
