"""Who may do what: one table, asked by every page and command.

The SOP names two roles that act, Desk Pelayanan Informasi and PPID; which of them does which step is a reading of its lost flow
chart (Desk prepares and verifies, PPID approves and ratifies).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.document import EXEMPT, AccessLevel, Actor, Category, Record, Role, Status
from pipeline.failures import Failure
from pipeline.language import labels
from pipeline.language.phrases import BilingualText, Message


class Act(StrEnum):
    """What people do: to a record, and (below the line) to what the office has decided beside its records."""

    SEE = "see"
    EDIT = "edit"
    VERIFY = "verify"
    RATIFY = "ratify"
    RETURN = "return"
    SET_ASIDE = "set_aside"
    RESTORE = "restore"
    RETRY = "retry"
    REREAD = "reread"
    """Have a page read once more, otherwise: turned, in another language, mended."""
    UNDO = "undo"
    AMEND = "change"
    """Decide anew on a record that is filed (*Putuskan ulang*). Files and commands say ``change``, as they always have."""
    PROPOSE_EXEMPT = "propose_exempt"
    """Write the sheet of the consequence test."""
    EXEMPT = "exempt"
    JOIN = "join"
    """Lay a record into a dossier, or take it out."""
    HOLD = "hold"
    """Keep a record or a dossier from its disposition, or let it go."""
    TRANSFER = "transfer"
    """Note that a record has gone to the inactive store, or that it has not after all."""

    DOSSIER = "dossier"
    """Open a dossier."""
    EVENT = "event"
    """Say that something has happened that starts clocks."""
    SCHEME = "scheme"
    """Put another scheme in force, or decide anew under it."""
    PUBLISH = "publish"
    SEE_EXEMPT = "see_exempt"
    """See the list of exempt information (DIK)."""
    SEE_ACCESS = "see_access"
    """Read who has opened exempt papers."""


class NotAllowed(Failure):
    """The rule says no."""

    key = "failure.not_allowed"
    indonesian = "{who} tidak berhak melakukan ini: {why}."
    english = "{who} may not do this: {why}."


class NotFound(Failure):
    """No such record, or none that the asker may know of: the answer is the same."""

    key = "failure.not_found"
    indonesian = "Naskah {id} tidak ditemukan."
    english = "Record {id} was not found."


_WORKERS = frozenset({Role.DESK, Role.PPID})
_PPID = frozenset({Role.PPID})
_ANY: frozenset[str] = frozenset({"", *Category})
_ALL_LEVELS: frozenset[str] = frozenset({"", *AccessLevel})
_PROPOSED: frozenset[str] = frozenset({Category.DIKECUALIKAN_USUL})
_STILL_OPEN = _ANY - {Category.DIKECUALIKAN}
_OPEN = frozenset({Status.QUEUED, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class _Rule:
    """Who, in which states of a record, with which categories and access levels; a role without the exempt right never sees an
    exempt record, so that no row needs to say it again.
    """

    roles: frozenset[Role]
    states: frozenset[Status]
    categories: frozenset[str] = _ANY
    levels: frozenset[str] = _ALL_LEVELS


_FILED = frozenset({Status.FILED})
_RULES: dict[Act, tuple[_Rule, ...]] = {
    Act.EDIT: (_Rule(_WORKERS, _OPEN),),
    Act.VERIFY: (_Rule(frozenset({Role.DESK}), _OPEN),),
    # Nothing is filed as exempt: a county office proposes, and the decision on the consequence test comes after.
    Act.RATIFY: (_Rule(_PPID, frozenset({Status.VERIFIED}), _STILL_OPEN),),
    Act.RETURN: (_Rule(_PPID, frozenset({Status.VERIFIED})),),
    Act.SET_ASIDE: (_Rule(_WORKERS, frozenset({Status.QUEUED, Status.RETURNED, Status.UNREADABLE})),),
    Act.RESTORE: (_Rule(_WORKERS, frozenset({Status.SET_ASIDE})),),
    Act.RETRY: (_Rule(_WORKERS, frozenset({Status.UNREADABLE})),),
    # What is read is no decision: also of what is filed, the bag stays as it was ratified.
    Act.REREAD: (_Rule(_WORKERS, frozenset({*_OPEN, Status.VERIFIED, Status.FILED})),),
    Act.UNDO: (_Rule(_WORKERS, frozenset({Status.VERIFIED, Status.RETURNED, Status.SET_ASIDE})),),
    Act.AMEND: (_Rule(_PPID, _FILED),),
    Act.PROPOSE_EXEMPT: (_Rule(_WORKERS, frozenset({*_OPEN, Status.VERIFIED, Status.FILED}), _PROPOSED),),
    Act.EXEMPT: (_Rule(_PPID, _FILED, _PROPOSED),),
    # In the archive a dossier moves shelves, so there it is the PPID's; while a paper is being verified it is either's.
    Act.JOIN: (_Rule(_WORKERS, _OPEN), _Rule(_PPID, frozenset({Status.VERIFIED, Status.FILED}))),
    Act.HOLD: (_Rule(_PPID, _FILED),),
    # Both units check a transfer (Perka ANRI 9/2017); whoever of the two carries the box says so.
    Act.TRANSFER: (_Rule(_WORKERS, _FILED),),
}
_OFFICE_RULES: dict[Act, frozenset[Role]] = {
    Act.DOSSIER: _WORKERS,
    Act.HOLD: _PPID,
    Act.EVENT: _PPID,
    Act.SCHEME: _PPID,
    Act.PUBLISH: _PPID,
    Act.SEE_EXEMPT: _WORKERS,
    Act.SEE_ACCESS: _PPID,
}

ON_BEHALF_OF = " a.n. "
_IN_STATE = Message("naskah {id} berstatus “{status}”", "record {id} is “{status}”", stored=False)
_OF_CATEGORY = Message("kategori naskah {id} adalah “{category}”", "the category of record {id} is “{category}”", stored=False)
_WITHOUT_CATEGORY = Message("naskah {id} belum mempunyai kategori", "record {id} has no category yet", stored=False)
_NEEDS_ROLE = Message("perlu peran {roles}", "the role of {roles} is needed", stored=False)


def is_exempt(record: Record) -> bool:
    """Exempt, or proposed to be: invisible without the right to see exempt records."""
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


def refusal_reason(actor: Actor, act: Act, record: Record, *, four_eyes: bool) -> BilingualText | None:
    """Why this person may not do this to this record now, as a clause in both languages; None when they may.

    Args:
        actor: who asks.
        act: what they want to do.
        record: to what.
        four_eyes: the office keeps the rule that who verified may not ratify.
    """
    rules = _RULES.get(act, ())
    allowed = frozenset[Role]().union(*(rule.roles for rule in rules))
    if actor.role not in allowed:
        return _needs_role(allowed)
    in_state = [rule for rule in rules if record.status in rule.states]
    if not in_state:
        return _IN_STATE(id=record.id, status=labels.STATUSES[record.status])
    if not (mine := [rule for rule in in_state if actor.role in rule.roles]):
        return _needs_role(frozenset[Role]().union(*(rule.roles for rule in in_state)))
    facts = record.facts
    # What no rule knows (a category or level of a later Berkas) counts as the strictest: nobody may.
    if not any(facts.category in rule.categories and facts.access_level in rule.levels for rule in mine):
        called = labels.label_of(labels.CATEGORIES, facts.category)
        return _OF_CATEGORY(id=record.id, category=called) if called else _WITHOUT_CATEGORY(id=record.id)
    if act is Act.RATIFY and four_eyes and acting_person(record.verified_by) == acting_person(actor.name):
        return BilingualText("yang memeriksa tidak boleh mengesahkan", "who verified may not ratify")
    if act is Act.RETRY and record.original == "":
        return BilingualText("file aslinya tidak ada", "its original bytes are not there")
    if act is Act.UNDO and not _is_own_last_act(actor, record):
        return BilingualText(
            "hanya tindakan terakhir Anda sendiri yang dapat dibatalkan", "only your own last act can be taken back"
        )
    return None


def _needs_role(roles: frozenset[Role]) -> BilingualText:
    return _NEEDS_ROLE(roles=BilingualText.joined((labels.ROLES[role] for role in Role if role in roles), " atau ", " or "))


def acting_person(name: str) -> str:
    """Who it really was, of a name as history has it: ``sari`` of ``sari a.n. putra`` (*atas nama*, on behalf of)."""
    return name.partition(ON_BEHALF_OF)[0]


def office_refusal_reason(actor: Actor, act: Act) -> BilingualText | None:
    """Why this person may not do this to what the office has decided; None when they may."""
    roles = _OFFICE_RULES[act]
    about_exempt = act in {Act.SEE_EXEMPT, Act.SEE_ACCESS}
    if about_exempt and actor.role is None and actor.door == "cli":
        return None
    if actor.role not in roles:
        return _needs_role(roles)
    if about_exempt and not actor.exempt_right:
        return BilingualText("perlu hak atas informasi dikecualikan", "the right to exempt information is needed")
    return None


def check_office(actor: Actor, act: Act) -> None:
    """Let an act on what the office has decided pass, or stop it.

    Raises:
        NotAllowed: this is not theirs to do.
    """
    if reason := office_refusal_reason(actor, act):
        raise NotAllowed(who=actor.name, why=reason)


def _is_own_last_act(actor: Actor, record: Record) -> bool:
    last = record.history[-1]
    return acting_person(last.by) == acting_person(actor.name) and last.act in {Act.VERIFY, Act.RETURN, Act.SET_ASIDE}


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
    if reason := refusal_reason(actor, act, record, four_eyes=four_eyes):
        raise NotAllowed(who=actor.name, why=reason)


@dataclass(frozen=True, slots=True)
class Visibility:
    """What a person may see, as limits that lists, counts and searches carry inside the question they ask."""

    statuses: frozenset[Status]
    exempt: bool
    access_levels: frozenset[AccessLevel] | None


def visibility(actor: Actor) -> Visibility:
    """``may_see`` for many records at once; a test holds the two together."""
    match actor.role:
        case Role.DESK | Role.PPID:
            return Visibility(frozenset(Status), actor.exempt_right, None)
        case Role.READER:
            return Visibility(frozenset({Status.FILED}), False, frozenset({AccessLevel.BIASA}))
        case None if actor.door == "cli":
            return Visibility(frozenset(Status), True, None)
        case _:
            return Visibility(frozenset(), False, frozenset())
