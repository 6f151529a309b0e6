"""Where a record stands."""

from __future__ import annotations

import pytest

from pipeline.archive import retention, shelf
from pipeline.document import Disposition, Record, RetentionRule, Status
from pipeline.document.facts import Facts
from pipeline.document.triggers import Trigger

ID = "2026-000123"


def a_record(
    status: Status, code: str = "HM.02", disposition: Disposition = Disposition.MUSNAH, paper_date: str = "2024-03-14"
) -> Record:
    rule = RetentionRule(code, 2, 3, Trigger.CR, "", disposition, True, "uji", "1")
    clock = retention.retention_at_filing(rule, paper_date)
    return Record(
        ID, 1, status, "a.txt", "0" * 64, 1, "text/plain", "bag/data/original.txt", "", facts=Facts(code=code), retention=clock
    )


PENDING = [Status.RECEIVED, Status.QUEUED, Status.VERIFIED, Status.RETURNED, Status.UNREADABLE]


@pytest.mark.parametrize("status", PENDING)
def test_what_is_pending_lies_in_the_queue(status: Status) -> None:
    assert str(shelf.shelf(a_record(status))) == f"queue/{ID}"


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (a_record(Status.FILED), f"shelves/2029-03-14/HM.02/{ID}"),
        (a_record(Status.FILED, paper_date=""), f"shelves/awaiting-05y/HM.02/{ID}"),
        (a_record(Status.FILED, disposition=Disposition.PERMANEN), f"shelves/permanent/HM.02/{ID}"),
        (a_record(Status.FILED, disposition=Disposition.PERMANEN, paper_date=""), f"shelves/permanent/HM.02/{ID}"),
        (a_record(Status.FILED, disposition=Disposition.DINILAI_KEMBALI), f"shelves/2029-03-14/HM.02/{ID}"),
        (a_record(Status.SET_ASIDE), f"set-aside/{ID}"),
        (a_record(Status.DISPOSED), f"disposed/{ID}"),
    ],
)
def test_the_shelf_follows_status_retention_and_code(record: Record, place: str) -> None:
    assert str(shelf.shelf(record)) == place


def test_a_filed_record_without_a_rule_waits_for_one() -> None:
    record = Record(ID, 1, Status.FILED, "", "", 0, "", "", "", facts=Facts(code="XX"))
    assert str(shelf.shelf(record)) == f"shelves/awaiting-rule/XX/{ID}"


@pytest.mark.parametrize(
    ("code", "folder"),
    [
        ("HM.02", "HM.02"),
        ("TU.01.2", "TU.01.2"),
        ("", "tanpa-kode"),
        ("..", "tanpa-kode"),
        (".", "tanpa-kode"),
        ("../../etc", "_.._etc"),
        ("/etc/passwd", "_etc_passwd"),
        ("a\\b:c*d?", "a_b_c_d_"),
        ("HM.02.", "HM.02"),
        ("H\nM\0", "H_M_"),
        ("kode é", "kode_"),
        ("CON", "_CON"),
        ("nul.02", "_nul.02"),
        ("COM1", "_COM1"),
        ("CONTOH", "CONTOH"),
        ("A" * 3000, "A" * 64),
    ],
)
def test_whatever_was_typed_as_code_is_one_harmless_folder(code: str, folder: str) -> None:
    assert shelf.code_folder(code) == folder
