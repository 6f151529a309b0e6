"""Search results as a table file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook

from pipeline import formula_guard
from pipeline.document import Record
from pipeline.records import access_book, search
from pipeline.search import IndexBroken
from pipeline.web import state
from pipeline.web.labels import CATEGORIES, FIELDS, label_of
from pipeline.web.permissions import READERS, ActorRequest, allowed
from pipeline.web.views.search import PLACES, SORTS, asked_of, filters, rebuild_index

MOST = 500
COLUMNS = ("title", "number", "date", "document_type", "code", "category", "holding_unit")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@allowed(*READERS)
def download(request: ActorRequest, kind: str) -> HttpResponseBase:
    """The first ``MOST`` hits."""
    if kind not in TYPES:
        raise Http404
    asked = asked_of(request)
    try:
        found = search.find(
            state.index(),
            request.actor,
            asked["q"],
            place=PLACES[asked["di"]],
            filters=filters(asked),
            limit=MOST,
            sort=SORTS[asked["urut"]],
            excerpts=False,
            synonyms=state.home().config.synonyms,
        )
    except IndexBroken as failure:
        return rebuild_index(request, asked, failure)
    access_book.note_found(state.home(), request.actor, asked["q"], (hit.record for hit in found.hits))
    header = ["ID", *(label_of(FIELDS, name) for name in COLUMNS), _("Retensi berakhir")]
    rows = [_row(hit.record) for hit in found.hits]
    response = HttpResponse(FORMATS[kind](header, rows), content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"hasil-pencarian.{kind}") or "attachment"
    return response


def _row(record: Record) -> list[str]:
    values = [getattr(record.facts, name) for name in COLUMNS]
    values[COLUMNS.index("category")] = label_of(CATEGORIES, record.facts.category) if record.facts.category else ""
    ends = record.retention.ends if record.retention else None
    return [record.id, *values, ends or ""]


def _csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    return formula_guard.to_csv([header, *rows]).encode("utf-8-sig", "replace")


def _xlsx(header: list[str], rows: Iterable[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Naskah")
    formula_guard.append_texts(sheet, [header, *rows])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS: dict[str, Callable[[list[str], Iterable[list[str]]], bytes]] = {"csv": _csv, "xlsx": _xlsx}
"""Name of a format → what writes the header and the rows."""
