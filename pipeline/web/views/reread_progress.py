"""Progress of a paper that is being read; its page polls it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pipeline.document import Record, Status
from pipeline.failures import NeedsPassword
from pipeline.records import access
from pipeline.web import state
from pipeline.web.labels import DONE, Words
from pipeline.web.permissions import OFFICE, ActorRequest, allowed
from pipeline.worker import progress, reread_requests

RESULTS = ("read", "reread", "unreadable")
"""Acts that end a reading."""
DONE_MARK = "sudah"


@dataclass(frozen=True, slots=True)
class ReadingStatus:
    """What the page says of it."""

    under_way: bool
    by: str = ""
    done: int = 0
    total: int = 0
    page: int | None = None
    """The page wished for."""
    problem: str = ""
    """Why the last wish was refused."""

    @property
    def asking(self) -> str:
        """The question the page asks on, with what it has already been told."""
        return urlencode({"tanda": self.sign, "hal": self.page or 1})

    @property
    def sign(self) -> str:
        """Changes when there is something new to say."""
        return f"{self.done}-{self.total}"


def reading_status(record: Record) -> ReadingStatus | None:
    """How far the paper is; None when nobody reads it and nothing went wrong."""
    home = state.home()
    done, total = progress.progress(home).get(record.id, (0, 0))
    asked = reread_requests.find_request(home, record.id)
    if asked is None:
        return ReadingStatus(True, "", done, total) if record.status is Status.RECEIVED else None
    page = asked.wish.page if asked.wish else None
    if not asked.problem:
        return ReadingStatus(True, asked.by, done, total, page)
    # What was done since then has made it old news.
    return ReadingStatus(False, asked.by, page=page, problem=asked.problem) if record.version == asked.version else None


def reading_statuses(request: HttpRequest, record: Record) -> dict[str, ReadingStatus | Words]:
    """The same for the page of a record, and what became of a reading that its page has waited for."""
    here = reading_status(record)
    shown: dict[str, ReadingStatus | Words] = {"again": here} if here else {}
    last = record.history[-1].act
    if DONE_MARK not in request.GET or last not in RESULTS or here:
        return shown
    return shown | ({"problem": _("Kata sandi salah. Coba lagi.")} if _was_wrong_password(record) else {"done": DONE[last]})


def _was_wrong_password(record: Record) -> bool:
    """Has somebody typed a password that does not open the paper? It is then found locked twice, with no act in between."""
    last_two = record.history[-2:]
    return len(last_two) == 2 and all(
        entry.act == "unreadable" and entry.detail.get("kind") == NeedsPassword.__name__ for entry in last_two
    )


@allowed(*OFFICE, by_itself=True)
def reread_progress(request: ActorRequest, record_id: str) -> HttpResponseBase:
    """What has changed since the page last asked; nothing (204) when nothing has."""
    record = access.get_visible_record(request.actor, record_id)
    here = reading_status(record)
    if here and here.under_way and here.sign == request.GET.get("tanda"):
        return HttpResponse(status=204)
    page = request.GET.get("hal", "")
    context = {"record": record, "again": here, "page": page if page.isascii() and page.isdecimal() else "1"}
    response = render(request, "web/record_reread_progress.html", context)
    if not (here and here.under_way):
        response["HX-Trigger-After-Settle"] = "berkas:read-again"
    return response
