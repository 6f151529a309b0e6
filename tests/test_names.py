"""Every code of the vocabulary has a name in both languages."""

from __future__ import annotations

from enum import StrEnum

import pytest

from pipeline import names
from pipeline.document import AccessLevel, Category, Disposition, Role, Status, Trigger


@pytest.mark.parametrize(
    ("codes", "called"),
    [
        (Status, names.STATUSES),
        (Category, names.CATEGORIES),
        (AccessLevel, names.ACCESS_LEVELS),
        (Role, names.ROLES),
        (Disposition, names.DISPOSITIONS),
        (Trigger, names.TRIGGERS),
    ],
)
def test_every_code_is_called_something(codes: type[StrEnum], called: names.Names) -> None:
    assert set(called) == set(codes)
    assert all(name and name.english for name in called.values())


def test_a_code_of_a_later_berkas_is_called_by_itself() -> None:
    assert names.named(names.STATUSES, "lost") == "lost"
