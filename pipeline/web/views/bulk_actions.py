"""Bulk actions: each record is an act of its own, and a refused one does not stop the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from pipeline.approval import Act
from pipeline.document import Actor, Record
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.records import access, lifecycle, set_aside
from pipeline.web import state
from pipeline.web.context_processors import flash
from pipeline.web.permissions import OFFICE, ActorRequest, allowed
from pipeline.web.views import queue

MOST = 200
Handler = Callable[[Home, str, Actor, str], Record]
HANDLERS: dict[str, Handler] = {
    Act.VERIFY: lambda home, record_id, actor, _: lifecycle.verify(home, record_id, actor),
    Act.RATIFY: lambda home, record_id, actor, _: lifecycle.ratify(home, record_id, actor),
    Act.RETURN: lifecycle.return_to_desk,
    Act.SET_ASIDE: set_aside.set_aside,
    Act.UNDO: lambda home, record_id, actor, _: set_aside.undo(home, record_id, actor),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a selection."""

    act: str
    done: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    """Record and sentence."""
    may_undo: bool = False


@allowed(*OFFICE, methods=("POST",))
def batch(request: ActorRequest) -> HttpResponseBase:
    """Do one act on each of the chosen papers; for htmx, the list as it now stands and what was done.

    Without script the queue comes again, with what was refused above it.
    """
    ids = list(dict.fromkeys(request.POST.getlist("id")))[:MOST]
    outcome = decide(request.actor, request.POST.get("act", ""), ids, request.POST.get("why", ""))
    if request.headers.get("HX-Request"):
        return render(request, "web/batch.html", queue.listed(request) | {"outcome": outcome})
    if outcome.refused or not outcome.done:
        return queue.whole(request, queue.listed(request) | {"outcome": outcome}, status=409)
    flash(request, outcome.act)
    onward = request.POST.get("next", "")
    return redirect(onward if url_has_allowed_host_and_scheme(onward, {request.get_host()}) else "queue")


def decide(actor: Actor, act: str, ids: list[str], why: str) -> Outcome:
    """Each paper in turn."""
    handler = HANDLERS.get(act)
    if handler is None:
        return Outcome(act, (), ())
    done, refused = [], []
    for record_id in ids:
        try:
            access.get_visible_record(actor, record_id)
            handler(state.home(), record_id, actor, why)
        except Failure as failure:
            refused.append((record_id, failure.sentence(get_language() or "id")))
        else:
            done.append(record_id)
    undoable = act in {Act.VERIFY, Act.RETURN, Act.SET_ASIDE}
    return Outcome(act, tuple(done), tuple(refused), undoable and bool(done))
