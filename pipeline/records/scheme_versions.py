"""The office's own scheme: compared, put in force, and adopted for records filed under unconfirmed rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import approval, classification, formula_guard
from pipeline.approval import Act
from pipeline.archive import decisions as office
from pipeline.archive import record_folder
from pipeline.catalogue import decisions, models, transactions
from pipeline.classification import Scheme
from pipeline.classification.scheme import import_export
from pipeline.document import Actor, Record, Status
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.records import retention, scheme_in_force

_COLUMNS = (
    "code",
    "parent",
    "kind",
    "name_id",
    "name_en",
    "active_years",
    "inactive_years",
    "total_years",
    "trigger",
    "trigger_id",
    "final_disposition",
    "default_info_category",
    "personal_data",
    "access_level",
    "code_source",
    "retention_source",
)


class AlreadyThere(Failure):
    """A version never changes once it was in force."""

    key = "failure.already_there"
    indonesian = "Versi skema '{version}' sudah ada dan tidak dapat diganti. Beri nama lain dengan --version."
    english = "Scheme version '{version}' exists and cannot be replaced. Give another name with --version."


class NotInForce(Failure):
    """Only the scheme in force can be decided under."""

    key = "failure.not_in_force"
    indonesian = "Skema '{version}' tidak sedang berlaku; yang berlaku: '{in_force}'."
    english = "Scheme '{version}' is not in force; '{in_force}' is."


class _Unmoved(Exception):
    """There is nothing to decide anew on a record."""


@dataclass(frozen=True, slots=True)
class SchemeComparison:
    """A scheme beside the one in force."""

    in_force: Scheme
    new: Scheme
    diff: import_export.SchemeDiff
    offered: int
    """Filed records whose unconfirmed rule the new scheme would replace by a confirmed one."""


def version_name(text: str) -> str:
    """A version's name as it can be a file's.

    Raises:
        WrongName: nothing of it can.
    """
    return office.check_name(re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-._")[:48])


def compare(home: Home, path: Path, actor: Actor, version: str = "") -> SchemeComparison:
    """What a file of the office would change.

    Raises:
        NotAllowed; InvalidScheme: with the line and what is wrong with it. OSError: the file cannot be opened.
    """
    approval.check_office(actor, Act.SCHEME)
    in_force = scheme_in_force.current_scheme(home)
    new = import_export.read_scheme(path, version_name(version or path.stem), in_force)
    return SchemeComparison(in_force, new, import_export.diff(in_force, new), undecided(new, actor))


def put_in_force(home: Home, new: Scheme, actor: Actor) -> office.Decision:
    """Put a scheme in force for all that is decided from now on; what is filed keeps the version it was decided under.

    Raises:
        NotAllowed, AlreadyThere.
    """
    approval.check_office(actor, Act.SCHEME)
    table = dump(new)
    # Named after its content: whatever happens meanwhile, no table that was decided with is ever written over.
    name = f"{new.version}.{record_folder.sha256_of(table)[:12]}.csv"
    if decisions.get_decision(office.SCHEMES, new.version):
        raise AlreadyThere(version=new.version)
    transactions.store_attachment(home, office.SCHEMES, name, table)

    def decide(before: office.Decision | None) -> office.Decision:
        if before is not None:
            raise AlreadyThere(version=new.version)
        order = 1 + max((int(file.data["order"]) for file in decisions.iter_decisions(office.SCHEMES)), default=0)
        data = {"table": name, "sha256": record_folder.sha256_of(table), "rows": len(new.rows), "order": order}
        return office.Decision(office.SCHEMES, new.version, 0, data)

    return transactions.commit_decision(home, f"{office.SCHEMES}/{new.version}", actor, "scheme", decide)


def adopt(home: Home, version: str, actor: Actor) -> list[Record]:
    """Decide anew, under the scheme in force, on every filed record whose rule nobody had confirmed: one decision of the PPID, an
    act for each record. Given again after a sudden death, it decides on the rest.

    Returns:
        The records that changed, as far as the actor may see them.

    Raises:
        NotAllowed, NotInForce.
    """
    approval.check_office(actor, Act.SCHEME)
    in_force = scheme_in_force.current_scheme(home)
    if in_force.version != version:
        raise NotInForce(version=version, in_force=in_force.version)

    def decide(record: Record) -> Record:
        if not _is_to_decide(record, in_force):
            raise _Unmoved
        return retention.under_scheme_in_force(home, record)

    decided = []
    for record_id in [record.id for record in _records_to_decide(in_force)]:
        try:
            decided.append(transactions.commit_change(home, record_id, actor, "scheme", decide, detail={"scheme": version}))
        except _Unmoved:
            continue
    return [record for record in decided if approval.may_see(actor, record)]


def _records_to_decide(new: Scheme) -> Iterator[Record]:
    for row in models.Record.objects.filter(status=Status.FILED).exclude(scheme_version=new.version).order_by("pk"):
        record = row.record()
        if _is_to_decide(record, new):
            yield record


def _is_to_decide(record: Record, new: Scheme) -> bool:
    if record.status is not Status.FILED or record.facts.scheme_version == new.version:
        return False
    row = new.row(record.facts.code)
    unconfirmed = record.retention is None or not record.retention.rule.confirmed
    return unconfirmed and row is not None and row.rule is not None and row.rule.confirmed


def dump(scheme: Scheme) -> bytes:
    """A scheme as csv in our own columns: read again, it is the same."""
    rows: list[tuple[object, ...]] = [_COLUMNS]
    for row in scheme.rows:
        rule = row.rule
        years = (rule.active_years, rule.inactive_years, rule.years) if rule else ("", "", "")
        clock = (rule.trigger.value, rule.trigger_text, rule.disposition.value) if rule else ("", "", "")
        kept = (row.category.value if row.category else "", "y" if row.personal_data else "n", row.access_level.value)
        source = _said_source(rule.source, confirmed=rule.confirmed) if rule else ""
        rows.append((row.code, row.parent, row.kind, row.name, row.name_en, *years, *clock, *kept, row.code_source, source))
    return formula_guard.to_csv(rows).encode()


def _said_source(source: str, *, confirmed: bool) -> str:
    """The source as the column says whether the row is confirmed: by the absence of these words."""
    return re.sub(r"(?i)default|analogue|confirm", "…", source) if confirmed else source


def undecided(scheme: Scheme, actor: Actor) -> int:
    """How many filed records ``adopt`` would decide anew under a scheme; those that the asker may see."""
    return sum(1 for record in _records_to_decide(scheme) if approval.may_see(actor, record))


def versions() -> list[dict[str, Any]]:
    """The scheme versions in the order in which they came into force; the last one is."""
    default = classification.load_default()
    listed = [{"version": default.version, "rows": len(default.rows)}]
    files = sorted(decisions.iter_decisions(office.SCHEMES), key=lambda file: int(file.data["order"]))
    listed += [{"version": file.id, "rows": file.data["rows"]} for file in files]
    return [one | {"in_force": one is listed[-1]} for one in listed]
