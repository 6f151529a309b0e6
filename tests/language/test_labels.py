"""Every code of the vocabulary has a name in both languages."""

from __future__ import annotations

from enum import StrEnum

import pytest

from pipeline.document import AccessLevel, Category, Disposition, Role, Status
from pipeline.document.triggers import Trigger
from pipeline.language import labels


@pytest.mark.parametrize(
    ("codes", "called"),
    [
        (Status, labels.STATUSES),
        (Category, labels.CATEGORIES),
        (AccessLevel, labels.ACCESS_LEVELS),
        (Role, labels.ROLES),
        (Disposition, labels.DISPOSITIONS),
        (Trigger, labels.TRIGGERS),
    ],
)
def test_every_code_is_called_something(codes: type[StrEnum], called: labels.Names) -> None:
    assert set(called) == set(codes)
    assert all(name and name.english for name in called.values())


def test_a_code_of_a_later_berkas_is_called_by_itself() -> None:
    assert labels.label_of(labels.STATUSES, "lost") == "lost"
