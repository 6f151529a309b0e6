"""Publishing (SOP 5): versions of the public register, and how far it has moved on since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from django.db.models import Max

from pipeline import approval
from pipeline import register as registers
from pipeline.approval import Act
from pipeline.archive import decisions as office
from pipeline.archive import record_folder
from pipeline.catalogue import calendar, decisions, encoding, models, transactions
from pipeline.document import PUBLIC, Actor, Category, Record, Status
from pipeline.home import Home
from pipeline.language.phrases import BilingualText
from pipeline.records import exemptions as exempted

FORMATS = tuple(registers.FORMATS)


@dataclass(frozen=True, slots=True)
class Staleness:
    """How far the register has moved on from the version that was published last."""

    version: int | None
    """The last published version; None while there is none."""
    published_at: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def stale(self) -> bool:
        """Is a published version behind?"""
        return self.version is not None and bool(self.added or self.removed or self.changed)


def current(home: Home) -> registers.Register:
    """The register now: what the rooms below say is published, and nothing else."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return registers.register(_candidates(), home.config.office, at, as_of=calendar.day_of(at).isoformat())


def register(home: Home, kind: str) -> bytes:
    """The register as a file of one of ``FORMATS``.

    Raises:
        KeyError: no such format.
    """
    return registers.export(current(home), kind)


def _candidates() -> Iterator[Record]:
    # A first sieve for speed; register.is_published has the last word on each.
    rows = models.Record.objects.filter(status=Status.FILED, category__in=PUBLIC).order_by("pk")
    for brief in rows.values_list("brief", flat=True).iterator():
        yield encoding.from_brief(brief)


# --- Versions --------------------------------------------------------------------------------------------------------------------


def publish(home: Home, actor: Actor) -> office.Decision:
    """Publish the register as it stands as its next version, which is kept as it was.

    Raises:
        NotAllowed.
    """
    approval.check_office(actor, Act.PUBLISH)
    number = max((int(file.id) for file in decisions.iter_decisions(office.REGISTER)), default=0) + 1
    at, marks = datetime.now(UTC).isoformat(timespec="seconds"), _fingerprint()
    published = registers.register(_candidates(), home.config.office, at, number, as_of=calendar.day_of(at).isoformat())
    table = registers.export(published, "json")
    sha256 = record_folder.sha256_of(table)
    name = f"{number:04d}.{sha256[:12]}.register"
    data = {"table": name, "sha256": sha256, "entries": len(published.entries), "published_at": at, "marks": marks}
    transactions.store_attachment(home, office.REGISTER, name, table)

    def decide(before: office.Decision | None) -> office.Decision:
        if before is not None:
            raise approval.WrongValue(
                field=BilingualText("versi daftar", "register version"),
                why=BilingualText("baru saja diterbitkan orang lain; ulangi", "someone else has just published; do it again"),
            )
        return office.Decision(office.REGISTER, f"{number:04d}", 0, data)

    return transactions.commit_decision(home, f"{office.REGISTER}/{number:04d}", actor, "publish", decide)


def staleness(home: Home) -> Staleness:
    """What has changed since the register was published last. Costs little while nothing has: only then are lines compared."""
    last = max(decisions.iter_decisions(office.REGISTER), key=lambda file: int(file.id), default=None)
    if last is None:
        return Staleness(None)
    number, at = int(last.id), str(last.data["published_at"])
    if last.data["marks"] == _fingerprint():
        return Staleness(number, at)
    path = office.attachment_path(home.archive, office.REGISTER, last.data["table"])
    before = _lines(path.read_bytes()) if path.is_file() else {}
    now = _lines(registers.export(current(home), "json"))
    changed = tuple(sorted(name for name in before.keys() & now.keys() if before[name] != now[name]))
    return Staleness(number, at, tuple(sorted(now.keys() - before.keys())), tuple(sorted(before.keys() - now.keys())), changed)


def is_outdated(home: Home) -> bool:
    """Has the register moved on since it was published last? For a page that is opened often: worked out once after every act."""
    return _outdated_after(str(home.root), models.LedgerLine.objects.aggregate(last=Max("seq"))["last"])


@lru_cache(maxsize=1)
def _outdated_after(_root: str, _act: int | None) -> bool:
    last = max(decisions.iter_decisions(office.REGISTER), key=lambda file: int(file.id), default=None)
    return last is not None and last.data["marks"] != _fingerprint()


def _fingerprint() -> str:
    """A mark of which records are published in which version; the same mark, the same register."""
    rows = models.Record.objects.filter(status=Status.FILED, category__in=PUBLIC).order_by("pk").values_list("pk", "version")
    return record_folder.sha256_of(repr(list(rows)).encode())


def _lines(data: bytes) -> dict[str, dict[str, object]]:
    """The lines by record; a line's number says nothing of its own."""
    return {entry["id"]: entry | {"no": 0} for entry in json.loads(data)["entries"]}


# --- The exempt ------------------------------------------------------------------------------------------------------------------


def exempt_list(home: Home, actor: Actor, *, after: str = "", most: int | None = None) -> registers.ExemptList:
    """The list of exempt information, for those who may see it; the lines after a record's, and so many at the most, where that is
    asked for. Their numbers are those that they have in the whole list.

    Raises:
        NotAllowed: the right is missing.
    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    earlier = models.Record.objects.filter(status=Status.FILED, category=Category.DIKECUALIKAN, pk__lte=after)
    before = earlier.count() if after else 0
    entries = (
        registers.ExemptEntry(
            no=number,
            id=one.record.id,
            title=one.record.facts.title,
            number=one.record.facts.number,
            basis=_basis(one),
            harm=one.harm,
            benefit=one.benefit,
            until=one.until,
            decision=one.decision,
        )
        for number, one in enumerate(exempted.exemptions(actor, after=after, most=most), before + 1)
    )
    return registers.ExemptList(home.config.office, at, tuple(entries), calendar.day_of(at).isoformat())


def _basis(one: exempted.Exemption) -> str:
    ground = exempted.GROUNDS.get(one.basis, "")
    return f"UU 14/2008 Pasal 17 huruf {one.basis}: {ground}" + (f" ({one.law})" if one.law else "")
