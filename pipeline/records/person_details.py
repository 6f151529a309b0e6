"""What the office calls someone, beside the name that they log in with: full name, staff number and position."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline import approval
from pipeline.language.phrases import BilingualText

LABELS = {
    "full_name": BilingualText("nama lengkap", "full name"),
    "nip": BilingualText("NIP", "staff number (NIP)"),
    "position": BilingualText("jabatan", "position"),
}
_NIP = re.compile(r"[0-9]{18}")
_EIGHTEEN = BilingualText("NIP terdiri atas 18 angka", "it has 18 figures")


def clean(typed: Mapping[str, str]) -> dict[str, str]:
    """Details as they are stored: trimmed, the number without its spaces.

    Raises:
        WrongValue: a number that is none, or a text that is too long.
    """
    cleaned = {name: approval.clean_value(LABELS[name], value) for name, value in typed.items() if name in LABELS}
    if nip := cleaned.get("nip", "").replace(" ", ""):
        if not _NIP.fullmatch(nip):
            raise approval.WrongValue(field=LABELS["nip"], why=_EIGHTEEN)
        cleaned["nip"] = nip
    return cleaned
