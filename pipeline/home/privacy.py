"""Who may open a home: nobody but the account that runs Berkas, but for the inbox."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pipeline import file_modes
from pipeline.home import ARCHIVE, CLAIMED, CONFIG, INBOX, INDEX, PRIVATE_MARK, Home


def private_parts(root: Path) -> tuple[Path, ...]:
    """What nobody but the account that runs Berkas may open. The home's own folder leads to the inbox and is, like that, the
    office's. A link that the office put in the place of a part (archive/ on another disk) counts as what it leads to; not so in the
    inbox, where others may put one.
    """
    parts = (root / name for name in (ARCHIVE, INDEX, CONFIG))
    return *(part.resolve() if part.is_symlink() else part for part in parts), root / INBOX / CLAIMED


def owner_of(root: Path) -> int:
    """The account that the archive belongs to; raises ``OSError`` where there is none."""
    return (root / ARCHIVE).stat().st_uid


def make_private(home: Home, *, whole: bool = False) -> list[Path]:
    """Close to others what an older Berkas, a backup or a hand left open. The inbox stays as the office made it.

    All files are looked at once; from then on only the folders at the top, which keep everybody from what lies in them.

    Args:
        home: whose files.
        whole: look at all files in any case.

    Returns:
        What could not be closed, because it is another account's or lies on a disk that may only be read.
    """
    parts, owner = private_parts(home.root), owner_of(home.root)
    mark = home.index / PRIVATE_MARK
    if not whole and mark.exists() and not any(_opened(part, owner) for part in parts):
        return []
    left = file_modes.tighten(parts, owner)
    with suppress(OSError):
        file_modes.make_private_file(mark)
    return left


def _opened(part: Path, owner: int) -> bool:
    try:
        status = part.lstat()
    except OSError:
        return False
    return file_modes.is_open(status) and status.st_uid == owner
