"""Exempt papers with a past, made by the acts that people do: each with a word of its own in its title, to be searched for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline import home as homes
from pipeline.catalogue import transactions
from pipeline.document import Record, Status
from pipeline.records import amendment, dossier_naming, dossiers, retention_events, set_aside
from tests.builders.exempt import settled
from tests.builders.home import DESK, MACHINE, PPID, filed, queued, stands

SAYS = "UNDANGAN rapat pleno selendraga"
"""What stands on every paper, so that a search for it would find them all."""
EXEMPT = {"category": "dikecualikan_usul"}
OPEN = {"category": "setiap_saat", "access_level": "biasa"}


@dataclass(frozen=True)
class Case:
    """A paper with a history, the word in its title that tells of it, and the dossier that was opened for it."""

    word: str
    record_id: str
    dossier: str = ""

    def record(self) -> Record:
        """As it stands."""
        return stands(self.record_id)


def _exempt(home: homes.Home, title: str) -> Case:
    return Case(title, filed(home, says=SAYS, title=title, **EXEMPT).id)


def _settled(home: homes.Home, title: str) -> Case:
    record = settled(home)
    return Case(title, amendment.amend(home, record.id, PPID, {"title": title}, f"alasan {title}").id)


def _waiting(home: homes.Home, title: str) -> Case:
    return Case(title, queued(home, says=SAYS, title=title, **EXEMPT).id)


def _now_open(home: homes.Home, title: str) -> Case:
    case = _exempt(home, title)
    amendment.amend(home, case.record_id, PPID, OPEN, f"alasan {title}")
    return case


def _once_open(home: homes.Home, title: str) -> Case:
    record = filed(home, says=SAYS, title=title, **OPEN)
    dossier = dossiers.put_in_dossier(home, record.id, PPID, dossiers.NEW).dossier
    amendment.amend(home, record.id, PPID, EXEMPT, f"alasan {title}")
    return Case(title, record.id, dossier)


def _in_renamed_dossier(home: homes.Home, title: str) -> Case:
    case = _exempt(home, title)
    dossier = dossiers.put_in_dossier(home, case.record_id, PPID, dossiers.NEW).dossier
    renamed = dossier_naming.rename_dossier(home, dossier, f"Perkara {title}", PPID)
    return replace(case, dossier=renamed.id)


def _moved_out_of_its_dossier(home: homes.Home, title: str) -> Case:
    case = _exempt(home, title)
    dossier = dossiers.put_in_dossier(home, case.record_id, PPID, dossiers.NEW).dossier
    dossiers.join_dossier(home, filed(home, says=SAYS, **OPEN).id, PPID, dossier)
    said = retention_events.parse_event(home, "FC", dossier, "2020-01-31", PPID)
    retention_events.record_event(home, said, PPID)
    dossiers.join_dossier(home, case.record_id, PPID, dossiers.open_dossier(home, "HM.02", "Lain", PPID).id)
    return replace(case, dossier=dossier)


def _set_aside(home: homes.Home, title: str) -> Case:
    case = _waiting(home, title)
    set_aside.set_aside(home, case.record_id, DESK, f"salah {title}")
    return case


def _disposed(home: homes.Home, title: str) -> Case:
    """No act leads there yet: the state is written as an act would write it."""
    case = _exempt(home, title)
    transactions.commit_change(home, case.record_id, MACHINE, "disposed", lambda record: replace(record, status=Status.DISPOSED))
    return case


HISTORIES: dict[str, Callable[[homes.Home, str], Case]] = {
    "Ombakraya": _exempt,
    "Kelambunga": _settled,
    "Sisikwarna": _waiting,
    "Gerimispagi": _now_open,
    "Jendelabiru": _once_open,
    "Layangputus": _in_renamed_dossier,
    "Perahukayu": _moved_out_of_its_dossier,
    "Tangkairindu": _set_aside,
    "Nyalasumbu": _disposed,
}
"""The word of a title, and what makes the paper that bears it."""
