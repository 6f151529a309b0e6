"""The title of an exempt paper, followed through the dossier that was opened for it: at each step of each history every door is
asked as somebody without the right.
"""

from __future__ import annotations

import json

import pytest

from tests.web.conftest import LETTER, NOTES, SECRET, SECRET_WORD

WORD = SECRET_WORD.lower()
NEW_TITLE = "Cuti pegawai"
PEEPING = ("siti", "budi", "tamu")
"""Desk, PPID and a reader, each without the right to exempt information."""


def person(name):
    from pipeline.records import people

    return people.get_actor(name, "web")


class Matter:
    """One paper and the dossiers that were opened for it, lived through step by step."""

    def __init__(self, office):
        self.office, self.home = office, office.home
        self.names = []

    def dossier(self):
        return self.names[-1]

    def open_from_the_paper(self):
        from pipeline.records import dossiers

        self.names.append(dossiers.put_in_dossier(self.home, SECRET, person("dewi"), dossiers.NEW).dossier)

    def open_while_verifying(self):
        from pipeline.records import dossiers, lifecycle

        said = {"title": f"Cuti {SECRET_WORD}", "code": "SDM.06.3", "access_level": "biasa", "date": "2026-03-02"}
        self.names.append(dossiers.choose_dossier(self.home, SECRET, person("dewi"), dossiers.NEW, said).dossier)
        lifecycle.verify(self.home, SECRET, person("dewi"), said)

    def open_by_hand(self):
        from pipeline.records import dossiers

        self.names.append(dossiers.open_dossier(self.home, "SDM.06.3", f"Cuti {SECRET_WORD}", person("dewi"), on="2026-03-02").id)

    def forget_where_it_came_from(self):
        """As a dossier of an earlier Berkas stands, which did not write down where its title came from."""
        from pipeline.archive import decisions as files
        from pipeline.catalogue import rows

        path = files.path(self.home.archive, f"dossiers/{self.dossier()}")
        told = json.loads(path.read_text())
        for key in ("born_of", "born_version", "born_hidden"):
            del told["data"][key]
        path.write_text(json.dumps(told))
        rows.save_office_file(files.load(path.read_bytes()))

    def lay_it_in(self):
        from pipeline.records import dossiers

        dossiers.join_dossier(self.home, SECRET, person("rahma"), self.dossier())

    def take_it_out(self):
        from pipeline.records import dossiers

        dossiers.join_dossier(self.home, SECRET, person("rahma"), "")

    def lay_an_open_paper_in(self):
        from pipeline.records import dossiers

        dossiers.join_dossier(self.home, LETTER, person("rahma"), self.dossier())

    def file_the_open_paper(self):
        from pipeline.records import lifecycle

        lifecycle.verify(self.home, LETTER, person("dewi"), {"access_level": "biasa"})
        lifecycle.ratify(self.home, LETTER, person("rahma"))

    def hold(self):
        from pipeline.records import holds

        holds.hold(self.home, self.dossier(), "dispute", person("rahma"), f"gugatan {SECRET_WORD}")

    def close(self):
        from pipeline.records import retention_events

        said = retention_events.parse_event(self.home, "FC", self.dossier(), "2026-04-01", person("rahma"))
        retention_events.record_event(self.home, said, person("rahma"))

    def make_exempt(self):
        from pipeline.records import lifecycle

        lifecycle.edit(self.home, SECRET, person("rahma"), {"category": "dikecualikan_usul"})

    def make_open(self):
        from pipeline.records import lifecycle

        lifecycle.edit(self.home, SECRET, person("rahma"), {"category": "setiap_saat"})

    def make_open_under_another_title(self):
        from pipeline.records import lifecycle

        lifecycle.edit(self.home, SECRET, person("rahma"), {"category": "setiap_saat", "title": "Cuti pegawai"})

    def verify_as_open(self):
        from pipeline.records import dossiers, lifecycle

        said = {"title": f"Cuti {SECRET_WORD}", "code": "SDM.06.3", "category": "setiap_saat", "access_level": "biasa"}
        self.names.append(dossiers.choose_dossier(self.home, SECRET, person("dewi"), dossiers.NEW, said).dossier)
        lifecycle.verify(self.home, SECRET, person("dewi"), said)

    def take_the_verification_back(self):
        from pipeline.records import set_aside

        set_aside.undo(self.home, SECRET, person("dewi"))

    def name_anew(self):
        from pipeline.records import dossier_naming

        dossier_naming.rename_dossier(self.home, self.dossier(), NEW_TITLE, person("dewi"))


def pages(as_, name):
    """Every page that says something of dossiers, papers or acts, as this person gets it."""
    browser = as_(name)
    paths = ["/", "/antrean/?tampil=semua", "/jatuh-tempo/?pada=2099-01-01", "/buku-rekap/", "/daftar/", "/dikecualikan/"]
    paths += [f"/berkas/{LETTER}/", f"/berkas/{NOTES}/", "/daftar/unduh.csv", "/daftar/unduh.json"]
    paths += ["/cari/?q=selendraga&di=semua", f"/cari/saran/?q={WORD[:4]}", "/cari/unduh.csv?q=selendraga&di=semua"]
    said = {path: browser.get(path).content.decode(errors="replace") for path in paths}
    typed = {"code": "SDM.06.3", "was-code": "x", "title": "Cuti bersama", "was-title": "x", "date": "2026-03-02", "was-date": "x"}
    said["save"] = browser.post(f"/berkas/{NOTES}/simpan/", typed, headers={"HX-Request": "true"}).content.decode()
    return said


