"""Who may do what to which record: every combination against the rule as the office would write it down."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline import approval
from pipeline.approval import Act
from pipeline.document import AccessLevel, Actor, Category, Entry, Record, Role, Status
from pipeline.document.facts import Facts

ROLES = (*Role, None)
CATEGORIES = ("", *Category)
LEVELS = ("", *AccessLevel)
ME, OTHER = "dewi", "putra"


def a_record(
    status: Status,
    category: str = "berkala",
    level: str = "biasa",
    verified_by: str = "",
    last: tuple[str, str] = ("read", "berkas"),
) -> Record:
    history = (Entry("2026", last[0], last[1], "test", 1, status),)
    facts = Facts(category=category, access_level=level)
    return Record(
        "2026-000001", 1, status, "a", "0", 1, "", "bag/data/a", "", facts=facts, verified_by=verified_by, history=history
    )


def may(actor: Actor, act: Act, record: Record, *, four_eyes: bool = True) -> str:
    try:
        approval.check(actor, act, record, four_eyes=four_eyes)
    except approval.NotFound:
        return "hidden"
    except approval.NotAllowed:
        return "no"
    return "yes"


# The office's rule, written independently of the code: the roles and the states in which an act is theirs.
WHO_AND_WHEN: dict[str, tuple[str, str]] = {
    "edit": ("desk ppid", "queued returned"),
    "verify": ("desk", "queued returned"),
    "ratify": ("ppid", "verified"),
    "return": ("ppid", "verified"),
    "set_aside": ("desk ppid", "queued returned unreadable"),
    "restore": ("desk ppid", "set_aside"),
    "retry": ("desk ppid", "unreadable"),
    "reread": ("desk ppid", "queued returned verified filed"),
    "undo": ("desk ppid", "verified returned set_aside"),
    "change": ("ppid", "filed"),
    "propose_exempt": ("desk ppid", "queued returned verified filed"),
    "exempt": ("ppid", "filed"),
    "hold": ("ppid", "filed"),
    "transfer": ("desk ppid", "filed"),
}
ONLY_IF_PROPOSED = {"propose_exempt", "exempt"}
# Acts on what the office has decided beside its records.
OFFICE_ACTS: dict[str, str] = {
    "dossier": "desk ppid",
    "hold": "ppid",
    "event": "ppid",
    "scheme": "ppid",
    "publish": "ppid",
    "see_exempt": "desk ppid",
    "see_access": "ppid",
}


def expected(actor: Actor, act: Act, record: Record, four_eyes: bool) -> str:
    exempt = record.facts.category.startswith("dikecualikan")
    if actor.role in (Role.READER, Role.ADMIN, None):
        reads = actor.role is Role.READER and record.status == "filed" and not exempt and record.facts.access_level == "biasa"
        if not reads:
            return "hidden"
        return "yes" if act == "see" else "no"
    if exempt and not actor.exempt_right:
        return "hidden"
    if act == "see":
        return "yes"
    if act == "join":
        return (
            "yes"
            if record.status in ("queued", "returned") or (actor.role is Role.PPID and record.status in ("verified", "filed"))
            else "no"
        )
    roles, states = WHO_AND_WHEN[act]
    if actor.role not in roles.split() or record.status not in states.split():
        return "no"
    if act in ONLY_IF_PROPOSED and record.facts.category != "dikecualikan_usul":
        return "no"
    if act == "ratify" and record.facts.category == "dikecualikan":
        return "no"
    if act == "ratify" and four_eyes and record.verified_by == actor.name:
        return "no"
    if act == "undo" and (record.history[-1].act not in ("verify", "return", "set_aside") or record.history[-1].by != actor.name):
        return "no"
    return "yes"


def test_no_act_is_missing_from_the_table() -> None:
    assert {*WHO_AND_WHEN, *OFFICE_ACTS, "see", "join"} == set(Act)


@pytest.mark.parametrize("act", OFFICE_ACTS)
@pytest.mark.parametrize("right", [True, False])
def test_every_act_on_what_the_office_has_decided_is_its_roles(act: str, right: bool) -> None:
    for role in ROLES:
        allowed = approval.office_refusal_reason(Actor(ME, role, right, "web"), Act(act)) is None
        assert allowed == (role in OFFICE_ACTS[act].split() and (right or act not in {"see_exempt", "see_access"})), (act, role)


def test_the_command_line_without_a_name_reads_the_list_of_the_exempt_as_it_reads_all() -> None:
    assert approval.office_refusal_reason(Actor("root", None, door="cli"), Act.SEE_EXEMPT) is None
    assert approval.office_refusal_reason(Actor("root", None, door="cli"), Act.PUBLISH) is not None


@pytest.mark.parametrize("act", sorted({*WHO_AND_WHEN, "see", "join"}))
def test_every_act_role_state_and_right_is_as_the_office_wrote_it_down(act: str) -> None:
    act = Act(act)
    lasts = [("read", "berkas"), ("verify", ME), ("verify", OTHER), ("return", ME), ("set_aside", ME), ("edit", ME)]
    seen = set()
    for role, right, status, category, four_eyes, verified_by, last in product(
        ROLES, (True, False), Status, CATEGORIES, (True, False), ("", ME, OTHER), lasts
    ):
        actor, record = Actor(ME, role, right, "web"), a_record(status, category, verified_by=verified_by, last=last)
        answer = may(actor, act, record, four_eyes=four_eyes)
        assert answer == expected(actor, act, record, four_eyes), (actor, record.status, category, four_eyes, verified_by, last)
        seen.add(answer)
    assert seen == ({"yes", "hidden"} if act is Act.SEE else {"yes", "no", "hidden"})


def test_sight_and_may_see_agree_on_every_record_for_everyone() -> None:
    for role, right, door, status, category, level in product(ROLES, (True, False), ("cli", "web"), Status, CATEGORIES, LEVELS):
        actor, record = Actor(ME, role, right, door), a_record(status, category, level)
        sight = approval.visibility(actor)
        inside = (
            record.status in sight.statuses
            and (sight.exempt or not approval.is_exempt(record))
            and (sight.access_levels is None or record.facts.access_level in sight.access_levels)
        )
        assert inside == approval.may_see(actor, record), (actor, record)


@pytest.mark.parametrize("level", sorted({*LEVELS} - {"biasa"}))
def test_a_reader_sees_only_what_is_known_to_be_ordinary(level: str) -> None:
    assert not approval.may_see(Actor("rani", Role.READER), a_record(Status.FILED, level=level))


def test_an_admin_decides_nothing_and_sees_nothing() -> None:
    admin = Actor("adi", Role.ADMIN, exempt_right=True)
    assert {may(admin, act, a_record(status)) for act in Act for status in Status} == {"hidden"}


def test_the_exempt_right_means_nothing_to_a_reader() -> None:
    assert not approval.may_see(Actor("rani", Role.READER, exempt_right=True), a_record(Status.FILED, "dikecualikan"))


def test_only_the_command_line_without_a_name_sees_all() -> None:
    record = a_record(Status.QUEUED, "dikecualikan", "sangat_rahasia")
    assert approval.may_see(Actor("root", None, door="cli"), record)
    assert not approval.may_see(Actor("root", None, door="web"), record)


def test_only_the_ppid_may_do_anything_to_a_filed_record_but_see_it_read_it_again_and_tell_where_its_box_stands() -> None:
    for role, act in product(set(Role) - {Role.PPID}, set(Act) - {Act.SEE, Act.REREAD, Act.TRANSFER}):
        assert may(Actor(ME, role, exempt_right=True), act, a_record(Status.FILED)) in {"no", "hidden"}


def test_a_category_that_nobody_knows_is_nobodys_to_decide_on() -> None:
    for act in set(Act) - {Act.SEE}:
        for status in Status:
            assert may(Actor(ME, Role.PPID, exempt_right=True), act, a_record(status, "rahasia_negara")) == "no"


def test_who_verified_may_not_ratify_on_behalf_of_another_either() -> None:
    record = a_record(Status.VERIFIED, verified_by="dewi")
    assert may(Actor("dewi a.n. putra", Role.PPID), Act.RATIFY, record) == "no"
    assert may(Actor("sari a.n. putra", Role.PPID), Act.RATIFY, record) == "yes"
    assert may(Actor("dewi", Role.PPID), Act.RATIFY, a_record(Status.VERIFIED, verified_by="dewi a.n. sari")) == "no"


def test_what_may_not_be_seen_is_answered_as_what_is_not_there() -> None:
    with pytest.raises(approval.NotFound) as hidden:
        approval.check(Actor("sari", Role.DESK), Act.VERIFY, a_record(Status.QUEUED, "dikecualikan"), four_eyes=True)
    assert str(hidden.value) == str(approval.NotFound(id="2026-000001"))


def test_a_refusal_says_who_and_why_in_both_languages() -> None:
    with pytest.raises(approval.NotAllowed) as refusal:
        approval.check(Actor("dewi", Role.DESK), Act.RATIFY, a_record(Status.VERIFIED), four_eyes=True)
    assert str(refusal.value) == "dewi tidak berhak melakukan ini: perlu peran PPID."
    assert refusal.value.sentence("en") == "dewi may not do this: the role of PPID is needed."


def test_no_refusal_lacks_its_english() -> None:
    lasts = [("read", "berkas"), ("verify", ME)]
    for role, act, status, category, last in product(ROLES, set(Act) - {*OFFICE_ACTS, "see"}, Status, CATEGORIES, lasts):
        record = a_record(status, category, verified_by=ME, last=last)
        why = approval.refusal_reason(Actor(ME, role, True, "web"), act, record, four_eyes=True)
        if why is not None:
            assert why.english != why, (role, act, status)


@pytest.mark.parametrize(
    ("role", "act", "record", "indonesian", "english"),
    [
        (
            Role.DESK,
            Act.VERIFY,
            a_record(Status.VERIFIED),
            "naskah 2026-000001 berstatus “menunggu disahkan”",
            "record 2026-000001 is “to be ratified”",
        ),
        (
            Role.PPID,
            Act.RATIFY,
            a_record(Status.VERIFIED, "dikecualikan"),
            "kategori naskah 2026-000001 adalah “Dikecualikan”",
            "the category of record 2026-000001 is “Exempt”",
        ),
        (Role.DESK, Act.RATIFY, a_record(Status.VERIFIED), "perlu peran PPID", "the role of PPID is needed"),
        (
            Role.PPID,
            Act.VERIFY,
            a_record(Status.QUEUED),
            "perlu peran Desk Pelayanan Informasi",
            "the role of Information Desk is needed",
        ),
    ],
)
def test_a_refusal_calls_things_as_the_pages_do(role: Role, act: Act, record: Record, indonesian: str, english: str) -> None:
    why = approval.refusal_reason(Actor(ME, role, exempt_right=True), act, record, four_eyes=True)
    assert why is not None
    assert (str(why), why.english) == (indonesian, english)
