"""Commands for people and roles: user."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.cli.app import AsJson, app, attempt, complain, open_home, operator, out, print_json, wrong_use
from pipeline.document import Role
from pipeline.failures import Failure

user = typer.Typer(help="Pengguna dan peran.", no_args_is_help=True)
app.add_typer(user, name="user")


@user.command("add")
def user_add(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    role: Annotated[str, typer.Option("--role", metavar="reader|desk|ppid|admin", show_default=False)],
    exempt: Annotated[
        bool | None, typer.Option("--exempt/--no-exempt", help="Boleh melihat informasi yang dikecualikan.", show_default=False)
    ] = None,
    active: Annotated[
        bool | None, typer.Option("--active/--inactive", help="Akun boleh masuk dan bertindak.", show_default=False)
    ] = None,
    full_name: Annotated[str | None, typer.Option("--full-name", metavar="NAMA", show_default=False)] = None,
    nip: Annotated[str | None, typer.Option("--nip", metavar="ANGKA", show_default=False)] = None,
    position: Annotated[str | None, typer.Option("--position", metavar="JABATAN", show_default=False)] = None,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Kata sandi, sebaris dari masukan baku.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tambah pengguna, atau ubah perannya. Yang tidak disebut tetap seperti semula; akun yang tidak aktif tetap tidak aktif."""
    home = open_home()
    from pipeline.records import people

    if role not in set(Role):
        wrong_use("--role: pilih " + ", ".join(Role))
    if exempt and role not in people.CAN_HAVE_EXEMPT_RIGHT:
        wrong_use("--exempt hanya untuk desk dan ppid.")
    said = {"full_name": full_name, "nip": nip, "position": position}
    details = {field: value for field, value in said.items() if value is not None}
    password = _password() if password_stdin else ""
    try:
        file = people.add(
            home, operator(), name, Role(role), exempt_right=exempt, active=active, details=details, password=password
        )
    except Failure as failure:
        wrong_use(str(failure))
    if not file.data["active"]:
        complain(f"Akun {name} tidak aktif dan tetap begitu. Aktifkan dengan: berkas user add {name} --role {role} --active")
    if as_json:
        print_json({"name": name, **file.data})
    else:
        out().print(f"{name}: {role}", markup=False)


def _password() -> str:
    """The line that was given; ends with a sentence when it is empty."""
    return sys.stdin.readline().rstrip("\r\n") or wrong_use("Kata sandi kosong: beri sebaris di masukan baku.")


@user.command("password")
def user_password(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Ganti kata sandi seorang pengguna; kata sandinya sebaris dari masukan baku. Tercatat di buku rekap."""
    home = open_home()
    from pipeline.records import people

    try:
        people.reset_password(home, operator(), name, _password())
    except Failure as failure:
        wrong_use(str(failure))
    if as_json:
        print_json({"name": name})
    else:
        out().print(f"{name}: kata sandi diganti", markup=False)


@user.command("revoke")
def user_revoke(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    principal: Annotated[str, typer.Option("--for", metavar="NAME", help="Atas nama siapa.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Cabut penetapan seorang wakil."""
    home = open_home()
    from pipeline.records import people

    file = attempt(lambda: people.revoke_deputy(home, operator(), name, principal))
    if as_json:
        print_json({"name": name, **file.data})
    else:
        out().print(f"{name}: bukan lagi wakil {principal}", markup=False)


@user.command("deputy")
def user_deputy(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    principal: Annotated[str, typer.Option("--for", metavar="NAME", help="Atas nama siapa.", show_default=False)],
    since: Annotated[str, typer.Option("--from", metavar="DATE", show_default=False)],
    until: Annotated[str, typer.Option("--until", metavar="DATE", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Tetapkan wakil untuk suatu masa; ia lalu bertindak dengan --by "NAMA a.n. NAMA"."""
    home = open_home()
    from pipeline.records import people

    file = attempt(lambda: people.set_deputy(home, operator(), name, principal, since, until))
    if as_json:
        print_json({"name": name, **file.data})
    else:
        out().print(f"{name} a.n. {principal}: {since} – {until}", markup=False)
