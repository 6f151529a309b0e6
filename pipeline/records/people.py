"""People of the office. Names, roles and rights lie in the archive, passwords in the catalogue alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pipeline import approval
from pipeline.archive import decisions
from pipeline.catalogue import calendar, models, transactions
from pipeline.document import Actor, Role
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language.phrases import BilingualText
from pipeline.records import person_details


class UnknownPerson(Failure):
    """Nobody of that name."""

    key = "failure.unknown_person"
    indonesian = "Tidak ada pengguna bernama '{name}' di kantor ini. Tambahkan dengan: berkas user add {name} --role desk"
    english = "There is nobody named '{name}' in this office. Add them with: berkas user add {name} --role desk"


class NoDeputy(Failure):
    """Not the deputy of that person, or not on this day."""

    key = "failure.no_deputy"
    indonesian = "Hari ini {name} tidak bertugas atas nama {principal}. Tetapkan: berkas user deputy {name} --for {principal} …"
    english = "{name} does not act for {principal} today. Set it with: berkas user deputy {name} --for {principal} …"


class WeakPassword(Failure):
    """The password will not do."""

    key = "failure.weak_password"
    indonesian = "Kata sandi belum cukup kuat: {why}"
    english = "The password is too weak: {why}"


class WrongPassword(Failure):
    """Not the password that they have."""

    key = "failure.wrong_password"
    indonesian = "Kata sandi lama tidak cocok. Ketik kata sandi yang Anda pakai untuk masuk."
    english = "The old password does not match. Type the password that you log in with."


class NotTheirDeputy(Failure):
    """There is no such appointment to revoke."""

    key = "failure.not_their_deputy"
    indonesian = "{name} tidak ditetapkan sebagai wakil {principal}; tidak ada yang dicabut."
    english = "{name} is not appointed as deputy of {principal}; there is nothing to revoke."


class NameTaken(Failure):
    """Somebody has that name, perhaps someone who has left."""

    key = "failure.name_taken"
    indonesian = "Sudah ada pengguna bernama '{name}'. Buka namanya di daftar untuk mengubahnya, atau pilih nama lain."
    english = "There is already somebody named '{name}'. Open the name in the list to change it, or choose another."


CAN_HAVE_EXEMPT_RIGHT = frozenset({Role.DESK, Role.PPID})


def add(
    home: Home,
    actor: Actor,
    name: str,
    role: Role,
    *,
    exempt_right: bool | None = None,
    active: bool | None = None,
    details: Mapping[str, str] | None = None,
    password: str = "",
    new: bool = False,
) -> decisions.Decision:
    """Add a person, or change their role, rights and details. What is not said stays as it is.

    Args:
        home: whose office.
        actor: who decides so.
        name: that they log in with.
        role: their role from now on.
        exempt_right: may see exempt information; None leaves it. Only Desk and PPID have it.
        active: may log in and act; None leaves it, and a new person is active.
        details: any of ``person_details.LABELS``.
        password: if given, set in the same step; one that is too weak adds and changes nothing.
        new: only add; someone who has that name is left alone.

    Raises:
        WrongName: a name that cannot be a file's. WeakPassword, WrongValue: nothing was changed. NameTaken: with ``new``.
    """
    decisions.check_name(name)
    told = person_details.clean(details or {})
    if password:
        _check_strength(password, models.Person(name=name, json=_preview(name, told)))

    def decide(before: decisions.Decision | None) -> decisions.Decision:
        if before is not None and new:
            raise NameTaken(name=name)
        stands = before or decisions.Decision(decisions.PEOPLE, name, 0, {"active": True, "exempt_right": False, "deputies": []})
        data = dict(stands.data) | {"role": str(role), "deputies": stands.data.get("deputies", [])} | told
        if exempt_right is not None:
            data["exempt_right"] = exempt_right
        data["exempt_right"] = data["exempt_right"] and role in CAN_HAVE_EXEMPT_RIGHT
        if active is not None:
            data["active"] = active
        return replace(stands, data=data)

    file = transactions.commit_decision(home, f"{decisions.PEOPLE}/{name}", actor, "person", decide)
    if password:
        reset_password(home, actor, name, password)
    return file


def _preview(name: str, details: Mapping[str, str]) -> str:
    """The office file of someone who is not there yet, for the comparison of a password with their name."""
    return decisions.dump(decisions.Decision(decisions.PEOPLE, name, 0, dict(details))).decode()


def set_deputy(home: Home, actor: Actor, name: str, principal: str, since: str, until: str) -> decisions.Decision:
    """Let someone act in another's role for a time: *atas nama* (a.n.), as the recap book then says.

    Args:
        home: whose office.
        actor: who decides so.
        name: the deputy; what exempt information they see stays their own right.
        principal: for whom.
        since: the first day.
        until: the last day.

    Raises:
        UnknownPerson: one of the two is not of the office.
        WrongValue: days that are none, or the wrong way round, or the same person.
    """
    first, last = approval.clean_value("date", since), approval.clean_value("date", until)
    if not first or last < first:
        raise approval.WrongValue(
            field=BilingualText("masa tugas", "period"),
            why=BilingualText("hari terakhir tidak boleh sebelum hari pertama", "the last day may not be before the first"),
        )
    if name == principal:
        raise approval.WrongValue(
            field=BilingualText("wakil", "deputy"),
            why=BilingualText("tidak dapat mewakili diri sendiri", "nobody is their own deputy"),
        )
    for one in (name, principal):
        if not models.Person.objects.filter(pk=one, is_active=True).exists():
            raise UnknownPerson(name=one)

    def decide(before: decisions.Decision | None) -> decisions.Decision:
        if before is None:
            raise UnknownPerson(name=name)
        others = [one for one in before.data.get("deputies", []) if one["for"] != principal]
        return replace(before, data=before.data | {"deputies": [*others, {"for": principal, "from": first, "until": last}]})

    return transactions.commit_decision(home, f"{decisions.PEOPLE}/{name}", actor, "deputy", decide)


def revoke_deputy(home: Home, actor: Actor, name: str, principal: str) -> decisions.Decision:
    """End an appointment as deputy at once; the recap book keeps that there was one.

    Raises:
        UnknownPerson: nobody of that name. NotTheirDeputy: there is no such appointment.
    """

    def decide(before: decisions.Decision | None) -> decisions.Decision:
        if before is None:
            raise UnknownPerson(name=name)
        appointed = before.data.get("deputies", [])
        others = [one for one in appointed if one["for"] != principal]
        if len(others) == len(appointed):
            raise NotTheirDeputy(name=name, principal=principal)
        return replace(before, data=before.data | {"deputies": others})

    return transactions.commit_decision(home, f"{decisions.PEOPLE}/{name}", actor, "revoke_deputy", decide)


def set_password(name: str, password: str) -> None:
    """Set someone's password without a line in the recap book: for people who are made in the same step.

    Raises:
        UnknownPerson: there is nobody of that name.
        WeakPassword: too short, too common, trivial, or like their own name.
    """
    person = _get_person(name)
    _check_strength(password, person)
    models.Person.objects.filter(pk=name).update(password=make_password(password))


def reset_password(home: Home, actor: Actor, name: str, password: str) -> None:
    """Set someone's password, and say so in the recap book; their sessions end.

    Raises:
        UnknownPerson, WeakPassword: nothing was changed.
    """
    _check_strength(password, _get_person(name))
    _note(home, actor, name, "password")
    models.Person.objects.filter(pk=name).update(password=make_password(password))


def change_own_password(home: Home, actor: Actor, old: str, password: str) -> None:
    """Set one's own password, knowing the one that stands.

    Raises:
        WrongPassword: the old one is another. WeakPassword: the new one will not do.
    """
    name = approval.acting_person(actor.name)
    if not check_password(old, _get_person(name).password):
        raise WrongPassword
    reset_password(home, replace(actor, name=name), name, password)


def note_login(home: Home, actor: Actor) -> None:
    """Say in the recap book that someone has logged in; asked for administrators."""
    _note(home, actor, actor.name, "login")


def _note(home: Home, actor: Actor, name: str, act: str) -> None:
    """Write an act on a person that changes nothing of their file but its history."""

    def decide(before: decisions.Decision | None) -> decisions.Decision:
        if before is None:
            raise UnknownPerson(name=name)
        return before

    transactions.commit_decision(home, f"{decisions.PEOPLE}/{name}", actor, act, decide)


def _get_person(name: str) -> models.Person:
    person = models.Person.objects.filter(pk=name).first()
    if person is None:
        raise UnknownPerson(name=name)
    return person


def _check_strength(password: str, person: models.Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise WeakPassword(why=" ".join(error.messages)) from error


def get_actor(name: str, door: str, system_user: str = "") -> Actor:
    """The actor of that name; ``sari a.n. putra`` is sari in putra's role, on the days on which she may.

    Raises:
        UnknownPerson: nobody of that name, or no longer of the office.
        NoDeputy: not the deputy of that person today.
    """
    name, _, principal = name.partition(approval.ON_BEHALF_OF)
    if principal:
        return _deputy(get_actor(name, door, system_user), principal.strip())
    person = models.Person.objects.filter(pk=name, is_active=True).first()
    if person is None:
        raise UnknownPerson(name=name)
    return person.actor(door, system_user)


def formal_names(names: Iterable[str]) -> dict[str, str]:
    """Name as history has it → full name, position and NIP of who acted; only of those of whom the office has said so."""
    acted = {name: approval.acting_person(name) for name in names}
    told = {}
    for person in models.Person.objects.filter(pk__in=set(acted.values())):
        parts = (person.full_name, person.position, person.nip and f"NIP {person.nip}")
        told[person.name] = ", ".join(part for part in parts if part)
    return {name: told[who] for name, who in acted.items() if told.get(who)}


def principals(person: models.Person) -> tuple[str, ...]:
    """For whom someone may act today, *atas nama*, by name."""
    today = calendar.today().isoformat()
    running = {one["for"] for one in deputyships(person) if one["from"] <= today <= one["until"]}
    if not running:
        return ()
    return tuple(models.Person.objects.filter(pk__in=running, is_active=True).order_by("pk").values_list("pk", flat=True))


def deputyships(person: models.Person) -> tuple[dict[str, str], ...]:
    """For whom someone acts and on which days, past ones too: ``for``, ``from``, ``until``."""
    return tuple(models.office_file(person.json).data.get("deputies", []))


def _deputy(actor: Actor, principal: str) -> Actor:
    person = models.Person.objects.filter(pk=principal, is_active=True).first()
    if person is None:
        raise UnknownPerson(name=principal)
    if principal not in principals(models.Person.objects.get(pk=actor.name)):
        raise NoDeputy(name=actor.name, principal=principal)
    return replace(actor, name=f"{actor.name}{approval.ON_BEHALF_OF}{principal}", role=Role(person.role))
