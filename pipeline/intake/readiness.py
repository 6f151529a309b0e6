"""Whether a file may be taken: it ends where its format says, or nobody has written to it for a while."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import BinaryIO

from pipeline.failures import Empty, NotWhole, StillComing
from pipeline.formats.completeness import ZIP_END, end_of_data
from pipeline.formats.media_types import HEAD, Check, completeness_check
from pipeline.intake.files import open_regular

QUIET_SECONDS = 3.0
"""A format without an end counts as whole when nobody has written to it for this long."""
HOLD_SECONDS = 600.0
"""A file that is not whole waits this long in its place before it is taken as it is."""


def check_whole(path: Path, *, quiet: float = QUIET_SECONDS, now: float | None = None) -> None:
    """Return when the file ends where its format says, raise otherwise.

    Formats without an end (text, old Office files), and TIFF, to which a scanner adds page after page, must also have been left
    alone for ``quiet`` seconds; pass 0 for a file that is known to be finished. Raises ``NotWhole``, ``StillComing``, ``Empty``,
    ``NotAFile``, ``NotPermitted``, ``TooBig`` (a TIFF made to be slow) or ``OSError``. Safe on hostile files: reads are bounded.
    """
    with open_regular(path) as file:
        status = os.fstat(file.fileno())
        if status.st_size == 0:
            raise Empty
        check, grows = completeness_check(file.read(HEAD))
        if check is not None:
            grows |= _has_bytes_behind(check, file, status.st_size)
        if (check is None or grows) and seconds_since_write(path, time.time() if now is None else now) < quiet:
            raise StillComing


def _has_bytes_behind(check: Check, file: BinaryIO, size: int) -> bool:
    """Whether the file ends where its format says and has other bytes behind that. Raises ``NotWhole`` when it does not end there.

    Zeros behind the end are what a copy under way has set aside, too; then only quiet tells.
    """
    try:
        return bool(check(file, size))
    except NotWhole:
        end = end_of_data(file, size)
        if end == size:
            raise
        # A zip may itself end with zeros: the length of its comment, up to 20 bytes before that.
        check(file, min(size, end + ZIP_END))
        return True
    return False


def seconds_since_write(path: Path, now: float) -> float:
    """Seconds since the file was last written to, by its own time stamp.

    A stamp from the future (a scanner whose clock runs ahead) says nothing; the file system's own stamp is asked then.
    """
    status = path.lstat()
    stamp = status.st_mtime if status.st_mtime <= now else status.st_ctime
    return max(0.0, now - stamp)
