"""The table and the chart of ``benchmarks/reading.py``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from statistics import mean

Row = Mapping[str, object]
NAMES = {"bare": "bare tesseract", "ocrmypdf": "OCRmyPDF", "rapidocr": "RapidOCR", "berkas": "Berkas"}
COLOURS = {"bare": "#c9ccd1", "ocrmypdf": "#8aa4c8", "rapidocr": "#d9a441", "berkas": "#1f4e79"}
LEFT, WIDTH, BAR, GAP, TOP = 230, 520, 6, 8, 46


def _pages(run: Row) -> int:
    return int(str(run["pages"]))


def by_condition(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    kept: dict[str, list[Row]] = {}
    for row in rows:
        kept.setdefault(str(row["condition"]), []).append(row)
    return {
        name: {key: mean(float(str(row[key])) for row in some) for key in ("missed", "wrong")} | {"pages": float(len(some))}
        for name, some in kept.items()
    }


def table(rows: Mapping[str, Sequence[Row]], runs: Sequence[Row]) -> str:
    """Markdown: words missed and characters wrong by condition and reader, then averages, speed and memory."""
    of = {reader: [run for run in runs if run["reader"] == reader] for reader in rows}
    ran = {reader: max(some, key=_pages) for reader, some in of.items() if some}
    speed = {reader: 60 * _pages(run) / float(str(run["seconds"])) for reader, run in ran.items()}
    memory = {reader: float(str(run["family"])) for reader, run in ran.items()}
    readers = list(rows)
    means = {reader: by_condition(rows[reader]) for reader in readers}
    lines = [
        "| condition | " + " | ".join(f"{NAMES[reader]}: words missed | characters wrong" for reader in readers) + " |",
        "|---|" + "---:|---:|" * len(readers),
    ]
    for name in dict.fromkeys(name for reader in readers for name in means[reader]):
        cells = [
            f"{means[reader][name][key]:.3f}" if name in means[reader] else "–" for reader in readers for key in ("missed", "wrong")
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    cells = [f"**{mean(row[key] for row in means[reader].values()):.3f}**" for reader in readers for key in ("missed", "wrong")]
    lines.append("| **average** | " + " | ".join(cells) + " |")
    worst = [f"{max(row['missed'] for row in means[reader].values()):.3f} | " for reader in readers]
    lines.append("| worst condition | " + " | ".join(worst) + " |")
    for label, figures, form in (("pages a minute", speed, ".1f"), ("peak memory of all its processes, MiB", memory, ".0f")):
        lines.append(f"| {label} | " + " | ".join(f"{figures.get(reader, 0):{form}} | " for reader in readers) + " |")
    lines.append("| pages read | " + " | ".join(f"{len(rows[reader])} | " for reader in readers) + " |")
    return "\n".join(lines)


def draw(rows: Mapping[str, Sequence[Row]], path: Path) -> None:
    """Bars of words missed, as an SVG."""
    readers = list(rows)
    means = {reader: by_condition(rows[reader]) for reader in readers}
    names = list(dict.fromkeys(name for reader in readers for name in means[reader]))
    step = BAR * len(readers) + GAP
    height = TOP + step * len(names) + 34
    box = f"0 0 {LEFT + WIDTH + 40} {height}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="sans-serif" font-size="11">',
        f'<rect width="100%" height="{height}" fill="#fff"/>',
    ]
    for index, reader in enumerate(readers):
        x = LEFT + 150 * index
        parts.append(f'<rect x="{x}" y="10" width="12" height="12" fill="{COLOURS[reader]}"/>')
        parts.append(f'<text x="{x + 18}" y="20" fill="#222">{NAMES[reader]}</text>')
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        tick = LEFT + share * WIDTH
        parts.append(f'<line x1="{tick:g}" y1="{TOP - 8}" x2="{tick:g}" y2="{height - 24}" stroke="#e3e5e8"/>')
        parts.append(f'<text x="{tick:g}" y="{height - 8}" text-anchor="middle" fill="#555">{share:.0%}</text>')
    for row, name in enumerate(names):
        y = TOP + row * step
        parts.append(f'<text x="{LEFT - 8}" y="{y + step / 2:g}" text-anchor="end" fill="#222">{escape(name)}</text>')
        for index, reader in enumerate(readers):
            if name in means[reader]:
                wide = max(1.0, means[reader][name]["missed"] * WIDTH)
                parts.append(
                    f'<rect x="{LEFT}" y="{y + index * BAR}" width="{wide:.1f}" height="{BAR - 1}" fill="{COLOURS[reader]}"/>'
                )
    parts.append("</svg>\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts))
