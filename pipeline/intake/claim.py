"""Claims a paper by one rename; a claim survives a crash.

A claim is the file at ``inbox/.claimed/<uuid>/<path below the inbox>``. The folder is the whole state: what lies there has been
taken and not yet been stored, so whoever starts next goes on with it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pipeline import file_modes
from pipeline.failures import NotAFile, NotPermitted, NotStorable, NotWhole
from pipeline.home import CLAIMED
from pipeline.intake.filenames import storable_name
from pipeline.intake.files import CHUNK, fsync_folder, is_regular, open_regular

_ID = re.compile(r"[0-9a-f]{32}")
_HALF = ".half-"
_HALF_SECONDS = 3600.0
"""A half copy that nobody has written to for this long was left by a crash. Another process may be making a younger one."""
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A paper that has been taken and is not yet stored."""

    id: str
    """uuid, hex."""
    path: Path
    """Where the bytes lie now."""
    name: str
    """The path below the inbox as it was dropped, parts joined by ``/``. Hostile; show it through ``safe_name``."""


def claim(inbox: Path, file: Path) -> Claim:
    """Take ``file``, which lies below ``inbox``, by renaming it; when this returns the move survives a power cut.

    Raises ``NotPermitted`` (not readable or not movable: it stays), ``NotAFile`` (a link, a pipe, or a way there through a link),
    ``NotStorable`` (the path would get too long), ``FileNotFoundError`` (gone), ``NotWhole`` (changed while it was being taken).
    """
    relative = file.relative_to(inbox)
    if ".." in relative.parts or relative.parts[0] == CLAIMED:
        raise ValueError(relative)
    for parent in list(relative.parents)[:-1]:
        if (inbox / parent).is_symlink():
            raise NotAFile
    open_regular(file).close()
    claimed = _move(inbox, file, relative.as_posix())
    if not is_regular(claimed.path):
        # Swapped for a link between the look and the rename. The link itself was moved, nothing was followed; out with it.
        discard(inbox, claimed)
        raise NotAFile
    with suppress(FileNotFoundError):  # the folder may go once it is empty; then its parent's fsync is not ours to make
        fsync_folder(file.parent)
    return claimed


def claim_copy(inbox: Path, file: Path, name: str | None = None, *, identity: str | None = None) -> Claim:
    """Copy ``file`` from anywhere into a claim of its own; the original stays as it is (``berkas add``, uploads).

    ``name`` is what the paper is called, by default the file's own name; what of it cannot be stored is left out. ``identity`` is
    the claim's id where the caller must know it before the claim can be taken (``uuid4().hex``). A half copy is never seen as a
    claim. Follows a link that someone gave on purpose. Raises ``NotPermitted``, ``NotAFile``, ``NotStorable``,
    ``FileNotFoundError``, or ``OSError`` (a full disk).
    """
    half = _half_copy(inbox, file)
    try:
        return _move(inbox, half, storable_name(file.name if name is None else name).as_posix(), identity)
    finally:
        half.unlink(missing_ok=True)


def pending_claims(inbox: Path) -> list[Claim]:
    """What has been taken and not yet stored, by id. Clears away what a crash left that is no claim: empty folders, half copies."""
    room = inbox / CLAIMED
    with suppress(FileNotFoundError):
        for half in sorted(room.glob(f"{_HALF}*")):
            if time.time() - half.lstat().st_mtime > _HALF_SECONDS:
                half.unlink(missing_ok=True)
    return list(_claims(room))


def discard(inbox: Path, claim: Claim) -> None:
    """Remove a claim's source, last of all, once its bytes are safe elsewhere. Does nothing when it has gone already.

    Only folders inside ``.claimed`` are pruned; folders in the inbox were made by people and stay.
    """
    room = inbox / CLAIMED
    claim.path.relative_to(room / claim.id)  # a ValueError here is a bug of ours, and must not delete anything
    claim.path.unlink(missing_ok=True)
    _prune(room / claim.id)
    with suppress(FileNotFoundError):
        fsync_folder(room)


def _claims(room: Path) -> Iterator[Claim]:
    for folder in sorted(room.iterdir()) if room.is_dir() else []:
        if not _ID.fullmatch(folder.name) or folder.is_symlink() or not folder.is_dir():
            continue
        # One paper to a claim. Should a person have put a second one in, it is found when the first is done.
        path = min((path for path in folder.rglob("*") if is_regular(path)), default=None)
        if path is None:
            _prune(folder)
            continue
        yield Claim(folder.name, path, path.relative_to(folder).as_posix())


def _move(inbox: Path, source: Path, name: str, identity: str | None = None) -> Claim:
    """Rename ``source`` to be the one file of a new claim, and make every name on the way durable."""
    room = inbox / CLAIMED
    identity = identity or uuid4().hex
    target = room / identity / name
    try:
        _rename(inbox, source, target)
    except OSError as error:
        _prune(room / identity)
        raise _named(error) from error
    except NotWhole:
        _prune(room / identity)
        raise
    # A rename keeps the scanner's mode. A file that is not ours to change lies in a folder that is private.
    file_modes.close_to_others(target)
    for folder in target.parents:
        fsync_folder(folder)
        if folder == inbox:
            break
    return Claim(identity, target, name)


def _rename(inbox: Path, source: Path, target: Path) -> None:
    for attempt in range(1, _ATTEMPTS + 1):
        file_modes.make_office_folder(inbox)
        file_modes.make_private_folder(target.parent)
        try:
            source.rename(target)
        except FileNotFoundError:
            # Another process that starts just now prunes empty claims, this one too; or the source itself has gone.
            if attempt == _ATTEMPTS or not is_regular(source):
                raise
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            return _carry(inbox, source, target)
        else:
            return None
    return None


def _carry(inbox: Path, source: Path, target: Path) -> None:
    """Move between file systems (a share mounted inside the inbox): copy whole, then remove the source if it is still the same."""
    before = source.lstat()
    half = _half_copy(inbox, source)
    try:
        after = source.lstat()
        if (before.st_size, before.st_mtime_ns, before.st_ino) != (after.st_size, after.st_mtime_ns, after.st_ino):
            raise NotWhole
        half.rename(target)
    finally:
        half.unlink(missing_ok=True)
    source.unlink()


def _half_copy(inbox: Path, file: Path) -> Path:
    """A complete, fsynced copy under a name that no one takes for a claim."""
    room = inbox / CLAIMED
    file_modes.make_office_folder(inbox)
    file_modes.make_private_folder(room)
    half = room / f"{_HALF}{uuid4().hex}"
    try:
        with open_regular(file, follow=True) as source, open(half, "xb", opener=file_modes.opener) as copy:
            shutil.copyfileobj(source, copy, CHUNK)
            copy.flush()
            os.fsync(copy.fileno())
    except BaseException:
        # Whatever interrupts it, Ctrl-C too: half a copy is nobody's.
        half.unlink(missing_ok=True)
        raise
    return half


def _named(error: OSError) -> Exception:
    """The failure that a clerk understands, where there is one."""
    if isinstance(error, PermissionError):
        return NotPermitted()
    return NotStorable() if error.errno == errno.ENAMETOOLONG else error


def _prune(folder: Path) -> None:
    """Remove a folder with its empty folders; what is not empty stays."""
    for below in sorted((path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink()), reverse=True):
        with suppress(OSError):
            below.rmdir()
    with suppress(OSError):
        folder.rmdir()
