"""The office's day: what is stored is an instant in UTC, but a paper of 06.30 in the morning is of that day and year, not of UTC's.

The zone is the ``time_zone`` of berkas.toml, which Django's settings take up.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The day in the office, now."""
    return timezone.localdate()


def day_of(instant: str) -> date:
    """The office's day at an instant, ISO 8601 with offset; of a mere date, that date."""
    if "T" not in instant:
        return date.fromisoformat(instant)
    return timezone.localtime(datetime.fromisoformat(instant)).date()
