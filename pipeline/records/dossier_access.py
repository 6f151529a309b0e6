"""Which dossiers a person may know of: one rule for their names and titles.

A dossier takes its title from a paper, and its name from its title. So it is hidden like the paper: from the day on which an exempt
paper gave the title, or on which the paper that gave it became exempt, until somebody who may see that paper gives the dossier a
new name (``dossier_naming``). UU 14/2008 Pasal 17.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Count

from pipeline import approval
from pipeline.archive import decisions as office
from pipeline.catalogue import decisions, models
from pipeline.document import Actor, Record, Status
from pipeline.language import labels
from pipeline.records import access

_NAMES_A_DOSSIER = ("dossier", "subject")
"""Where the history of a record says a dossier's name: what it was laid into, and what an event was about."""


def hidden_dossiers(actor: Actor) -> frozenset[str]:
    """The names of the dossiers that this person may not know of: the one rule, asked by pages and commands.

    A person who may see exempt records knows them all. For others a dossier is hidden

    - whose title comes from a paper that was exempt then or became so later (``secret_titles``);
    - whose title comes from a paper that they may not see;
    - that holds records, none of which they may see;
    - whose file is lost or damaged: nothing says any more whether it is one of those.
    """
    sight = approval.visibility(actor)
    if sight.exempt and sight.statuses == frozenset(Status):
        return frozenset()
    files = list(decisions.iter_decisions(office.DOSSIERS))
    lost = _lost_dossiers({file.subject for file in files})
    if not sight.statuses:
        return frozenset(file.id for file in files) | lost
    mine = access.visible_filter(sight)
    lying = models.Record.objects.filter(dossier__gt="").values("dossier")
    # Counted by a column of the index that answers this.
    shown = lying.annotate(shown=Count("status", filter=mine)).values_list("dossier", "shown")
    givers = {file.data.get("born_of", "") for file in files} - {""}
    seen = set(models.Record.objects.filter(mine, pk__in=givers).values_list("pk", flat=True)) | {""}
    return (
        secret_titles(files)
        | lost
        | {file.id for file in files if file.data.get("born_of", "") not in seen}
        | {name for name, count in shown if not count}
    )


def _lost_dossiers(there: Collection[str]) -> frozenset[str]:
    """The names of the dossiers that the recap book knows and whose file is not there."""
    # From "dossiers/" to the character after the slash: the index of subjects answers this.
    lines = models.LedgerLine.objects.filter(subject__gte=f"{office.DOSSIERS}/", subject__lt=f"{office.DOSSIERS}0")
    subjects = set(lines.values_list("subject", flat=True).distinct())
    return frozenset(subject.partition("/")[2] for subject in subjects.difference(there))


def secret_titles(files: Iterable[office.Decision]) -> frozenset[str]:
    """Those of the dossiers whose title belongs to an exempt paper, for any person.

    A dossier says which paper gave its title (``born_of``, empty where a person typed it), at which version of that paper, and
    whether it was exempt then. One that was opened before that was written down counts as secret if it ever held an exempt paper.
    """
    past = {
        record_id: (version, names.split())
        for record_id, version, names in models.Record.objects.filter(exempt_version__gt=0).values_list(
            "pk", "exempt_version", "exempt_dossiers"
        )
    }
    held = {name for _, names in past.values() for name in names}
    return frozenset(file.id for file in files if _is_secret(file, past, held))


def _is_secret(file: office.Decision, past: Mapping[str, tuple[int, list[str]]], held: Collection[str]) -> bool:
    data = file.data
    if data.get("born_hidden"):
        return True
    if "born_of" not in data:
        return file.id in held
    became_exempt = past.get(data["born_of"], (0, []))[0]
    return bool(became_exempt > data["born_version"])


def hidden_office_subjects(actor: Actor) -> set[str]:
    """The office files that someone may not know of: those about a record that they may not see, and about a hidden dossier."""
    seen = models.Record.objects.filter(access.visible_filter(approval.visibility(actor)))
    about = models.Decision.objects.exclude(record="").exclude(record__in=seen.values("pk")).values_list("subject", flat=True)
    return set(about) | {
        f"{kind}/{name}{mark}"
        for name in hidden_dossiers(actor)
        for kind, mark in ((office.DOSSIERS, ""), *((office.HOLDS, f".{hold}") for hold in labels.HOLDS))
    }


def knows_dossier(actor: Actor, name: str) -> bool:
    """Is there such a dossier, and may this person know of it? One that is hidden and one that is missing take the same steps."""
    unknown = hidden_dossiers(actor)
    file = decisions.get_decision(office.DOSSIERS, name)
    return file is not None and name not in unknown and not is_replaced(file)


def is_replaced(file: office.Decision) -> bool:
    """Has the dossier been given a new name, under which another one stands?"""
    onward = str(file.data.get("named_anew", ""))
    return bool(onward) and decisions.get_decision(office.DOSSIERS, onward) is not None


def redact_record(actor: Actor, record: Record) -> Record:
    """A record that this person may see, without the names of dossiers that they may not know of.

    It is to be shown, not to be decided on.
    """
    named = record.dossier or any(entry.detail.get(key) for entry in record.history for key in _NAMES_A_DOSSIER)
    return redact_dossiers(record, hidden_dossiers(actor)) if named else record


def redact_dossiers(record: Record, unknown: Collection[str]) -> Record:
    """The same for many records, given which dossiers are hidden."""
    if not unknown:
        return record
    history = tuple(replace(entry, detail=redact_names(entry.detail, unknown)) for entry in record.history)
    return replace(record, dossier="" if record.dossier in unknown else record.dossier, history=history)


def redact_names(detail: Mapping[str, Any], unknown: Collection[str]) -> dict[str, Any]:
    """What an act says about itself, without these names of dossiers."""
    return {key: "" if key in _NAMES_A_DOSSIER and value in unknown else value for key, value in detail.items()}
