"""Template filters: dates, numbers and names of codes, in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from pipeline.catalogue import calendar
from pipeline.document import Entry
from pipeline.language.phrases import BilingualText, translate
from pipeline.records import rereading
from pipeline.web import assets, labels, shelf_names

register = template.Library()
NAMES: dict[str, Mapping[str, labels.Words]] = {
    "status": labels.STATUSES,
    "category": labels.CATEGORIES,
    "access": labels.ACCESS_LEVELS,
    "disposition": labels.DISPOSITIONS,
    "trigger": labels.TRIGGERS,
    "role": labels.ROLES,
    "field": labels.FIELDS,
    "person_field": labels.PERSON_FIELDS,
    "button": labels.BUTTONS,
    "act": labels.ACTS,
    "access_act": labels.ACCESS_ACTS,
    "due": labels.DUE,
    "ground": labels.GROUNDS,
    "hold": labels.HOLDS,
    "ocr": labels.OCR_LANGUAGES,
}


FIELDS_OF_CODES = {"category": "category", "access_level": "access"}
"""Fields that hold a code of the vocabulary, and what their codes are."""


@register.simple_tag
def asset(name: str) -> str:
    """The address of a file under ``static/``."""
    return assets.address(name)


@register.filter
def named(code: Any, kind: str) -> str:
    """What a code of the vocabulary is called."""
    return labels.label_of(NAMES[kind], str(code)) if code else ""


@register.filter
def said(text: Any) -> str:
    """A sentence or clause of ours in the language of whoever reads. What nobody of us said is the office's own."""
    told = str(translate(text or "", get_language() or "id"))
    return told if isinstance(text, BilingualText) or told != text else labels.in_office_language(told)


@register.filter
def wished(entry: Entry) -> str:
    """Which page was to be read again, and how, where an entry of a record's history says so."""
    return said(rereading.describe_options(entry))


@register.filter
def own(text: Any) -> str:
    """What the office itself wrote or prints: in Indonesian, and marked so on a page in another language."""
    return labels.in_office_language(str(text or ""))


@register.filter
def shown(value: Any, field: str) -> str:
    """What a field of a record says, as the pages say it."""
    if field in FIELDS_OF_CODES:
        return named(value, FIELDS_OF_CODES[field])
    return day(value) if field == "date" else own(value)


