"""Handlers of the buttons on a record's page, one for each act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict

from pipeline import approval
from pipeline.approval import Act
from pipeline.catalogue import models
from pipeline.document import Actor, Record
from pipeline.language.phrases import BilingualText
from pipeline.records import amendment, dossiers, exemptions, holds, lifecycle, rereading, set_aside, transfers
from pipeline.web import record_form, state

MOSTLY_CHANGED = ("title", "code", "category", "access_level", "date")
"""Of what may be decided anew, what stands open on the page of a filed record; the rest is folded away below it."""
BACK = "transfer_back"
RELEASE = "release"


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What was done, as history names it; empty when there was nothing to do."""

    act: str
    record: Record


Handler = Callable[[Actor, Record, QueryDict], Record]


def perform(actor: Actor, record: Record, posted: QueryDict) -> ActionResult:
    """Do what a button says.

    Raises:
        Failure: the rule refuses it, or what was typed cannot be.
    """
    act = posted.get("act", "")
    if act in OFFICE_ACTIONS:
        OFFICE_ACTIONS[act](actor, record, posted)
        return ActionResult("consequence_test" if act == Act.PROPOSE_EXEMPT else act, record)
    handler = HANDLERS.get(act)
    if handler is None:
        raise approval.WrongValue(field=BilingualText("tindakan", "act"), why=BilingualText("tidak dikenal", "it is not known"))
    after = handler(actor, record, posted)
    return ActionResult("" if after is record else after.history[-1].act, after)


def edit(actor: Actor, record: Record, posted: QueryDict) -> Record:
    """Save what was changed; the record itself where nothing was."""
    changes, place = record_form.changes(record, posted), record_form.place(record, posted)
    if not changes and place is None:
        return record
    return lifecycle.edit(state.home(), record.id, actor, changes, place=place)


def _verify(actor: Actor, record: Record, posted: QueryDict) -> Record:
    home, changes = state.home(), record_form.changes(record, posted)
    if (place := record_form.place(record, posted)) is not None:
        lifecycle.edit(home, record.id, actor, {}, place=place)
    # Laid into its dossier by the same press; history has it as an act of its own.
    dossiers.choose_dossier(home, record.id, actor, posted.get("dossier", ""), changes)
    return lifecycle.verify(home, record.id, actor, changes)


def _retry(actor: Actor, record: Record, posted: QueryDict) -> Record:
    if password := posted.get("password", ""):
        state.worker().ask(record.id, actor, None, password)
        return record
    after = rereading.retry(state.home(), record.id, actor)
    state.worker().dispatch()
    return after


def _reread(actor: Actor, record: Record, posted: QueryDict) -> Record:
    page, turn = _number(posted, "page"), _number(posted, "turn")
    if turn is not None:
        # Asked for as the page is seen, which is upright as far as the reader knew; the reading room counts from the file.
        seen = models.Page.objects.filter(record_id=record.id, number=page or 1).values_list("rotation", flat=True).first()
        turn = (turn + (seen or 0)) % 360
    wish = rereading.RereadOptions(
        page=page,
        turn=turn,
        language=posted.get("language") or None,
        enhanced="enhanced" in posted,
    )
    # Reading takes as long as it takes; the page shows how far it is.
    state.worker().ask(record.id, actor, wish, posted.get("password") or None)
    return record


_NUMBERS = {"page": BilingualText("halaman", "page"), "turn": BilingualText("putar", "turn")}


def _number(posted: QueryDict, name: str) -> int | None:
    typed = posted.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 6):
        raise approval.WrongValue(field=_NUMBERS[name], why=BilingualText("tulis sebagai angka", "write a number"))
    return int(typed)


def _amend(actor: Actor, record: Record, posted: QueryDict) -> Record:
    return amendment.amend(state.home(), record.id, actor, record_form.changes(record, posted), posted.get("why", ""))


def _join(actor: Actor, record: Record, posted: QueryDict) -> Record:
    return dossiers.put_in_dossier(state.home(), record.id, actor, posted.get("dossier", ""))


def _settle(actor: Actor, record: Record, posted: QueryDict) -> Record:
    return exemptions.settle_exemption(state.home(), record.id, actor, posted.get("decision", "").strip())


def _transfer(actor: Actor, record: Record, posted: QueryDict) -> Record:
    return transfers.transfer(state.home(), record.id, actor, on=posted.get("on", ""))


def _transfer_back(actor: Actor, record: Record, posted: QueryDict) -> Record:
    return transfers.transfer(state.home(), record.id, actor, withdraw=True, why=posted.get("why", ""))


HANDLERS: dict[str, Handler] = {
    Act.EDIT: edit,
    Act.VERIFY: _verify,
    Act.RATIFY: lambda actor, record, _: lifecycle.ratify(state.home(), record.id, actor),
    Act.RETURN: lambda actor, record, posted: lifecycle.return_to_desk(state.home(), record.id, actor, posted.get("why", "")),
    Act.SET_ASIDE: lambda actor, record, posted: set_aside.set_aside(state.home(), record.id, actor, posted.get("why", "")),
    Act.RESTORE: lambda actor, record, _: set_aside.restore(state.home(), record.id, actor),
    Act.RETRY: _retry,
    Act.REREAD: _reread,
    Act.UNDO: lambda actor, record, _: set_aside.undo(state.home(), record.id, actor),
    Act.AMEND: _amend,
    Act.JOIN: _join,
    Act.EXEMPT: _settle,
    Act.TRANSFER: _transfer,
    BACK: _transfer_back,
}


def _sheet(actor: Actor, record: Record, posted: QueryDict) -> object:
    said = {name: posted.get(name, "") for name in ("basis", "harm", "benefit", "until", "law")}
    return exemptions.write_consequence_test(state.home(), record.id, actor, **said)


def _hold(actor: Actor, record: Record, posted: QueryDict) -> object:
    return holds.hold(state.home(), record.id, posted.get("kind", ""), actor, posted.get("why", ""))


def _release(actor: Actor, record: Record, posted: QueryDict) -> object:
    return holds.release(state.home(), record.id, posted.get("kind", ""), actor, posted.get("why", ""))


OFFICE_ACTIONS: dict[str, Callable[[Actor, Record, QueryDict], object]] = {
    Act.PROPOSE_EXEMPT: _sheet,
    Act.HOLD: _hold,
    RELEASE: _release,
}
"""What is decided about a record in an office file beside it: the record itself stays as it is."""


def preview(actor: Actor, record: Record, posted: QueryDict) -> Record:
    """The record as it would stand if this were decided anew; nothing is done.

    Raises:
        Failure: it would be refused.
    """
    return amendment.preview(state.home(), record, actor, record_form.changes(record, posted))
