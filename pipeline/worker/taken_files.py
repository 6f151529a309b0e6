"""Watches the files that were taken and may still grow: growth becomes a new claim, and what has rested is removed last of all."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline import intake, logs
from pipeline.catalogue import models
from pipeline.failures import Failure, NotWhole
from pipeline.home import Home
from pipeline.intake import RestingFile
from pipeline.intake.resting import State

log = logging.getLogger("berkas")
LOOK_SECONDS = 2.0
"""Between two looks."""
SHEET_SECONDS = 10.0
"""A file that grew must have been the same for so long before the growth is taken: each time its paper is read anew."""
AGAIN_SECONDS = 300.0
"""After a file that has rested could not be removed (still held open, a share that may only be read)."""
WORK_SECONDS = 1.0
"""For comparing bytes in one look; the rest is done in the next."""


@dataclass(slots=True)
class _Watched:
    state: State
    since: float
    """When it was first seen like this: monotonic seconds."""
    stored: bool = False
    """The archive holds it like this."""
    not_before: float = 0.0
    """When it is tried to be removed again: monotonic seconds."""


class TakenFiles:
    """The resting files of a home, looked at again and again by its one worker."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._watched: dict[tuple[str, Path], _Watched] = {}
        self._next_look = 0.0
        self._in_place: dict[Path, State] = {}

    def remember(self, claim: intake.Claim, state: State) -> None:
        """A claim is going to be stored as it is now: while it stays like that its bytes need not be looked at."""
        path = claim.path.relative_to(self.home.inbox / intake.CLAIMED / claim.folder)
        self._watched[claim.id, path] = _Watched(state, time.monotonic(), stored=True)

    def was_taken(self, path: Path) -> bool:
        """Whether what lies in the inbox was taken as it is, and only rests there."""
        if path not in self._in_place:
            return False
        with suppress(OSError):
            return intake.state_of(path.lstat()) == self._in_place[path]
        return False

    def notice(self) -> None:
        """Look up what rests in its place; before the inbox is emptied."""
        self._in_place = {one.path: one.taken for one in intake.resting_files(self.home.inbox) if one.note and one.taken}

    def look(self) -> list[intake.Claim]:
        """Look at what rests; remove what has rested.

        Returns:
            A claim for each file that has grown, a copy of what it is now.
        """
        if time.monotonic() < self._next_look:
            return []
        enough = time.monotonic() + WORK_SECONDS
        grown, found = [], set()
        for resting in intake.resting_files(self.home.inbox):
            key = (resting.id, Path(resting.name))
            found.add(key)
            if time.monotonic() > enough:
                continue
            try:
                if claim := self._look_at(key, resting):
                    grown.append(claim)
            except (OSError, Failure) as error:
                logs.known_failure(log, error, "could not look at %r, which was taken; it is tried again", resting.name)
        self._watched = {key: watched for key, watched in self._watched.items() if key in found}
        self._next_look = time.monotonic() + LOOK_SECONDS
        return grown

    def _look_at(self, key: tuple[str, Path], resting: RestingFile) -> intake.Claim | None:
        try:
            state = intake.state_of(resting.path.lstat())
        except FileNotFoundError:
            intake.forget(resting)
            return None
        watched = self._watched.get(key)
        if watched is None or watched.state != state:
            watched = self._watched[key] = _Watched(state, time.monotonic())
        # A stamp from the future says nothing; then our own watching counts.
        rested = max(intake.rested_for(resting.path, time.time()), time.monotonic() - watched.since)
        if resting.note:
            # What grew in its place is taken from there, like whatever is dropped.
            if state != resting.taken or not self._has_arrived(resting):
                intake.forget(resting)
                return None
        elif not watched.stored:
            return self._take_growth(resting, watched, rested) if rested >= SHEET_SECONDS else None
        if rested >= intake.REST_SECONDS and watched.not_before <= time.monotonic():
            watched.not_before = time.monotonic() + AGAIN_SECONDS
            self._end_rest(resting, state)
        return None

    def _take_growth(self, resting: RestingFile, watched: _Watched, quiet: float) -> intake.Claim | None:
        found = intake.fingerprint(resting.path)
        if not found or found[0] != watched.state:
            return None
        if self._is_stored(resting, found[1]):
            watched.stored = True
            return None
        try:
            intake.check_whole(resting.path, quiet=0)
        except NotWhole:
            if quiet < intake.HOLD_SECONDS:
                return None
        except Failure:
            # Broken in another way: it is taken, and the reading says what is the matter.
            log.info("%r, which was taken, has grown and is broken", resting.name)
        if not watched.state[0]:
            # Emptied by the program that holds it: there is nothing to take, and what it held is stored.
            watched.stored = True
            return None
        claim = intake.claim_copy(self.home.inbox, resting.path, resting.name)
        if intake.state_of(resting.path.lstat()) != watched.state:
            intake.discard(self.home.inbox, claim)
            return None
        watched.stored = True
        return claim

    def _end_rest(self, resting: RestingFile, state: State) -> None:
        """Remove a file last of all: size, time and hash agree with what is stored, and nobody is known to hold it."""
        found = intake.fingerprint(resting.path)
        same = found is not None and found[0] == state and (not state[0] or self._is_stored(resting, found[1]))
        if same and not intake.is_held_open(resting.path):
            intake.remove(resting)
        elif not same:
            self._watched.pop((resting.id, Path(resting.name)), None)

    def _has_arrived(self, resting: RestingFile) -> bool:
        """Whether its claim is stored or waits to be; a claim that never came about took nothing."""
        if models.Arrival.objects.filter(claim=resting.id).exists():
            return True
        return any(claim.id == resting.id for claim in intake.pending_claims(self.home.inbox))

    def _is_stored(self, resting: RestingFile, sha256: str) -> bool:
        """Whether the archive holds these bytes, or held them in a record that a longer scan has continued since."""
        if models.Record.objects.filter(sha256=sha256).exists():
            return True
        arrival = models.Arrival.objects.filter(claim=resting.id).select_related("record").first()
        history = arrival.record.record().history if arrival else ()
        return any(entry.detail.get("replaced_sha256") == sha256 for entry in history)
