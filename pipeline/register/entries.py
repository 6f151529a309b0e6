"""Lines of the public register, and the one rule for what is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.document import PUBLIC, AccessLevel, Category, Disposition, Record, Retention, Status
from pipeline.language import labels
from pipeline.language.indonesian import MONTH_NAMES
from pipeline.language.phrases import BilingualText, Message

GROUPS: dict[Category, BilingualText] = {
    Category.BERKALA: BilingualText(
        "Informasi yang wajib disediakan dan diumumkan secara berkala", "Information to be provided and announced periodically"
    ),
    Category.SERTA_MERTA: BilingualText(
        "Informasi yang wajib diumumkan secara serta-merta", "Information to be announced immediately"
    ),
    Category.SETIAP_SAAT: BilingualText("Informasi yang wajib tersedia setiap saat", "Information to be available at any time"),
}
"""The register's parts in their order (UU 14/2008 Pasal 9, 10 and 11); the numbers of the lines start anew in each."""

UNCONFIRMED = "(belum dikonfirmasi)"
NO_RULE = BilingualText("belum ditentukan", "not decided yet")
_ACTIVE = Message("{active} th aktif, {then}", "active {active} y, {then}", stored=False)
_BOTH = Message(
    "{active} th aktif + {inactive} th inaktif, {then}", "active {active} y + inactive {inactive} y, {then}", stored=False
)
_WAITING = Message("{text}; menunggu {event}", "{text}; waiting for: {event}", stored=False)
_UNCONFIRMED = Message(f"{{text}} {UNCONFIRMED}", "{text} (not confirmed yet)", stored=False)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line of the register: the seven columns of the form, and what machines need beside them."""

    id: str
    category: Category
    no: int
    """From 1 within its group."""
    summary: str
    """Ringkasan isi informasi."""
    holding_unit: str
    """Pejabat atau unit yang menguasai informasi."""
    issuer: str
    """Penanggung jawab pembuatan atau penerbitan: a position, not a person."""
    date: str
    place: str
    printed: bool
    electronic: bool
    retention: str
    """Jangka waktu simpan, as the register prints it."""
    retention_end: str
    """ISO 8601 date; empty while the clock stands still or where the record stays for ever."""
    retention_confirmed: bool
    """False while the office has not confirmed the rule from its own schedule."""
    number: str
    code: str
    document_type: str
    access_level: str
    file: str
    """Name of the file that may be handed out with the line; empty where the line stands without a file."""

    @property
    def time_and_place(self) -> str:
        """Waktu dan tempat pembuatan: ``Kijang, 14 Maret 2024``, or what is known of it."""
        return ", ".join(part for part in (self.place, long_date(self.date)) if part)


@dataclass(frozen=True, slots=True)
class Register:
    """The register as it stands."""

    office: str
    generated_at: str
    """ISO 8601 instant, UTC with offset."""
    entries: tuple[RegisterEntry, ...]
    version: int | None = None
    """The number of the published version; None for the register as it stands now."""
    as_of: str = ""
    """The office's day of that instant, ISO 8601; empty: as the instant is written."""

    @property
    def day(self) -> str:
        """The day that the list states."""
        return self.as_of or self.generated_at[:10]


def is_published(record: Record) -> bool:
    """Whether ``record`` has a line on the register.

    UU 14/2008 Pasal 11 (1) a: the list holds all public information that the office controls, not the exempt. So: ratified (filed),
    and of a category that is *known* to be public. Whatever is exempt, proposed to be exempt, disposed, still in the queue, or of a
    category that we do not know is not published.
    """
    return record.status is Status.FILED and record.facts.category in PUBLIC


def has_open_file(record: Record) -> bool:
    """Whether the file itself may go out with the line: only at the ordinary access level.

    PKPU 7/2021 (SKKAAD) sets the levels. ``terbatas`` and above are told of on the register and handed out by hand, if at all; so
    is what has no level or one that we do not know.
    """
    return is_published(record) and record.facts.access_level == AccessLevel.BIASA


def register(records: Iterable[Record], office: str, generated_at: str, version: int | None = None, *, as_of: str = "") -> Register:
    """The register of ``office`` from all its records; those that are not published are passed over."""
    return Register(office, generated_at, entries(records), version, as_of)


def entries(records: Iterable[Record]) -> tuple[RegisterEntry, ...]:
    """The lines, group by group; in a group by date (the unknown last), then by record number."""
    published = [record for record in records if is_published(record)]
    lines: list[RegisterEntry] = []
    for category in GROUPS:
        group = [record for record in published if record.facts.category == category]
        group.sort(key=lambda record: (record.facts.date or "9999", record.id))
        lines += [_entry(record, category, number) for number, record in enumerate(group, 1)]
    return tuple(lines)


def _entry(record: Record, category: Category, number: int) -> RegisterEntry:
    facts, retention = record.facts, record.retention
    printed = "cetak" in facts.form.lower() or bool(record.place)
    return RegisterEntry(
        id=record.id,
        category=category,
        no=number,
        summary=facts.title,
        holding_unit=facts.holding_unit,
        issuer=facts.issuer,
        date=facts.date,
        place=facts.place_made,
        printed=printed,
        electronic=True,  # the bytes are in the archive, whatever the paper was
        retention=retention_text(retention),
        retention_end="" if retention is None or _stays(retention) else retention.ends or "",
        retention_confirmed=retention is not None and retention.rule.confirmed,
        number=facts.number,
        code=facts.code,
        document_type=facts.document_type,
        access_level=facts.access_level,
        file=f"{record.id}{PurePosixPath(record.original).suffix.lower()}" if has_open_file(record) else "",
    )


def retention_text(retention: Retention | None) -> BilingualText:
    """``2 th aktif + 3 th inaktif, musnah``: with the event that it waits for, and a mark while the office has not confirmed it."""
    if retention is None:
        return NO_RULE
    rule = retention.rule
    years = _BOTH if rule.inactive_years else _ACTIVE
    text = years(active=rule.active_years, inactive=rule.inactive_years, then=labels.DISPOSITIONS[rule.disposition])
    if not retention.trigger_date:
        # The schedule words the event in Indonesian only.
        event = BilingualText(rule.trigger_text.removeprefix("setelah ") or "pemicu", labels.TRIGGERS[rule.trigger].english)
        text = _WAITING(text=text, event=event)
    return text if rule.confirmed else _UNCONFIRMED(text=text)


def _stays(retention: Retention) -> bool:
    return retention.rule.disposition is Disposition.PERMANEN


def long_date(day: str) -> str:
    """``2024-03-14`` → ``14 Maret 2024``; what is no date comes back as it is."""
    year, _, rest = day.partition("-")
    month, _, number = rest[:5].partition("-")
    if not (number.isdecimal() and month.isdecimal() and 1 <= int(month) <= len(MONTH_NAMES)):
        return day
    return f"{int(number)} {MONTH_NAMES[int(month) - 1]} {year}"