@register.filter
def person_changes(line: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What an act on a person changed, as (field, before, after) in the reader's words; deputies are told by their own acts."""

    def told(field: str, value: str) -> str:
        if field == "role":
            return named(value, "role")
        return {"True": gettext("ya"), "False": gettext("tidak")}.get(value, own(value))

    changes = line["changes"] if line["act"] == "person" else {}
    return [
        (named(field, "person_field"), told(field, pair[0]), told(field, pair[1]))
        for field, pair in changes.items()
        if field in labels.PERSON_FIELDS
    ]


@register.filter
def class_name(row: Any) -> str:
    """What a class of the scheme is called: its name is Indonesian, followed on English pages by its English one, if it has one."""
    if not row.name_en or get_language() != "en":
        return labels.in_office_language(row.name)
    return format_html("{} ({})", labels.in_office_language(row.name), row.name_en)


@register.filter
def shelf_name(path: Any) -> str:
    """What a record's folder is called on the pages."""
    return shelf_names.shelf_name(str(path))


@register.filter
def day(value: Any) -> str:
    """``2024-03-14`` → ``14 Maret 2024``, an instant → the office's day then; what is no date stays as it is."""
    try:
        return formats.date_format(calendar.day_of(str(value)), "j F Y", use_l10n=False)
    except ValueError:
        return str(value or "")


@register.filter
def moment(value: Any) -> str:
    """An instant as day and time of the office: ``14 Maret 2024 09.05`` (English: ``14 March 2024 09:05``)."""
    at = _instant(value)
    written = "j F Y H:i" if get_language() == "en" else "j F Y H.i"
    return formats.date_format(timezone.localtime(at), written, use_l10n=False) if at else str(value or "")


@register.filter
def age(value: Any) -> str:
    """How long ago an instant was, in its greatest unit."""
    at = _instant(value)
    if at is None:
        return ""
    minutes = int((datetime.now(UTC) - at).total_seconds() // 60)
    if minutes < 1:
        return gettext("baru saja")
    if minutes < 60:
        return ngettext("%(n)d menit", "%(n)d menit", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(n)d jam", "%(n)d jam", hours) % {"n": hours}
    return ngettext("%(n)d hari", "%(n)d hari", hours // 24) % {"n": hours // 24}


def _instant(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


@register.filter
def number(value: Any, decimals: int = 0) -> str:
    """``1234.5`` → ``1.234,5`` (English: ``1,234.5``)."""
    return formats.number_format(value, decimals, force_grouping=True)


@register.filter
def plain(value: float) -> str:
    """A number as SVG wants it, whatever the language does with its comma."""
    return f"{value:g}"


@register.filter
def size(value: int) -> str:
    """Bytes as people say them."""
    amount, unit = float(value), "B"
    for larger in ("KB", "MB", "GB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{number(amount, 0 if unit == 'B' or amount >= 10 else 1)} {unit}"


@register.filter
def percent(value: Any) -> str:
    """A confidence from 0 to 1, as a percentage, rounded down: a page that is marked must not show what unmarked ones do."""
    return "" if value is None else f"{math.floor(float(value) * 100 + 1e-6)}%"


@register.filter
def sureness(value: Any) -> str:
    """How sure the machine is: ``high``, ``middle`` or ``low``."""
    if value is None:
        return "low"
    return "high" if value >= 0.85 else "middle" if value >= 0.6 else "low"


@register.filter
def item(values: dict[str, Any], key: str) -> Any:
    """A value of a dictionary by a key that a template variable holds."""
    return values.get(key, "")


@register.filter
def words_of(text: str) -> list[str]:
    """A text of our own templates, split at its spaces."""
    return text.split()


@register.filter
def edge_list(edges: Any) -> str:
    """Boxes as an attribute that the script reads: ``x0,y0,x1,y1;…`` in ten-thousandths of the page."""
    return ";".join(",".join(map(str, box)) for box in edges)


@register.simple_tag
def column_heads(*names: str) -> SafeString:
    """The head of a table: one row, a cell for each name."""
    cells = format_html_join("", '<th scope="col">{}</th>', ((name,) for name in names))
    return format_html("<thead><tr>{}</tr></thead>", cells)


@register.inclusion_tag("web/parts/pager.html")
def pager(label: str, back: str = "", following: str = "", **more: str) -> dict[str, str]:
    """Buttons between the sheets of a list; nothing where the list has one sheet.

    Args:
        label: what a screen reader calls them.
        back: query of the sheet before, or of the first; empty where there is none.
        following: query of the next sheet; empty where there is none.
        more: ``back_name`` and ``following_name``, if not "to the beginning" and "next"; ``back_rel``; ``fragment`` of
            both addresses; ``address`` before their queries, where the page may stand under another.
    """
    return {"label": label, "back": back, "following": following, **more}


@register.inclusion_tag("web/parts/empty.html")
def empty(headline: str, hint: str = "") -> dict[str, str]:
    """What stands in the place of a list that has no line."""
    return {"headline": headline, "hint": hint}


@register.inclusion_tag("web/parts/downloads.html")
def downloads(view: str, kinds: Sequence[str]) -> dict[str, Any]:
    """Buttons that fetch a list as files of these kinds, and the one that prints it.

    Args:
        view: name of the address, which takes the kind.
        kinds: ``csv``, ``xlsx`` …
    """
    return {"view": view, "kinds": kinds}


@register.inclusion_tag("web/parts/print_button.html")
def print_button() -> dict[str, str]:
    """The button that prints the page."""
    return {}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of our icons, hidden from screen readers: the words beside it say the same."""
    # The name comes from our own templates, never from a paper.
    return mark_safe(
        f'<svg class="icon" aria-hidden="true" focusable="false"><use href="{assets.address("icons.svg")}#{name}"/></svg>'
    )
