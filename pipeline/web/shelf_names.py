"""What a shelf is called on the pages; the folder's own name is for those who look into the archive."""

from __future__ import annotations

import re

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pipeline.archive import shelf
from pipeline.language.indonesian import long_date

_AWAITING = re.compile(r"awaiting-(\d+)y")
_NAMES = {
    shelf.QUEUE: gettext_lazy("antrean"),
    shelf.SET_ASIDE: gettext_lazy("disisihkan"),
    shelf.DISPOSED: gettext_lazy("dimusnahkan"),
}


def shelf_name(path: str) -> str:
    """``shelves/awaiting-05y/HM.02/2026-000123`` → ``menunggu, 5 tahun · HM.02``.

    Args:
        path: a record's folder below archive/.
    """
    root, *inner = path.split("/")
    if root != shelf.SHELVES or len(inner) < 2:
        return str(_NAMES.get(root, path))
    retention, code = inner[:2]
    return f"{_retention(retention)} · {_('tanpa kode') if code == shelf.WITHOUT_CODE else code}"


def _retention(folder: str) -> str:
    if folder == "permanent":
        return _("permanen")
    if folder == "awaiting-rule":
        return _("menunggu aturan retensi")
    if waiting := _AWAITING.fullmatch(folder):
        return _("menunggu, %(years)s tahun") % {"years": int(waiting[1])}
    return _("sampai %(day)s") % {"day": long_date(folder, get_language() or "id")}