def commands(office, name, *, for_people):
    """Every command that says something of them, as JSON and, if so wished, for people."""
    from typer.testing import CliRunner

    from pipeline.cli.app import app
    from pipeline.cli.main import register

    register()

    lines = [["dossier", "list"], ["due", "--on", "2099-01-01"], ["ledger"], ["queue"], ["show", LETTER], ["show", NOTES]]
    lines += [["dossier", "suggest", NOTES]]
    asked = [[*line, "--by", name, *more] for line in lines for more in (["--json"], *([[]] if for_people else []))]
    environment = {"BERKAS_HOME": str(office.home.root), "COLUMNS": "300"}
    answers = {" ".join(one): CliRunner().invoke(app, one, env=environment) for one in asked}
    assert {one: answer.exception for one, answer in answers.items() if not isinstance(answer.exception, SystemExit | None)} == {}
    return {one: answer.output for one, answer in answers.items()}


HISTORIES = {
    "opened from the paper": "open_from_the_paper take_it_out lay_an_open_paper_in hold file_the_open_paper close name_anew",
    "opened while it is verified": "open_while_verifying take_it_out lay_an_open_paper_in name_anew",
    "opened by hand for it": "open_by_hand! lay_it_in take_it_out lay_an_open_paper_in name_anew",
    "opened by an earlier Berkas": "open_from_the_paper forget_where_it_came_from take_it_out lay_an_open_paper_in name_anew",
    "exempt later": "make_open! open_from_the_paper! make_exempt take_it_out lay_an_open_paper_in name_anew",
    "exempt later, by an earlier Berkas": (
        "make_open! open_from_the_paper! forget_where_it_came_from! make_exempt take_it_out lay_an_open_paper_in name_anew"
    ),
    "exempt later and then open again": "make_open! open_from_the_paper! make_exempt make_open_under_another_title? name_anew?",
    "decided to be open, and taken back": "verify_as_open! take_the_verification_back take_it_out lay_an_open_paper_in",
}
"""Steps in their order. After ``!`` the title is everybody's. After ``?`` the paper is, with its history, but not the dossier."""


@pytest.mark.parametrize("history", HISTORIES)
def test_no_door_tells_the_title_of_an_exempt_paper_that_its_dossier_bears(as_, office, history):
    matter, steps = Matter(office), HISTORIES[history].split()
    last = steps[-1]
    for step in steps:
        getattr(matter, step.rstrip("!?"))()
        assert office.wait_until_idle(60)
        if step.endswith("!"):
            assert not matter.names or matter.dossier() in pages(as_, "siti")["/jatuh-tempo/?pada=2099-01-01"], step
            continue
        told: dict[tuple[str, str, str], str] = {}
        for name in PEEPING if step == last else PEEPING[:1]:
            said = pages(as_, name) | (commands(office, name, for_people=step == last) if name == "siti" else {})
            told |= {(step, name, where): text.lower() for where, text in said.items()}
        secrets = [*matter.names[:1], *([] if step.endswith("?") else [WORD])]
        assert [key for key, text in told.items() for secret in secrets if secret in text] == []
        if step.endswith("?"):
            assert WORD not in told[step, "siti", "/jatuh-tempo/?pada=2099-01-01"]
        knowing = pages(as_, "rahma")["/jatuh-tempo/?pada=2099-01-01"]
        assert (NEW_TITLE if "name_anew" in step or NEW_TITLE in knowing else f"Cuti {SECRET_WORD}") in knowing


def test_a_dossier_that_was_named_anew_is_everybodys_with_all_that_lay_in_it(as_, office):
    matter = Matter(office)
    for step in ("open_from_the_paper", "lay_an_open_paper_in", "hold", "name_anew"):
        getattr(matter, step)()
    due = as_("siti").get("/jatuh-tempo/").content.decode()
    assert NEW_TITLE in due
    assert "sdm.06.3-2026-cuti-pegawai-" in due
    assert "ditahan sebelum berkas diberi nama baru" in due
    assert "sdm.06.3-2026-cuti-pegawai-" in as_("siti").get(f"/berkas/{LETTER}/").content.decode()
    assert "berkas diberi nama baru" in as_("siti").get("/buku-rekap/").content.decode()


@pytest.mark.parametrize("name", ["siti", "budi"])
def test_nobody_names_a_dossier_anew_that_they_may_not_know_of(as_, office, name):
    matter = Matter(office)
    matter.open_from_the_paper()
    matter.lay_an_open_paper_in()
    hidden, missing = (
        as_(name).post("/jatuh-tempo/nama/", {"dossier": dossier, "new_title": "Apa saja"})
        for dossier in (matter.dossier(), "tak-ada")
    )
    assert hidden.status_code == missing.status_code == 409
    assert hidden.content.decode().count(matter.dossier()) == missing.content.decode().count("tak-ada")


def test_a_dossier_of_an_open_paper_stays_everybodys_when_an_exempt_one_joins(as_, office):
    from pipeline.records import dossiers

    name = dossiers.open_dossier(office.home, "HM.02", "Layanan informasi", person("siti")).id
    dossiers.join_dossier(office.home, LETTER, person("siti"), name)
    dossiers.join_dossier(office.home, SECRET, person("dewi"), name)
    assert "Layanan informasi" in as_("siti").get("/jatuh-tempo/").content.decode()
