"""Claims a paper by one rename; a claim survives a crash.

A claim is the file at ``inbox/.claimed/<uuid>/<path below the inbox>``; ``<uuid>.copy`` holds a copy that Berkas made itself. The
folder is the whole state: what lies there has been taken and not yet been stored, so whoever starts next goes on with it. What was
taken by a rename may still be open in the program that writes it; what becomes of it afterwards is the business of ``resting.py``.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from pipeline import file_modes
from pipeline.failures import NotAFile, NotMovable, NotStorable, NotWhole
from pipeline.home import CLAIMED
from pipeline.intake.filenames import storable_name
from pipeline.intake.files import CHUNK, fsync_folder, is_regular, open_regular
from pipeline.intake.resting import keep_source, prune, rest, state_of

_ID = re.compile(r"([0-9a-f]{32})(\.copy)?")
_COPY = ".copy"
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
    copied: bool = False
    """Berkas made this file itself: no other program can be writing to it."""

    @property
    def folder(self) -> str:
        """The claim's folder in ``.claimed``."""
        return self.id + (_COPY if self.copied else "")


def claim(inbox: Path, file: Path) -> Claim:
    """Take ``file``, which lies below ``inbox``, by renaming it; when this returns the move survives a power cut.

    Raises ``NotPermitted`` (not readable), ``NotMovable`` (both stay), ``NotAFile`` (a link, a pipe, or a way through a link),
    ``NotStorable`` (the path would get too long), ``FileNotFoundError`` (gone), ``NotWhole`` (changed while it was being taken).
    """
    relative = file.relative_to(inbox)
    if ".." in relative.parts or relative.parts[0] == CLAIMED:
        raise ValueError(relative)
    for parent in list(relative.parents)[:-1]:
        if (inbox / parent).is_symlink():
            raise NotAFile
    open_regular(file).close()
    claimed = _move(inbox, file, relative.as_posix(), uuid4().hex)
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
        return _move(
            inbox, half, storable_name(file.name if name is None else name).as_posix(), identity or uuid4().hex, copied=True
        )
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
    claim.path.relative_to(room / claim.folder)  # a ValueError here is a bug of ours, and must not delete anything
    claim.path.unlink(missing_ok=True)
    prune(room / claim.folder)
    with suppress(FileNotFoundError):
        fsync_folder(room)


def settle(inbox: Path, claim: Claim) -> None:
    """A claim is stored: remove a copy of our own; let a file that its scanner may still hold open rest. Does nothing when it has
    gone already.
    """
    if claim.copied:
        discard(inbox, claim)
    else:
        rest(inbox, claim.id, claim.path, claim.name)
        prune(inbox / CLAIMED / claim.folder)


def _claims(room: Path) -> Iterator[Claim]:
    for folder in sorted(room.iterdir()) if room.is_dir() else []:
        named = _ID.fullmatch(folder.name)
        if not named or folder.is_symlink() or not folder.is_dir():
            continue
        # One paper to a claim. Should a person have put a second one in, it is found when the first is done.
        path = min((path for path in folder.rglob("*") if is_regular(path)), default=None)
        if path is None:
            prune(folder)
            continue
        yield Claim(named[1], path, path.relative_to(folder).as_posix(), copied=bool(named[2]))


def _move(inbox: Path, source: Path, name: str, identity: str, *, copied: bool = False) -> Claim:
    """Rename ``source`` to be the one file of a new claim, and make every name on the way durable."""
    room = inbox / CLAIMED
    made = Claim(identity, room / identity / name, name)
    if copied:
        made = replace(made, path=room / f"{identity}{_COPY}" / name, copied=True)
    try:
        if not _rename(inbox, source, made.path):
            made = replace(made, path=room / f"{identity}{_COPY}" / name, copied=True)
            _carry(inbox, source, made)
    except OSError as error:
        prune(room / made.folder)
        raise _named(error) from error
    except NotWhole:
        prune(room / made.folder)
        raise
    target = made.path
    # A rename keeps the scanner's mode. A file that is not ours to change lies in a folder that is private.
    file_modes.close_to_others(target)
    for folder in target.parents:
        fsync_folder(folder)
        if folder == inbox:
            break
    return made


def _rename(inbox: Path, source: Path, target: Path) -> bool:
    """Rename into a claim; False where the source lies on another file system."""
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
            prune(target.parent)
            return False
        else:
            break
    return True


def _carry(inbox: Path, source: Path, made: Claim) -> None:
    """Take from another file system (a share mounted inside the inbox): copy whole. The source stays in its place, noted as taken,
    until it has rested.
    """
    before = state_of(source.lstat())
    half = _half_copy(inbox, source)
    try:
        if state_of(source.lstat()) != before:
            raise NotWhole
        keep_source(inbox, made.id, source, made.name, before)
        file_modes.make_private_folder(made.path.parent)
        half.rename(made.path)
    finally:
        half.unlink(missing_ok=True)


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
        return NotMovable()
    return NotStorable() if error.errno == errno.ENAMETOOLONG else error
