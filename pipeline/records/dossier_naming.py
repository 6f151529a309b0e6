"""Renames a dossier, which makes a hidden one visible to the office again.

A dossier's name is part of the history of all that lies in it. So the new name is a dossier of its own, with the class, the dates
and the holds of the old one. What lay in the old one moves there; the old one stays as it is, empty and out of every list.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from pipeline import approval
from pipeline.approval import Act
from pipeline.archive import decisions as office
from pipeline.catalogue import decisions, transactions
from pipeline.document import Actor, Record
from pipeline.home import Home
from pipeline.language.phrases import BilingualText, Message
from pipeline.records import dossier_access, dossiers, retention

_HELD_BEFORE = Message(
    "ditahan sebelum berkas diberi nama baru",
    "held before the dossier was given its new name",
    key="hold.held_before",
)


class _Elsewhere(Exception):
    """The record does not lie in the old dossier any more."""


def rename_dossier(home: Home, name: str, title: str, actor: Actor) -> office.Decision:
    """Give a dossier another title, and the name that follows from it. Given again after a sudden death, it finishes.

    Args:
        home: whose archive.
        name: of the dossier.
        title: what everybody in the office may read of it from now on.
        actor: Desk or PPID, who knows the dossier: a hidden one only with the right to exempt records.

    Returns:
        The dossier under its new name.

    Raises:
        NotAllowed, UnknownDossier; WrongValue without a title, or with the one that everybody sees already.
    """
    approval.check_office(actor, Act.DOSSIER)
    cleaned = approval.clean_value("title", title)
    # Asked in this order, a dossier that is hidden and one that is missing take the same steps.
    unknown, old = dossier_access.hidden_dossiers(actor), decisions.get_decision(office.DOSSIERS, name)
    if old is None or name in unknown:
        raise dossiers.UnknownDossier(name=name)
    if not cleaned:
        raise approval.WrongValue(field=approval.LABELS["title"], why=approval.MUST_BE_FILLED)
    if cleaned == old.data["title"] and old.id not in dossier_access.secret_titles([old]):
        raise approval.WrongValue(
            field=approval.LABELS["title"], why=BilingualText("tidak ada yang berubah", "nothing would change")
        )
    if dossier_access.is_replaced(old) and not dossiers.record_ids_in(name):
        raise dossiers.UnknownDossier(name=name)
    new = _open_renamed(home, _announce(home, old, cleaned, actor), cleaned, actor)
    _take_holds(home, old, new.id, actor)
    for record_id in dossiers.record_ids_in(name):
        _move(home, record_id, old.id, new.id, actor)
    return new


def _announce(home: Home, old: office.Decision, title: str, actor: Actor) -> office.Decision:
    """The old dossier, with its new name announced: after a crash the act is finished from there."""
    if onward := str(old.data.get("named_anew", "")):
        there = decisions.get_decision(office.DOSSIERS, onward)
        if there is None or there.history[0].act == "name_dossier":
            return old
    new = dossiers.free_name(old.data["code"], old.data["opened"], title)

    def decide(before: office.Decision | None) -> office.Decision:
        assert before is not None
        return replace(before, data=before.data | {"named_anew": new})

    return transactions.commit_decision(home, old.subject, actor, "name_dossier", decide)


def _open_renamed(home: Home, old: office.Decision, title: str, actor: Actor) -> office.Decision:
    """The dossier under its new name, which does not come from a paper."""
    name = str(old.data["named_anew"])
    if there := decisions.get_decision(office.DOSSIERS, name):
        return there
    kept = {key: old.data[key] for key in ("code", "scheme_version", "opened", "dates")}
    data = kept | {"title": title, "born_of": "", "born_version": 0, "born_hidden": False}

    def decide(before: office.Decision | None) -> office.Decision:
        if before is not None:
            raise dossiers.name_taken(name)
        return office.Decision(office.DOSSIERS, name, 0, data)

    return transactions.commit_decision(home, f"{office.DOSSIERS}/{name}", actor, "name_dossier", decide)


def _take_holds(home: Home, old: office.Decision, new: str, actor: Actor) -> None:
    """Hold the new dossier for what the old one is held for, since the same day. The reason may tell what the old title told: where
    that is hidden, the reason stays with it.
    """
    secret = old.id in dossier_access.secret_titles([old])
    for file in list(decisions.iter_decisions(office.HOLDS)):
        name = f"{new}.{file.data['kind']}"
        if file.data["target"] != old.id or file.data["released"] or decisions.get_decision(office.HOLDS, name):
            continue
        why = _HELD_BEFORE() if secret else file.data["why"]
        held = office.Decision(office.HOLDS, name, 0, file.data | {"target": new, "why": why})
        transactions.commit_decision(home, held.subject, actor, "hold", partial(_as_it_is, held), why=why)


def _as_it_is(held: office.Decision, _: office.Decision | None) -> office.Decision:
    return held


def _move(home: Home, record_id: str, old: str, new: str, actor: Actor) -> None:
    def decide(record: Record) -> Record:
        if record.dossier != old:
            raise _Elsewhere
        return retention.with_retention(home, replace(record, dossier=new))

    try:
        transactions.commit_change(home, record_id, actor, "join", decide, detail={"dossier": new})
    except _Elsewhere:
        return
