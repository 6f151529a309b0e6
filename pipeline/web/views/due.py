"""Jatuh tempo: the due list, dossiers, retention events; and the list of exempt information."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from pipeline import approval
from pipeline import register as registers
from pipeline.approval import Act
from pipeline.catalogue import calendar
from pipeline.failures import Failure
from pipeline.records import access_book, dossier_naming, dossiers, due_list, publication, retention_events, transfers
from pipeline.records import holds as record_holds
from pipeline.web import state
from pipeline.web.context_processors import flash
from pipeline.web.permissions import OFFICE, ActorRequest, allowed
from pipeline.web.views.register import TYPES

PAGE, EXEMPT_PAGE, DOSSIERS = 75, 40, 25


@allowed(*OFFICE)
def due(request: ActorRequest) -> HttpResponseBase:
    """What is due by a day, and the dossiers; with an event in the question, also what it would move."""
    return _shown(request)


@allowed(*OFFICE, methods=("POST",))
def event(request: ActorRequest) -> HttpResponseBase:
    """Write down an event, or open a dossier; what the rule refuses is said above the forms."""
    posted, actor, home = request.POST, request.actor, state.home()
    try:
        if "title" in posted:
            dossiers.open_dossier(home, posted.get("code", ""), posted["title"], actor)
            flash(request, "open_dossier")
        else:
            said = retention_events.parse_event(
                home, posted.get("kind", ""), posted.get("subject", "").strip(), posted.get("date", ""), actor
            )
            retention_events.record_event(home, said, actor)
            flash(request, "event")
    except Failure as failure:
        return _shown(request, failure.sentence(get_language() or "id"))
    return redirect("due")


@allowed(*OFFICE, methods=("POST",))
def rename_dossier(request: ActorRequest) -> HttpResponseBase:
    """Give a dossier a new title, and the name that follows from it."""
    posted = request.POST
    try:
        dossier_naming.rename_dossier(state.home(), posted.get("dossier", ""), posted.get("new_title", ""), request.actor)
    except Failure as failure:
        return _shown(request, failure.sentence(get_language() or "id"))
    flash(request, "name_dossier")
    return redirect("due")


@allowed(*OFFICE, methods=("POST",))
def hold(request: ActorRequest) -> HttpResponseBase:
    """Keep all that lies in a dossier from its disposition, or let it go again."""
    posted = request.POST
    do, act = (record_holds.release, "release") if posted.get("act") == "release" else (record_holds.hold, "hold")
    try:
        do(state.home(), posted.get("target", "").strip(), posted.get("hold_kind", ""), request.actor, posted.get("why", ""))
    except Failure as failure:
        return _shown(request, failure.sentence(get_language() or "id"))
    flash(request, act)
    return redirect("due")


@allowed(*OFFICE, methods=("POST",))
def transfer(request: ActorRequest) -> HttpResponseBase:
    """Tick off what was carried to the inactive store: each record its own act, and what is refused is named with its reason."""
    refused, done = [], 0
    for record_id in list(dict.fromkeys(request.POST.getlist("id")))[:PAGE]:
        try:
            transfers.transfer(state.home(), record_id, request.actor, on=request.POST.get("on", ""))
        except Failure as failure:
            refused.append((record_id, failure.sentence(get_language() or "id")))
        else:
            done += 1
    if done:
        flash(request, "transfer")
    if refused or not done:
        return _shown(request, refused=refused, nothing=not refused)
    return redirect("due")


def _shown(
    request: ActorRequest, problem: str = "", *, refused: Sequence[tuple[str, str]] = (), nothing: bool = False
) -> HttpResponseBase:
    asked, actor = request.GET, request.actor
    on = _day(asked.get("pada", ""))
    rows = due_list.due(actor, on, after=_mark(asked.get("setelah", "")), most=PAGE + 1)
    folders = [one for one in dossiers.list_dossiers(actor) if one.file.id > asked.get("berkas", "")]
    holds = record_holds.Holds(actor)
    context: dict[str, Any] = {
        "on": on,
        "rows": rows[:PAGE],
        "next": urlencode({"pada": on, "setelah": "~".join(rows[PAGE - 1].mark)}) if len(rows) > PAGE else "",
        "beginning": urlencode({"pada": on}) if asked.get("setelah") else "",
        "dossiers": [(one, holds.on(one.file.id)) for one in folders[:DOSSIERS]],
        "may_hold": approval.office_refusal_reason(actor, Act.HOLD) is None,
        "hold_kinds": tuple(record_holds.KINDS),
        "next_dossier": urlencode({"pada": on, "berkas": folders[DOSSIERS - 1].file.id}) if len(folders) > DOSSIERS else "",
        "kinds": retention_events.TRIGGERS,
        "may_event": approval.office_refusal_reason(actor, Act.EVENT) is None,
        "may_dik": approval.office_refusal_reason(actor, Act.SEE_EXEMPT) is None,
        "problem": problem,
        "refused": refused,
        "nothing": nothing,
        "today": calendar.today().isoformat(),
        "transfers": any(row.kind == "transfer" and not row.blocked for row in rows[:PAGE]),
        "typed": request.POST or asked,
    }
    if "kind" in asked and context["may_event"] and not problem:
        try:
            said = retention_events.parse_event(
                state.home(), asked["kind"], asked.get("subject", "").strip(), asked.get("date", ""), actor
            )
            context |= {"said": said, "moving": retention_events.preview(state.home(), said, actor)}
        except Failure as failure:
            context["problem"] = failure.sentence(get_language() or "id")
    return render(request, "web/due.html", context, status=409 if context["problem"] or refused or nothing else 200)


def _mark(typed: str) -> due_list.Mark | None:
    """The line after which the list goes on, as the address says it."""
    kind, _, rest = typed[:200].partition("~")
    parts = rest.split("~")
    return (kind, parts[0], parts[1], parts[2]) if kind in due_list.KINDS and len(parts) == 3 else None


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        return calendar.today().isoformat()


@allowed(*OFFICE)
def exempt(request: ActorRequest) -> HttpResponseBase:
    """The list of exempt information."""
    after = request.GET.get("setelah", "")[:16]
    listed = _dik(request, after=after, most=EXEMPT_PAGE + 1)
    lines = listed.entries[:EXEMPT_PAGE]
    context = {
        "listed": listed,
        "lines": lines,
        "next": urlencode({"setelah": lines[-1].id}) if len(listed.entries) > EXEMPT_PAGE else "",
        "beginning": urlencode({"setelah": ""}) if after else "",
        "kinds": list(TYPES),
    }
    return render(request, "web/dik.html", context)


@allowed(*OFFICE)
def exempt_download(request: ActorRequest, kind: str) -> HttpResponseBase:
    """The same as a file."""
    listed = _dik(request)
    if kind not in TYPES:
        raise Http404
    response = HttpResponse(registers.export_exempt(listed, kind), content_type=TYPES[kind])
    name = f"daftar-informasi-dikecualikan-{calendar.today().isoformat()}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _dik(request: ActorRequest, *, after: str = "", most: int | None = None) -> registers.ExemptList:
    try:
        listed = publication.exempt_list(state.home(), request.actor, after=after, most=most)
    except approval.NotAllowed as refusal:
        raise PermissionDenied from refusal
    access_book.note_list(state.home(), request.actor, "dik")
    return listed
