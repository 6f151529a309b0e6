"""The user commands as an administrator types them."""

from __future__ import annotations

from tests.builders.command import an_office


def test_user_commands_change_only_what_they_say(tmp_path) -> None:
    office = an_office(tmp_path / "kantor")
    weak = office("user", "add", "baru", "--role", "desk", "--password-stdin", given="kor-kor-kor\n")
    assert (weak.code, "pengulangan" in weak.err) == (2, True)
    assert "baru" not in office("ledger").out

    assert office.json("user", "add", "dewi", "--role", "desk", "--inactive")["active"] is False
    again = office("user", "add", "dewi", "--role", "ppid", "--password-stdin", given="melati-putih-2025\n")
    assert "tidak aktif" in again.err
    assert office.json("user", "add", "dewi", "--role", "ppid", "--active", "--position", "Ketua") == {
        "name": "dewi",
        "role": "ppid",
        "exempt_right": True,
        "active": True,
        "deputies": [],
        "position": "Ketua",
    }


def test_a_password_is_set_and_a_deputy_revoked_by_command(tmp_path) -> None:
    office = an_office(tmp_path / "kantor")
    assert office("user", "password", "dewi", given="melati-putih-2025\n").code == 0
    assert office("user", "password", "siapa", given="melati-putih-2025\n").code == 2
    office("user", "deputy", "dewi", "--for", "putra", "--from", "2026-01-01", "--until", "2030-01-01")
    assert office.json("user", "revoke", "dewi", "--for", "putra")["deputies"] == []
    assert office("user", "revoke", "dewi", "--for", "putra").code == 1
    lines = [line for line in office.json("ledger") if line["subject"] == "people/dewi"]
    assert {"password", "deputy", "revoke_deputy"} <= {line["act"] for line in lines}
