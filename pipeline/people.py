"""People of the office: who they are is decided by an act and lies in the archive; their passwords lie in the catalogue alone."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pipeline.archive import office
from pipeline.catalogue import act, models
from pipeline.document import Actor, Role
from pipeline.failures import Failure
from pipeline.home import Home


class Unknown(Failure):
    """Nobody of that name."""

    indonesian = "Tidak ada orang bernama '{name}' di kantor ini. Tambahkan dengan: berkas user add {name} --role desk"
    english = "There is nobody named '{name}' in this office. Add them with: berkas user add {name} --role desk"


class WeakPassword(Failure):
    """The password will not do."""

    indonesian = "Kata sandi belum cukup kuat: {why}"
    english = "The password is too weak: {why}"


def add(home: Home, actor: Actor, name: str, role: Role, *, exempt_right: bool = False, active: bool = True) -> office.OfficeFile:
    """Add a person, or change their role and rights.

    Raises:
        WrongName: a name that cannot be a file's.
    """
    office.check_name(name)
    data = {"role": str(role), "exempt_right": exempt_right, "active": active}

    def decide(before: office.OfficeFile | None) -> office.OfficeFile:
        if before is None:
            return office.OfficeFile(office.PEOPLE, name, 0, data)
        return replace(before, data=data)

    return act.change_office(home, f"{office.PEOPLE}/{name}", actor, "person", decide)


def set_password(name: str, password: str) -> None:
    """Set someone's password.

    Raises:
        Unknown: there is nobody of that name.
        WeakPassword: too short or too common.
    """
    person = models.Person.objects.filter(pk=name).first()
    if person is None:
        raise Unknown(name=name)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise WeakPassword(why=" ".join(error.messages)) from error
    models.Person.objects.filter(pk=name).update(password=make_password(password))


def who(name: str, door: str, system_user: str = "") -> Actor:
    """The person of that name, at a door.

    Raises:
        Unknown: nobody of that name, or no longer of the office.
    """
    person = models.Person.objects.filter(pk=name, is_active=True).first()
    if person is None:
        raise Unknown(name=name)
    return person.actor(door, system_user)
