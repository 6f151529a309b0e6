"""Who may. One table, one function; every door asks it.

The SOP names two roles that act, Desk Pelayanan Informasi and PPID; which of them does which step is a reading of its lost flow
chart (Desk prepares and verifies, PPID approves and ratifies).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.document import EXEMPT, AccessLevel, Actor, Record, Role, Status
from pipeline.failures import Failure


class Act(StrEnum):
    """What people do to a record."""

    SEE = "see"
    EDIT = "edit"
    VERIFY = "verify"
    RATIFY = "ratify"
    RETURN = "return"
    SET_ASIDE = "set_aside"
    RESTORE = "restore"
    RETRY = "retry"
    UNDO = "undo"


class NotAllowed(Failure):
    """The rule says no."""

    indonesian = "{who} tidak berhak melakukan ini: {why}."
    english = "{who} may not do this: {why}."


class NotFound(Failure):
    """No such record, or none that the asker may know of: the answer is the same."""

    indonesian = "Berkas {id} tidak ditemukan."
    english = "Record {id} was not found."


_WORKERS = frozenset({Role.DESK, Role.PPID})
_OPEN = frozenset({Status.QUEUED, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class _Rule:
    roles: frozenset[Role]
    states: frozenset[Status]


_RULES: dict[Act, _Rule] = {
    Act.EDIT: _Rule(_WORKERS, _OPEN),
    Act.VERIFY: _Rule(frozenset({Role.DESK}), _OPEN),
    Act.RATIFY: _Rule(frozenset({Role.PPID}), frozenset({Status.VERIFIED})),
    Act.RETURN: _Rule(frozenset({Role.PPID}), frozenset({Status.VERIFIED})),
    Act.SET_ASIDE: _Rule(_WORKERS, frozenset({Status.QUEUED, Status.RETURNED, Status.UNREADABLE})),
    Act.RESTORE: _Rule(_WORKERS, frozenset({Status.SET_ASIDE})),
    Act.RETRY: _Rule(_WORKERS, frozenset({Status.UNREADABLE})),
    Act.UNDO: _Rule(_WORKERS, frozenset({Status.VERIFIED, Status.RETURNED, Status.SET_ASIDE})),
}

ROLE_NAMES = {Role.READER: "Pembaca", Role.DESK: "Desk Pelayanan Informasi", Role.PPID: "PPID", Role.ADMIN: "Pengelola"}


def is_exempt(record: Record) -> bool:
    """Exempt, or proposed to be: invisible to whoever lacks the right."""
    return record.facts.category in EXEMPT


def may_see(actor: Actor, record: Record) -> bool:
    """May this person know that the record is there?

    reader: filed, not exempt, access level *biasa*. desk, ppid: all, the exempt only with that right. admin: nothing.
    UU 14/2008 Pasal 17.
    """
    match actor.role:
        case Role.DESK | Role.PPID:
            return actor.exempt_right or not is_exempt(record)
        case Role.READER:
            return record.status is Status.FILED and not is_exempt(record) and record.facts.access_level == AccessLevel.BIASA
        case None:
            # The command line without a name: whoever holds the files could read them with any other program.
            return actor.door == "cli"
        case _:
            return False


def why_not(actor: Actor, act: Act, record: Record, *, four_eyes: bool) -> str | None:
    """Why this person may not do this to this record now, as an Indonesian clause; None when they may.

    Args:
        actor: who asks.
        act: what they want to do.
        record: to what.
        four_eyes: the office keeps the rule that who verified may not ratify.
    """
    rule = _RULES[act]
    if actor.role not in rule.roles:
        return "perlu peran " + " atau ".join(ROLE_NAMES[role] for role in Role if role in rule.roles)
    if record.status not in rule.states:
        return f"berkas {record.id} sedang berstatus {record.status}"
    if act is Act.RATIFY and four_eyes and record.verified_by == actor.name:
        return "yang memeriksa tidak boleh mengesahkan"
    if act is Act.RETRY and record.original == "":
        return "bita aslinya tidak ada"
    if act is Act.UNDO and not _is_own_last_act(actor, record):
        return "hanya tindakan terakhir Anda sendiri yang dapat dibatalkan"
    return None


def _is_own_last_act(actor: Actor, record: Record) -> bool:
    last = record.history[-1]
    return last.by == actor.name and last.act in {Act.VERIFY, Act.RETURN, Act.SET_ASIDE}


def check(actor: Actor, act: Act, record: Record, *, four_eyes: bool) -> None:
    """Let the act pass or stop it.

    Raises:
        NotFound: the actor may not know of the record.
        NotAllowed: the actor may see it but not do this.
    """
    if not may_see(actor, record):
        raise NotFound(id=record.id)
    if act is Act.SEE:
        return
    if reason := why_not(actor, act, record, four_eyes=four_eyes):
        raise NotAllowed(who=actor.name, why=reason)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person may see, as limits that lists, counts and searches carry inside the question they ask."""

    statuses: frozenset[Status]
    exempt: bool
    access_levels: frozenset[AccessLevel] | None


def sight(actor: Actor) -> Sight:
    """``may_see`` for many records at once; a test holds the two together."""
    match actor.role:
        case Role.DESK | Role.PPID:
            return Sight(frozenset(Status), actor.exempt_right, None)
        case Role.READER:
            return Sight(frozenset({Status.FILED}), False, frozenset({AccessLevel.BIASA}))
        case None if actor.door == "cli":
            return Sight(frozenset(Status), True, None)
        case _:
            return Sight(frozenset(), False, frozenset())
