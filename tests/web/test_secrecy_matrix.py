"""Every door, for every role, with papers of every history: what somebody may not see is in no answer that they get.

The doors are those of the address table and of the command tree; one that has no way of asking here fails the first two tests.
Each history gives its paper a title with a word of its own. ``approval.may_see`` says who may read it; everything that comes back
is searched for it: body, headers, cookies, the address of a redirect, the file that a download is.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from pipeline import approval
from pipeline import home as homes
from pipeline.document import Actor, Role
from pipeline.records import lifecycle, people
from tests.builders.exempt_histories import HISTORIES, Case
from tests.builders.home import MACHINE, a_home, scratch
from tests.cli.test_doors import ACTS, LOOKS, MACHINE_DOORS, OFFICE, commands, typed, words_of

DEPUTY = "tono a.n. putra"
ROLES = {
    "anonymous": "",
    "reader": "rani",
    "desk": "sari",
    "desk, exempt": "dewi",
    "ppid": "budi",
    "ppid, exempt": "putra",
    "admin": "adi",
    "deputy": DEPUTY,
}
QUESTION = "?q=selendraga&di=semua"
LOOKED_AT = {
    "home": ("/",),
    "login": ("/masuk/", "/masuk/?next=/berkas/{id}/"),
    "asset": ("/static/x/tiada.css",),
    "queue": ("/antrean/?tampil=semua", "/antrean/", "/antrean/?tampil=semua&kategori=dikecualikan_usul"),
    "queue_news": ("/antrean/kabar/?tampil=semua",),
    "record": ("/berkas/{id}/", "/berkas/{id}/?q=selendraga"),
    "presence": ("/berkas/{id}/teman/",),
    "reread_progress": ("/berkas/{id}/dibaca/",),
    "words": ("/berkas/{id}/kata/1.json",),
    "excerpt": ("/berkas/{id}/potongan/1/0-0-10000-2000.jpg",),
    "picture": ("/berkas/{id}/halaman/1-160.jpg",),
    "original": ("/berkas/{id}/asli/",),
    "text": ("/berkas/{id}/teks/",),
    "codes": ("/kode/?code=HM",),
    "search": (f"/cari/{QUESTION}", "/cari/?q=dikecualikan&di=semua"),
    "suggestions": ("/cari/saran/?q={start}", "/cari/saran/?q=selen"),
    "search_download": (f"/cari/unduh.csv{QUESTION}", f"/cari/unduh.xlsx{QUESTION}"),
    "register": ("/daftar/",),
    "register_download": ("/daftar/unduh.csv", "/daftar/unduh.xlsx", "/daftar/unduh.json"),
    "due": ("/jatuh-tempo/?pada=2099-01-01", "/jatuh-tempo/?pada=2099-01-01&kind=FC&subject={dossier}&date=2024-01-31"),
    "dik": ("/dikecualikan/",),
    "dik_download": ("/dikecualikan/unduh.csv", "/dikecualikan/unduh.xlsx"),
    "ledger": ("/buku-rekap/",),
    "access_book": ("/buku-akses/",),
    "upload": ("/unggah/",),
    "arrival": ("/unggah/00000000000000000000000000000000/",),
    "people": ("/orang/",),
    "account": ("/akun/",),
}
"""By the name of an address: how it is asked. With ``{…}`` it is asked anew for each paper."""
POSTED: dict[str, tuple[str, dict[str, str]]] = {
    "bulk_actions": ("/antrean/tindakan/", {"id": "{id}", "act": "set_aside", "why": "salah"}),
    "act": ("/berkas/{id}/tindakan/", {"act": "return", "why": "salah"}),
    "save": ("/berkas/{id}/simpan/", {"title": "Lain", "was-title": "x", "code": "HM.02", "was-code": "x"}),
    "event": ("/jatuh-tempo/peristiwa/", {"kind": "FC", "subject": "{dossier}", "date": "2024-01-31"}),
    "name_dossier": ("/jatuh-tempo/nama/", {"dossier": "{dossier}", "new_title": "Lain"}),
    "hold": ("/jatuh-tempo/tahan/", {"subject": "{dossier}", "id": "{id}", "kind": "audit", "why": "diperiksa"}),
    "transfer": ("/jatuh-tempo/pindah/", {"id": "{id}", "on": "2099-01-01"}),
    "on_behalf": ("/atas-nama/", {"name": ""}),
    "language": ("/bahasa/", {"language": "id"}),
}
"""Doors for acts: knocked at by those who may not see the paper, who get the answer of a paper that is not there."""
NOT_ASKED = {"logout": "it ends the session that asks"}


@dataclass
class Matrix:
    """The home with a paper of every history, served, and a browser for every role."""

    home: homes.Home
    cases: list[Case]
    browsers: dict[str, Any]

    def actor(self, role: str) -> Actor:
        """Who that is to the rules."""
        return people.get_actor(ROLES[role], "web") if ROLES[role] else Actor("", None, door="web")

    def hidden(self, role: str) -> list[Case]:
        """The papers that this role may not know of."""
        actor = self.actor(role)
        return [case for case in self.cases if not approval.may_see(actor, case.record())]


@pytest.fixture(scope="module")
def matrix(quick_passwords: None) -> Iterator[Matrix]:
    from django.test import Client

    from pipeline import web
    from pipeline.catalogue import models
    from pipeline.web import acting_for, state
    from pipeline.worker import worker as home_worker

    with scratch() as root, ExitStack() as stack:
        home = a_home(root / "home", four_eyes=False)
        for name, of_office in (("budi", Role.PPID), ("adi", Role.ADMIN), ("tono", Role.DESK)):
            people.add(home, MACHINE, name, of_office)
        day = timedelta(days=1)
        people.set_deputy(home, MACHINE, "tono", "putra", str(date.today() - day), str(date.today() + day))
        cases = [make(home, title) for title, make in HISTORIES.items()]
        worker = stack.enter_context(home_worker.working(home, lifecycle.machine_actor("up")))
        web.application(worker)
        stack.callback(state.release)
        assert worker.wait_until_idle(60)
        browsers: dict[str, Any] = {}
        for role, name in ROLES.items():
            browsers[role] = Client(SERVER_NAME="localhost", raise_request_exception=False)
            if name:
                browsers[role].force_login(models.Person.objects.get(pk=name.partition(approval.ON_BEHALF_OF)[0]))
            if role == "deputy":
                assert browsers[role].post("/atas-nama/", {"name": "putra"}).status_code == 302
                assert browsers[role].session[acting_for.KEY] == "putra"
        yield Matrix(home, cases, browsers)


def addresses() -> set[str]:
    return {str(pattern.name) for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)}


def test_no_address_is_missing_from_the_matrix(matrix: Matrix) -> None:
    told = [*LOOKED_AT, *POSTED, *NOT_ASKED]
    assert len(told) == len(set(told))
    assert addresses() == set(told)


def test_no_command_is_missing_from_the_matrix() -> None:
    assert set(commands()) == {*ACTS, *OFFICE, *LOOKS, *MACHINE_DOORS}


def everything_said(answer: Any) -> str:
    """All that an answer carries, in small letters; a packed file is unpacked."""
    body: bytes = answer.getvalue()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    headers = "\n".join(f"{key}: {value}" for key, value in answer.headers.items())
    return f"{headers}\n{answer.cookies.output()}\n{body.decode(errors='replace')}".lower()


def told_of(text: str, hidden: list[Case], asked: str = "") -> list[str]:
    """The words of the papers that may not be known. The name of a dossier may come back to whoever typed it: not its title."""
    without = text.lower().replace(asked.lower(), "") if asked else text.lower()
    return [case.word for case in hidden if case.word.lower() in without]


def filled(pattern: str, case: Case) -> str:
    return pattern.format(id=case.record_id, dossier=case.dossier or "hm.02-2020-tiada", start=case.word[:5].lower())


@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_what_its_asker_may_not_see(matrix: Matrix, role: str) -> None:
    hidden, browser = matrix.hidden(role), matrix.browsers[role]
    told = {}
    for name, paths in LOOKED_AT.items():
        # An address that names no paper is asked once.
        for path, typed_name in {
            filled(path, case): case.dossier * ("{dossier}" in path) for path in paths for case in matrix.cases
        }.items():
            answer = browser.get(path)
            assert answer.status_code < 500, (role, name, path)
            if words := told_of(everything_said(answer), hidden, typed_name):
                told[path] = words
    assert told == {}


@pytest.mark.parametrize("role", ROLES)
def test_no_act_on_a_page_tells_of_a_paper_or_touches_it_unseen(matrix: Matrix, role: str) -> None:
    hidden, browser = matrix.hidden(role), matrix.browsers[role]
    for name, (path, fields) in POSTED.items():
        if name in ("on_behalf", "language"):
            continue
        for case in hidden:
            before = case.record()
            sent = {key: filled(value, case) for key, value in fields.items()}
            answer = browser.post(filled(path, case), sent, headers={"HX-Request": "true"} if name == "save" else {})
            assert answer.status_code < 500, (role, name, case)
            assert told_of(everything_said(answer), hidden, case.dossier) == [], (role, name, case)
            assert case.record() == before, (role, name, case)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_a_search_for_a_word_that_may_not_be_known_answers_like_one_for_a_word_that_is_nowhere(matrix: Matrix, role: str) -> None:
    """So that neither a count nor a suggestion tells of it. A form's token and the time taken are another each time."""
    browser, nowhere = matrix.browsers[role], "Qwzxkvpjfy"
    for case in matrix.hidden(role):
        for path in ("/cari/?q={}&di=semua", "/cari/saran/?q={}", "/cari/unduh.csv?q={}&di=semua"):
            hidden, missing = (
                re.sub(rf"{word}|\b\w{{64}}\b|\d+ ms", "X", browser.get(path.format(word)).getvalue().decode(), flags=re.IGNORECASE)
                for word in (case.word, nowhere)
            )
            assert hidden == missing, (role, case, path)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_no_command_tells_what_its_asker_may_not_see(matrix: Matrix, role: str, tmp_path: Path) -> None:
    hidden, by = matrix.hidden(role), ROLES[role]
    lines = {name: words for name, words in LOOKS.items() if name != "search"} | {"search": ("selendraga", "--in", "all")}
    asked = [
        (name, words, case) for name, words in lines.items() for case in (matrix.cases if "{id}" in words else matrix.cases[:1])
    ]
    asked += [(name, door.words, case) for name, door in ACTS.items() for case in hidden]
    asked += [(name, words, case) for name, (_, words) in OFFICE.items() if "{dossier}" in words for case in hidden if case.dossier]
    out = tmp_path / "out"
    for name, words, case in asked:
        before = case.record()
        known = {"id": case.record_id, "dossier": case.dossier or "hm.02-2020-tiada", "other": matrix.cases[0].record_id}
        said = typed(matrix.home, name, words_of(matrix.home, words, **known | {"out": str(out)}), by)
        assert told_of(said.output, hidden, case.dossier) == [], (role, name, case, said.output)
        assert case not in hidden or case.record() == before, (role, name, case)


@pytest.mark.parametrize("role", ROLES)
def test_the_roles_and_histories_of_the_matrix_are_worth_asking(matrix: Matrix, role: str) -> None:
    """A matrix that hides nothing, or everything, from a role that works would hold whatever the doors did."""
    hidden = {case.word for case in matrix.hidden(role)}
    everything = {case.word for case in matrix.cases}
    if role in ("anonymous", "admin"):
        assert hidden == everything
    elif role.endswith("exempt"):
        assert hidden == set()
    else:
        assert hidden == everything - {"Gerimispagi"}
