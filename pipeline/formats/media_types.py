"""Media types of the files that Berkas reads, and how each is known by its first bytes."""

from __future__ import annotations

import re

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
BMP = "image/bmp"
GIF = "image/gif"
WEBP = "image/webp"
JP2 = "image/jp2"
"""JPEG 2000, in a JP2 file or as a bare codestream."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"

IMAGES = frozenset({JPEG, PNG, TIFF, BMP, GIF, WEBP, JP2})
READABLE = IMAGES | {PDF, DOCX, TEXT}


def media_type_of(head: bytes) -> str | None:
    """The media type that the first kilobyte announces; ``None`` when it announces none that is read (text announces nothing).

    PDF readers accept up to a kilobyte of junk before the header (ISO 32000-1, Annex H.3.4.1), and scanners do write it.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return TIFF
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith((b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")):
        return JP2
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0" and len(head) > 26:
        return BMP
    if re.search(rb"%PDF-\d", head):
        return PDF
    return None
