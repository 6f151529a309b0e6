"""KPU's region codes: two digits for a province, four for a regency or city (Keputusan KPU 1257/2024, Lampiran II)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency or city."""

    code: str
    name: str
    """As the list prints it: ``BINTAN``, ``KOTA BATAM``, ``PROVINSI ACEH``."""
    level: str
    """``provinsi`` or ``kab_kota``."""

    @property
    def title(self) -> str:
        """The name as running text writes it: ``Kabupaten Bintan``, ``Kota Batam``, ``Provinsi Aceh``."""
        name = self.name.title()
        if self.level == "provinsi":
            return name if name.startswith("Provinsi ") else f"Provinsi {name}"
        return name if name.startswith("Kota ") else f"Kabupaten {name}"


@lru_cache(maxsize=1)
def regions() -> dict[str, Region]:
    """Every region by its code."""
    table = resources.files("pipeline.classification") / "schemes" / "regions.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["code"]: Region(row["code"], row["name"], row["level"]) for row in rows}
