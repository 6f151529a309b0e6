"""Commands for people and roles: user."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.cli.app import AsJson, app, attempt, open_home, operator, out, print_json, wrong_use
from pipeline.document import Role
from pipeline.failures import Failure

user = typer.Typer(help="Pengguna dan peran.", no_args_is_help=True)
app.add_typer(user, name="user")


@user.command("add")
def user_add(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    role: Annotated[str, typer.Option("--role", metavar="reader|desk|ppid|admin", show_default=False)],
    exempt: Annotated[bool, typer.Option("--exempt/--no-exempt", help="Boleh melihat informasi yang dikecualikan.")] = False,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Kata sandi, sebaris dari masukan baku.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tambah pengguna, atau ubah perannya."""
    home = open_home()
    from pipeline.records import people

    if role not in set(Role):
        wrong_use("--role: pilih " + ", ".join(Role))
    if exempt and role not in {Role.DESK, Role.PPID}:
        wrong_use("--exempt hanya untuk desk dan ppid.")
    try:
        file = people.add(home, operator(), name, Role(role), exempt_right=exempt)
        if password_stdin:
            people.set_password(name, sys.stdin.readline().rstrip("\r\n"))
    except Failure as failure:
        wrong_use(str(failure))
    if as_json:
        print_json({"name": name, **file.data})
    else:
        out().print(f"{name}: {role}", markup=False)


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
