"""Actions that a person may do with a record now, and why the others are not available."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from pipeline import approval
from pipeline.approval import Act
from pipeline.archive import retention
from pipeline.catalogue import calendar
from pipeline.document import Actor, Record, Role, Status
from pipeline.failures import NeedsPassword
from pipeline.language.phrases import BilingualText
from pipeline.records import dossier_access, dossiers, exemptions, holds, rereading, transfers, validation
from pipeline.web import record_actions, record_form, state

RECORD_ACTS = tuple(
    wanted for wanted in Act if wanted not in {Act.SEE, Act.DOSSIER, Act.EVENT, Act.SCHEME, Act.PUBLISH, Act.SEE_EXEMPT}
)
OFFERED: dict[Status, tuple[Act, ...]] = {
    Status.FILED: (Act.AMEND, Act.JOIN, Act.TRANSFER, Act.HOLD, Act.PROPOSE_EXEMPT, Act.EXEMPT),
    Status.VERIFIED: (Act.JOIN, Act.PROPOSE_EXEMPT),
    Status.QUEUED: (Act.PROPOSE_EXEMPT,),
    Status.RETURNED: (Act.PROPOSE_EXEMPT,),
}
"""What is worth a sentence where it cannot be done, beside the buttons that lead a paper on."""
MOST_DOSSIERS = 100


@dataclass(frozen=True, slots=True)
class DossierChoice:
    """A dossier that a record may be laid into."""

    value: str
    title: str
    code: str
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class DossierChoices:
    """The dossiers offered for a record."""

    choices: tuple[DossierChoice, ...]
    why: str
    """Why the suggested one."""
    chosen: str


def permitted_acts(actor: Actor, record: Record) -> dict[str, bool]:
    """Each act on this record, and whether it is this person's now."""
    return {str(wanted): _refusal_reason(actor, wanted, record) is None for wanted in RECORD_ACTS}


def _refusal_reason(actor: Actor, wanted: Act, record: Record) -> BilingualText | None:
    return approval.refusal_reason(actor, wanted, record, four_eyes=state.home().config.four_eyes)


def refusal(actor: Actor, record: Record) -> BilingualText | None:
    """Why the next step is not this person's, where it would be somebody's of the office."""
    wanted = {Status.QUEUED: Act.VERIFY, Status.RETURNED: Act.VERIFY, Status.VERIFIED: Act.RATIFY}.get(record.status)
    if wanted is Act.RATIFY and actor.role is not Role.PPID:
        return BilingualText("Menunggu pengesahan PPID.", "Waiting for the PPID to ratify it.")
    return _refusal_reason(actor, wanted, record) if wanted else None


def offered_actions(
    actor: Actor, record: Record, typed: QueryDict | None, problems: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the forms beside the way show: of what may be done the particulars, of the rest the reason why not.

    Args:
        actor: who looks.
        record: at what.
        typed: what was typed and refused; it is shown again.
        problems: field → why.
    """
    today = calendar.today().isoformat()
    wanted = OFFERED.get(record.status, ())
    if record.status is not Status.FILED and not approval.is_exempt(record):
        # In the queue a sheet is nobody's business until an exemption is proposed.
        wanted = tuple(one for one in wanted if one is not Act.PROPOSE_EXEMPT)
    refused: dict[str, str] = {}
    for one in wanted:
        if clause := _refusal_reason(actor, one, record):
            refused[str(one)] = clause
    allowed = [one for one in wanted if str(one) not in refused]
    context: dict[str, Any] = {"today": today, "open": typed.get("act", "") if typed else "", "typed": typed or {}}
    if Act.AMEND in allowed:
        known = validation.choices(state.home())
        fields = {one.name: one for one in record_form.fields(record, {}, known, typed, problems)}
        context["change_fields"] = [fields.pop(name) for name in record_actions.MOSTLY_CHANGED]
        context["change_more"] = list(fields.values())
        context["change_more_typed"] = any(one.value != one.was for one in fields.values())
    if Act.JOIN in allowed:
        context["folders"] = dossier_choices(actor, record, typed)
    if Act.TRANSFER in allowed:
        context["transferred"] = retention.transfer_day(record)
        if not context["transferred"] and (why := transfers.transfer_refusal_reason(record, today, actor)):
            refused[str(Act.TRANSFER)] = why
    if record.status is Status.FILED:
        held = holds.Holds(actor).of(record, today)
        context |= {"holds": held, "hold_kinds": tuple(holds.KINDS)}
    if Act.PROPOSE_EXEMPT in allowed:
        context |= {"sheet": exemptions.get_consequence_test(record.id), "grounds": tuple(exemptions.GROUNDS)}
        if Act.EXEMPT in allowed and not context["sheet"]:
            refused[str(Act.EXEMPT)] = BilingualText("isi dulu lembar uji konsekuensinya", "write the consequence-test sheet first")
    shown = [str(one) for one in wanted if str(one) not in refused]
    return context | {"offered": shown, "refused": refused}


def dossier_choices(actor: Actor, record: Record, typed: QueryDict | None = None) -> DossierChoices:
    """The dossiers for a record: its own, the suggested one, then the open ones of its class, then the others.

    What lies in a dossier that this person may not know of is shown as lying in none; nothing is proposed for it.
    """
    lies, record = bool(record.dossier), dossier_access.redact_record(actor, record)
    suggestion = dossiers.suggest(record, actor)
    offers: list[DossierChoice] = []
    if suggestion and not (suggestion.name and suggestion.name == record.dossier):
        offers.append(DossierChoice(suggestion.name or dossiers.NEW, suggestion.title, suggestion.code, bool(suggestion.name)))
    known = {record.dossier, *(offer.value for offer in offers)}
    others = [one for one in dossiers.list_dossiers(actor) if not one.closed and one.file.id not in known]
    others.sort(key=lambda one: (one.file.data["code"] != record.facts.code, one.file.id))
    offers += [DossierChoice(one.file.id, one.file.data["title"], one.file.data["code"]) for one in others[:MOST_DOSSIERS]]
    # Whoever has chosen keeps their choice; what was only proposed follows the title and the code.
    touched = typed is not None and "dossier" in typed and typed["dossier"] != typed.get("was-dossier", "")
    # A dossier that is there and fits is proposed like any field; a new one is opened only when somebody says so.
    proposed = suggestion.name if suggestion and not lies else record.dossier
    return DossierChoices(
        tuple(offers), suggestion.why if suggestion else "", str(typed.get("dossier", "")) if typed and touched else proposed
    )


def reread_choices(record: Record) -> dict[str, Any]:
    """What a page may be read again with; a paper that was once locked asks for its password each time."""
    return {"turns": rereading.TURNS, "languages": rereading.LANGUAGES, "encrypted": was_locked(record)}


def was_locked(record: Record) -> bool:
    """Is this a PDF that cannot be opened without its password?"""
    return any(entry.detail.get("kind") == NeedsPassword.__name__ for entry in record.history)
