"""Every command's JSON is what docs/cli.md says it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.training.papers import a_letter, as_jpeg, as_txt
from tests.builders import write
from tests.builders.command import Office, an_office

_DOC = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
SCHEMAS: dict[str, Any] = {
    name: json.loads(body) for name, body in re.findall(r"^### (\w+)\n.*?^```json\n(.*?)^```", _DOC, re.MULTILINE | re.DOTALL)
}


def conforms(name: str, value: Any) -> None:
    errors = list(Draft202012Validator(SCHEMAS[name]).iter_errors(value))
    assert not errors, "\n".join(f"{error.json_path}: {error.message}" for error in errors)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    letter = a_letter(code="HM.02", word="Purnakarya")
    return write(tmp_path_factory.mktemp("naskah"), "pindai.jpg", as_jpeg(letter))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, scan: Path) -> Office:
    made = an_office(tmp_path_factory.mktemp("bentuk") / "rumah")
    assert made("add", scan).code == 0
    return made


def test_every_shape_of_the_page_is_held_by_a_test() -> None:
    tested = set(re.findall(r'conforms\("(\w+)"', Path(__file__).read_text("utf-8")))
    assert set(SCHEMAS) == tested


def test_read_needs_no_home(scan: Path, tmp_path: Path) -> None:
    said = Office(tmp_path / "tiada")("read", scan, "--json")
    assert said.code == 0, said.err
    (reading,) = said.json
    conforms("reading", reading)
    page = reading["pages"][0]
    assert page["text"].split() == [word["text"] for word in page["words"]]
    assert all(0 <= edge <= 1 for word in page["words"] for edge in word["box"])


def test_propose_stores_nothing(scan: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("kosong").mkdir()
    said = Office(tmp_path / "kosong")("propose", scan, "--json")
    assert said.code == 0, said.err
    conforms("proposal", said.json[0])
    assert said.json[0]["code_printed"] == "HM.02"
    assert list(tmp_path.joinpath("kosong").iterdir()) == []


def test_a_record_has_the_same_shape_from_every_command_and_walks_through_its_states(office: Office, tmp_path: Path) -> None:
    paper = write(tmp_path, "surat.txt", as_txt(a_letter(word="Tirtalaya")))
    (record,) = office.json("add", paper)
    conforms("record", record)
    assert paper.exists()
    record_id = record["id"]
    assert record in office.json("queue")
    conforms("record", office.json("show", record_id))
    steps = [
        (("set-aside", record_id, "--by", "dewi", "--why", "salah pindai"), "set_aside"),
        (("undo", record_id, "--by", "dewi"), "queued"),
        (("set-aside", record_id, "--by", "dewi", "--why", "salah pindai"), "set_aside"),
        (("requeue", record_id, "--by", "dewi"), "queued"),
        (("verify", record_id, "--by", "dewi", "--set", "code=HM.02", "--set", "category=berkala"), "verified"),
        (("return", record_id, "--by", "putra", "--why", "judul kurang jelas"), "returned"),
        (("verify", record_id, "--by", "dewi", "--set", "title=Judul yang jelas"), "verified"),
        (("ratify", record_id, "--by", "putra"), "filed"),
    ]
    for words, status in steps:
        (record,) = office.json(*words)
        conforms("record", record)
        assert record["status"] == status, words
    assert record["shelf"] == f"shelves/awaiting-05y/HM.02/{record_id}"
    found = office.json("search", "tirtalaya")
    conforms("found", found)
    assert [hit["id"] for hit in found["hits"]] == [record_id]
    register = office.json("register")
    conforms("register", register)
    assert [entry["id"] for entry in register["entries"]] == [record_id]
    got = tmp_path / "salinan.txt"
    assert office("get", record_id, "-o", got).code == 0
    assert got.read_bytes() == paper.read_bytes()
    assert office("get", record_id, "--text", "-o", got).code == 0
    assert "Tirtalaya" in got.read_text("utf-8")


def test_a_second_copy_is_an_arrival_of_the_first_and_no_failure(office: Office, scan: Path) -> None:
    said = office("add", scan, "--json")
    assert said.code == 0, said.err
    (record,) = said.json
    assert len(record["arrivals"]) == 2
    assert record["history"][-1]["act"] == "repeat"


def test_run_counts(office: Office) -> None:
    counts = office.json("run")
    conforms("counts", counts)
    assert set(counts.values()) == {0}


def test_the_keeping_commands(office: Office) -> None:
    check = office("check", "--json")
    conforms("findings", check.json)
    assert (check.code, check.json["findings"]) == (0, [])
    conforms("rebuilt", office.json("rebuild"))
    lines = office.json("ledger")
    for line in lines:
        conforms("line", line)
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    for look in office.json("doctor"):
        conforms("look", look)


def test_a_week_of_decisions_has_the_shapes_of_the_page(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    papers = [
        write(tmp_path, f"{number}.txt", as_txt(a_letter(word=word))) for number, word in enumerate(("Rimbatara", "Ombakraya"))
    ]
    first, second = (record["id"] for record in office.json("add", *papers))
    for record_id, category in ((first, "setiap_saat"), (second, "dikecualikan_usul")):
        said = ("title=Rapat logistik", "code=TU.01.2", f"category={category}", "date=2020-01-02")
        setting = [word for pair in said for word in ("--set", pair)]
        if record_id == second:
            office.json("verify", record_id, "--by", "dewi", *setting)
            continue
        (checked,) = office.json("verify", record_id, "--by", "dewi", *setting, "--dossier", "new")
        assert checked["dossier"].startswith("tu.01.2-2020-rapat-logistik-")
        assert office.json("show", first)["dossier_suggestion"] is None
        assert office.json("dossier", "leave", first, "--by", "putra")[0]["dossier"] == ""
        conforms("suggestion", office.json("show", first)["dossier_suggestion"])
        assert office.json("propose", papers[1])[0]["dossier_suggestion"] is not None
    office.json("ratify", first, second, "--by", "putra")
    published = office.json("register", "--publish", "--by", "putra")
    conforms("published", published)
    assert published["entries"] == 1
    conforms("suggestion", office.json("dossier", "suggest", first))
    dossier = office.json("dossier", "open", "HM.02", "Rapat logistik", "--by", "dewi")
    conforms("dossier", dossier)
    (joined,) = office.json("dossier", "join", dossier["name"], first, "--by", "putra")
    conforms("record", joined)
    assert joined["dossier"] == dossier["name"]
    for more in (("--dry-run",), ()):
        moved = office.json("dossier", "close", dossier["name"], "--on", "2020-02-29", "--by", "putra", *more)
        conforms("moved", moved)
        assert (moved["moved"], moved["dry_run"]) == (1, bool(more))
    assert [one["closed"] for one in office.json("dossier", "list")] == ["2020-02-29", ""]
    decides = ("category=berkala", "title=Pengecualian kelas TU.01.2", "document_type=keputusan", "issuer=Ketua")
    setting = [word for pair in decides for word in ("--set", pair)]
    conforms("record", office.json("change", first, "--by", "putra", "--why", "ternyata keputusan", *setting))
    assert "usang" in office("register").err
    for command in ("hold", "release"):
        conforms("held", office.json(command, first, "--kind", "audit", "--by", "putra", "--why", "diperiksa"))
    conforms("sheet", _sheet(office, second))
    conforms("record", office.json("exempt", "settle", second, "--by", "putra", "--decision", first))
    dik = office.json("dik", "--by", "putra")
    conforms("dik", dik)
    assert [entry["id"] for entry in dik["entries"]] == [second]
    due = office.json("due", "--on", "2100-01-01")
    for row in due:
        conforms("due", row)
        conforms("record", row)
    assert [(row["due"]["kind"], row["id"]) for row in due] == [
        ("disposition", second),
        ("disposition", first),
        ("exemption", second),
    ]
    (gone,) = office.json("transfer", first, "--by", "dewi", "--on", "2023-01-31")
    conforms("record", gone)
    assert gone["history"][-1]["act"] == "transfer"
    assert "31 Januari 2023" in office("transfer", first, "--by", "dewi").err
    own = write(tmp_path, "jra.csv", b"kode,nama,retensi aktif,retensi inaktif,keterangan akhir\nTU.01.2,Penomoran,4,6,Musnah\n")
    for more in (("--dry-run",), ()):
        conforms("comparison", office.json("scheme", "import", own, "--by", "putra", *more))
    versions = office.json("scheme", "list")
    for version in versions:
        conforms("version", version)
    assert [version["in_force"] for version in versions] == [False, True]
    assert {record["id"] for record in office.json("scheme", "adopt", "jra", "--by", "putra")} == {first, second}
    hidden = office("ledger", "--by", "rani")
    assert second not in hidden.out
    assert office("check").code == 0


def _sheet(office: Office, record_id: str) -> Any:
    said = ("--basis", "h", "--harm", "rahasia pribadi", "--benefit", "kecil", "--until", "2099-01-31")
    return office.json("exempt", "sheet", record_id, "--by", "dewi", *said)


def test_a_deputy_is_named_by_both_names(office: Office) -> None:
    said = office("user", "deputy", "dewi", "--for", "putra", "--from", "2020-01-01", "--until", "2020-01-31")
    assert said.code == 0, said.err
    said = office("register", "--publish", "--by", "dewi a.n. putra")
    assert said.code == 2
    assert "tidak bertugas atas nama putra" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("register", "--publish"),
        ("due", "--on", "besok"),
        ("dik", "--format", "pdf"),
        ("change", "2026-000001", "--by", "putra", "--why", "x", "--set", "judul"),
        ("scheme", "import", "tidak-ada.csv", "--by", "putra"),
        ("verify", "2026-000001", "--by", "siapa"),
        ("verify", "2026-000001", "2026-000002", "--by", "dewi", "--set", "code=HM"),
        ("verify", "2026-000001", "--by", "dewi", "--set", "code"),
        ("verify", "2026-000001", "2026-000002", "--by", "dewi", "--dossier", "new"),
        ("transfer", "2026-000001", "--by", "dewi", "--on", "besok"),
        ("search", "rapat", "--in", "loteng"),
        ("search", "rapat", "--from", "kemarin"),
        ("register", "--format", "pdf"),
        ("user", "add", "Budi Santoso", "--role", "desk"),
        ("user", "add", "budi", "--role", "raja"),
        ("user", "add", "budi", "--role", "reader", "--exempt"),
        ("tanpa-nama",),
    ],
)
def test_wrong_use_is_exit_code_2_with_a_sentence(office: Office, words: tuple[str, ...]) -> None:
    said = office(*words)
    assert said.code == 2
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_an_unknown_record_is_exit_code_1_and_so_is_one_that_may_not_be_seen(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    assert office("user", "add", "sari", "--role", "desk").code == 0
    paper = write(tmp_path, "cuti.txt", as_txt(a_letter(code="SDM.06.3", word="Ombakraya")))
    (record,) = office.json("add", paper)
    assert record["category"] == "dikecualikan_usul"
    unknown = office("show", "2026-999999", "--by", "sari")
    unseen = office("show", record["id"], "--by", "sari")
    assert (unknown.code, unseen.code) == (1, 1)
    assert unknown.err.replace("2026-999999", "X") == unseen.err.replace(record["id"], "X")
    assert office.json("search", "Ombakraya", "--in", "all", "--by", "sari")["total"] == 0
    assert office.json("search", "Ombakraya", "--in", "all")["total"] == 1
    assert office.json("queue", "--by", "sari") == []


def test_a_folder_that_holds_something_else_is_never_made_a_home(tmp_path: Path) -> None:
    (tmp_path / "skripsi.doc").write_text("penting")
    said = Office(tmp_path)("init")
    assert said.code == 2
    assert "skripsi.doc" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["skripsi.doc"]
