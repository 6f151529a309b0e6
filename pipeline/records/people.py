"""People of the office. Names, roles and rights lie in the archive, passwords in the catalogue alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pipeline import approval
from pipeline.archive import decisions
from pipeline.catalogue import models, transactions
from pipeline.document import Actor, Role
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language.phrases import BilingualText


class UnknownPerson(Failure):
    """Nobody of that name."""

    key = "failure.unknown_person"
    indonesian = "Tidak ada pengguna bernama '{name}' di kantor ini. Tambahkan dengan: berkas user add {name} --role desk"
    english = "There is nobody named '{name}' in this office. Add them with: berkas user add {name} --role desk"


class NoDeputy(Failure):
    """Not the deputy of that person, or not on this day."""

    key = "failure.no_deputy"
    indonesian = (
        "Hari ini {name} tidak bertugas atas nama {principal}. Tetapkan dengan: berkas user deputy {name} --for {principal} …"
    )
    english = "{name} does not act for {principal} today. Set it with: berkas user deputy {name} --for {principal} …"


class WeakPassword(Failure):
    """The password will not do."""

    key = "failure.weak_password"
    indonesian = "Kata sandi belum cukup kuat: {why}"
    english = "The password is too weak: {why}"


def add(home: Home, actor: Actor, name: str, role: Role, *, exempt_right: bool = False, active: bool = True) -> decisions.Decision:
    """Add a person, or change their role and rights.

    Raises:
        WrongName: a name that cannot be a file's.
    """
    decisions.check_name(name)
    data = {"role": str(role), "exempt_right": exempt_right, "active": active, "deputies": []}

    def decide(before: decisions.Decision | None) -> decisions.Decision:
        if before is None:
            return decisions.Decision(decisions.PEOPLE, name, 0, data)
        return replace(before, data=data | {"deputies": before.data.get("deputies", [])})

    return transactions.commit_decision(home, f"{decisions.PEOPLE}/{name}", actor, "person", decide)


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
        Unknown: one of the two is not of the office. WrongValue: days that are none, or the wrong way round, or the same person.
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


def set_password(name: str, password: str) -> None:
    """Set someone's password.

    Raises:
        Unknown: there is nobody of that name.
        WeakPassword: too short or too common.
    """
    person = models.Person.objects.filter(pk=name).first()
    if person is None:
        raise UnknownPerson(name=name)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise WeakPassword(why=" ".join(error.messages)) from error
    models.Person.objects.filter(pk=name).update(password=make_password(password))


def get_actor(name: str, door: str, system_user: str = "") -> Actor:
    """The actor of that name; ``sari a.n. putra`` is sari in putra's role, on the days on which she may.

    Raises:
        Unknown: nobody of that name, or no longer of the office.
        NoDeputy: not the deputy of that person today.
    """
    name, _, principal = name.partition(approval.ON_BEHALF_OF)
    if principal:
        return _deputy(get_actor(name, door, system_user), principal.strip())
    person = models.Person.objects.filter(pk=name, is_active=True).first()
    if person is None:
        raise UnknownPerson(name=name)
    return person.actor(door, system_user)


def principals(person: models.Person) -> tuple[str, ...]:
    """For whom someone may act today, *atas nama*, by name."""
    today = date.today().isoformat()
    running = {one["for"] for one in deputyships(person) if one["from"] <= today <= one["until"]}
    if not running:
        return ()
    return tuple(models.Person.objects.filter(pk__in=running, is_active=True).order_by("pk").values_list("pk", flat=True))


def deputyships(person: models.Person) -> tuple[dict[str, str], ...]:
    """For whom someone acts and on which days, past ones too: ``for``, ``from``, ``until``."""
    return tuple(decisions.load(person.json.encode()).data.get("deputies", []))


def _deputy(actor: Actor, principal: str) -> Actor:
    person = models.Person.objects.filter(pk=principal, is_active=True).first()
    if person is None:
        raise UnknownPerson(name=principal)
    if principal not in principals(models.Person.objects.get(pk=actor.name)):
        raise NoDeputy(name=actor.name, principal=principal)
    return replace(actor, name=f"{actor.name}{approval.ON_BEHALF_OF}{principal}", role=Role(person.role))
