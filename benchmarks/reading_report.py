"""What ``benchmarks/reading.py`` says of each set of pages: words missed, seconds, memory, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import mean
from typing import Any

from reading_chart import NAMES

Row = Mapping[str, Any]
MISREAD = 0.03
"""Share of words missed above which a page should be marked for a person to check."""
HARM = 0.02
"""By how much Berkas may miss more than bare Tesseract on any page."""
WELL = 0.03
"""Share of words that bare Tesseract misses at most on a page that it reads well."""
RELIABILITY = (0.5, 0.7, 0.8, 0.9, 0.97, 0.99, 0.999, 1.1)


def page_of(row: Row) -> tuple[Any, ...]:
    """What tells a page from others."""
    return row["set"], row["condition"], row["seed"]


def sets(rows: Sequence[Row], runs: Sequence[Row]) -> str:
    """Markdown: a row for each set and reader, then all sets together."""
    lines = [
        "| pages | reader | read | words missed | worst page | seconds a page | slowest | × bare, mean | × bare, worst "
        f"| × bare where it misses ≤ {WELL:g}: mean, worst | one process, MiB | marked of good | of bad |",
        "|---|---|" + "---:|" * 11,
    ]
    groups = list(dict.fromkeys(row["set"] for row in rows))
    bare = {page_of(row): row for row in rows if row["reader"] == "bare"}
    for group in [*groups, None] if len(groups) > 1 else groups:
        for reader in NAMES:
            some = [row for row in rows if row["reader"] == reader and group in (None, row["set"])]
            if some:
                peak = max((run["child"] for run in runs if run["reader"] == reader and group in (None, run["set"])), default=0.0)
                lines.append(f"| {group or '**all**'} | {NAMES[reader]} | {_cells(some, bare, peak)} |")
    return "\n".join(lines)


def _cells(rows: Sequence[Row], bare: Mapping[tuple[Any, ...], Row], peak: float) -> str:
    missed = [row["missed"] for row in rows]
    timed = [row for row in rows if "took" in row]
    against = [(row["took"] / bare[page_of(row)]["took"], bare[page_of(row)]["missed"]) for row in timed if _timed(bare, row)]
    ratios, easy = [ratio for ratio, _ in against], [ratio for ratio, said in against if said <= WELL]
    good, bad = marked(rows)
    return " | ".join(
        (
            str(len(rows)),
            f"{mean(missed):.3f}",
            f"{max(missed):.3f}",
            f"{mean(row['took'] for row in timed):.1f} | {max(row['took'] for row in timed):.1f}" if timed else "– | –",
            f"{mean(ratios):.1f} | {max(ratios):.1f}" if ratios else "– | –",
            f"{mean(easy):.1f}, {max(easy):.1f}" if easy else "–",
            f"{peak:.0f}" if peak else "–",
            f"{good} | {bad}",
        )
    )


def _timed(bare: Mapping[tuple[Any, ...], Row], row: Row) -> bool:
    return "took" in bare.get(page_of(row), {})


def marked(rows: Iterable[Row]) -> tuple[str, str]:
    """How many pages were marked for a person to check: of those read well, and of those that were not."""
    said = [row for row in rows if "marked" in row]
    if not said:
        return "–", "–"
    good = [row["marked"] for row in said if row["missed"] <= MISREAD]
    bad = [row["marked"] for row in said if row["missed"] > MISREAD]
    return f"{sum(good)} of {len(good)}", f"{sum(bad)} of {len(bad)}"


def harm(rows: Sequence[Row]) -> str:
    """The pages on which Berkas does harm."""
    bare = {page_of(row): row["missed"] for row in rows if row["reader"] == "bare"}
    both = [row for row in rows if row["reader"] == "berkas" and page_of(row) in bare]
    worse = [row for row in both if row["missed"] > bare[page_of(row)] + HARM]
    lines = [f"Berkas misses more than bare Tesseract + {HARM:g} on {len(worse)} of {len(both)} pages" + (":" if worse else ".")]
    lines += [f"- {row['set']}, {row['condition']}: {row['missed']:.3f} against {bare[page_of(row)]:.3f}" for row in worse]
    return "\n".join(lines)


def honesty(rows: Sequence[Row]) -> str:
    """Does the mark "sulit dibaca" fall on the pages with misses, and do words believed right nine times in ten come out so?"""
    good, bad = marked(rows)
    lost = [row["missed"] * row["printed"] for row in rows]
    seen = sum(words for words, row in zip(lost, rows, strict=True) if row["marked"])
    summary = (
        f'Marked "sulit dibaca": {good} pages that miss at most {MISREAD:.0%} of their words, {bad} that miss more. '
        f"{seen / max(1e-9, sum(lost)):.0%} of all missed words lie on marked pages."
    )
    return summary + "\n\n" + reliability([pair for row in rows for pair in row["words"]])


def reliability(told: Iterable[Sequence[float]]) -> str:
    """Markdown: words by how far they are believed, and how many of them are printed."""
    lines = ["| words believed right | words | said, on average | printed so |", "|---|---:|---:|---:|"]
    for start, edge, words, said, right in binned(told, RELIABILITY):
        lines.append(f"| {start:g} to {min(1.0, edge):g} | {words} | {said:.4f} | {right:.4f} |")
    return "\n".join(lines)


def binned(told: Iterable[Sequence[float]], edges: Sequence[float]) -> list[tuple[float, float, int, float, float]]:
    """Start, edge, number of words, mean of what was said, share that is right; bins without words are left out."""
    pairs = list(told)
    found = []
    for start, edge in zip((0.0, *edges), edges, strict=False):
        inside = [pair for pair in pairs if start <= pair[0] < edge]
        if inside:
            found.append((start, edge, len(inside), mean(pair[0] for pair in inside), mean(pair[1] for pair in inside)))
    return found
