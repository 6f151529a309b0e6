"""What each mending adds: the pages on which it does something, read again without it.

    python benchmarks/ablation.py [--folder FOLDER …] [--language eng] [--seeds 1] [--first 501] [--only NAME,NAME [--at-once]]
                                  [--raw FILE]

Every page is read once as the program reads it, with a record of which mendings did something; then once more for each of those
with it switched off. What both readings ask of Tesseract and of the second recogniser is asked once. Printed are the words missed
more without it, on average over all pages and over those it worked on: above nought it helps.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent))
import printed

from pipeline.reading import Options, identify, read_page
from pipeline.reading.line_recognition import LineRecognizer, Quad, TextLine
from pipeline.reading.preprocessing import background_removal, deblur, descreen, dewarp, line_removal, plan
from pipeline.reading.recognition import missed_cells, second_reading, second_recognizer, tesseract, uncertain_print
from pipeline.reading.recognition.vocabulary import Vocabulary

Call = Callable[..., Any]
AT_ONCE = "all of these at once"


@dataclass(frozen=True)
class Mending:
    """A function of the reader: whether a call of it did something, and what a call gives with it switched off."""

    name: str
    owner: Any
    attribute: str
    worked: Callable[[Any, tuple[Any, ...]], bool]
    """Of what it gave, and what it was given."""
    off: Callable[[Call, tuple[Any, ...], dict[str, Any]], Any]


def _something(given: Any, _: tuple[Any, ...]) -> bool:
    return given is not None


def _planned(name: str, field: str, value: object) -> Mending:
    """A mending that stands in the plan."""
    return Mending(
        name,
        plan,
        "plan_for",
        lambda plan, _: getattr(plan, field) != value,
        lambda original, args, more: replace(original(*args, **more), **{field: value}),
    )


MENDINGS = (
    Mending("dewarp.find_bend", dewarp, "find_bend", _something, lambda *_: None),
    _planned("plan.lightest", "lightest", False),
    Mending("line_removal", line_removal, "remove_scratches", _something, lambda *_: None),
    Mending("background_removal", background_removal, "remove_background", _something, lambda *_: None),
    Mending("descreen", descreen, "find_dots", _something, lambda *_: None),
    Mending("deblur", deblur, "find_blur", _something, lambda *_: None),
    Mending(
        "lines between",
        second_reading.SecondReading,
        "_with_lines_between",
        lambda given, args: given.tokens != args[1].tokens,
        lambda _, args, __: args[1].with_unread(args[2]),
    ),
    Mending("missed_cells", missed_cells, "find_missed_cells", lambda given, _: bool(given), lambda *_: []),
    Mending("vocabulary", second_reading, "vocabulary_of", lambda given, _: bool(given), lambda *_: Vocabulary(())),
    Mending("pieces", uncertain_print, "_pieces_of", lambda given, _: len(given) > 1, lambda *call: _whole(*call)),
)


def _whole(original: Call, args: tuple[Any, ...], more: dict[str, Any]) -> list[tuple[Quad, tuple[int, ...], bool]]:
    """A line with a doubtful piece is in doubt as a whole."""
    quad, row = args[:2]
    return [(quad, tuple(row), any(doubtful for *_, doubtful in original(*args, **more)))]


@contextmanager
def replaced(owner: Any, attribute: str, by: Callable[[Call], Call]) -> Iterator[None]:
    """A function of the reader wrapped for a while."""
    original = getattr(owner, attribute)
    setattr(owner, attribute, by(original))
    try:
        yield
    finally:
        setattr(owner, attribute, original)


def watched(mending: Mending, seen: set[str]) -> Callable[[Call], Call]:
    """Notes down that it worked."""

    def wrap(original: Call) -> Call:
        def call(*args: Any, **more: Any) -> Any:
            given = original(*args, **more)
            if mending.worked(given, args):
                seen.add(mending.name)
            return given

        return call

    return wrap


def without(mending: Mending) -> Callable[[Call], Call]:
    """Switched off."""
    return lambda original: lambda *args, **more: mending.off(original, args, more)


class Memory:
    """What the recognisers have said of one page's pictures."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], Any] = {}

    def once(self, key: tuple[object, ...], ask: Callable[[], Any]) -> Any:
        if key not in self.kept:
            self.kept[key] = ask()
        return self.kept[key]

    def tesseract(self, original: Call) -> Call:
        def recognise(picture: Path, language: str, dpi: float, seconds: float, mode: int = 3) -> Any:
            key = (hashlib.blake2b(picture.read_bytes()).digest(), language, round(dpi), mode)
            return self.once(key, lambda: original(picture, language, dpi, seconds, mode))

        return recognise


@dataclass(frozen=True)
class Remembering:
    """The second recogniser, asked once for each line."""

    inner: LineRecognizer
    memory: Memory

    def find(self, pixels: Image.Image) -> list[Quad]:
        return list(self.memory.once(("find", _print_of(pixels)), lambda: self.inner.find(pixels)))

    def read(self, pixels: Image.Image, quads: Sequence[Quad], language: str) -> list[TextLine]:
        picture = _print_of(pixels)
        return [self._line(pixels, quad, (picture, quad.tobytes(), language), language) for quad in quads]

    def _line(self, pixels: Image.Image, quad: Quad, key: tuple[object, ...], language: str) -> TextLine:
        line: TextLine = self.memory.once(key, lambda: self.inner.read(pixels, [quad], language)[0])
        return line


def _print_of(pixels: Image.Image) -> bytes:
    return hashlib.blake2b(pixels.tobytes()).digest()


def read(page: printed.Printed) -> float:
    """Share of the page's words that are missed."""
    found = read_page(identify(page.path), 1, Options(language=page.language))
    return page.missed(" ".join([found.text, *found.margins]))


def measured(page: printed.Printed, wanted: Sequence[Mending], *, at_once: bool) -> dict[str, Any]:
    """Words missed with all mendings, and without each that worked; or without all of the wanted ones at once."""
    memory, seen = Memory(), set[str]()
    second = second_recognizer.second_recognizer()
    with (
        replaced(tesseract, "recognise", memory.tesseract),
        replaced(second_recognizer, "second_recognizer", lambda _: lambda: second and Remembering(second, memory)),
    ):
        with _all_of(wanted, lambda mending: watched(mending, seen)):
            usual = read(page)
        off = {}
        worked = [mending for mending in wanted if mending.name in seen]
        for name, some in {AT_ONCE: worked}.items() if at_once else {one.name: [one] for one in worked}.items():
            if some:
                with _all_of(wanted if at_once else some, without):
                    off[name] = read(page)
    return {"page": _named(page), "missed": usual, "without": off}


@contextmanager
def _all_of(mendings: Sequence[Mending], by: Callable[[Mending], Callable[[Call], Call]]) -> Iterator[None]:
    with ExitStack() as stack:
        for mending in mendings:
            stack.enter_context(replaced(mending.owner, mending.attribute, by(mending)))
        yield


def table(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> str:
    """What each mending adds, in words missed more without it."""
    lines = [
        f"{len(rows)} pages, {statistics.mean(row['missed'] for row in rows):.4f} of the words missed",
        "",
        "| mending | pages it worked on | adds, over all pages | over those | most lost without it | most gained without it |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name in names:
        gains = {row["page"]: row["without"][name] - row["missed"] for row in rows if name in row["without"]}
        total, count = sum(gains.values()), len(gains)
        lost = max(gains.items(), key=lambda gain: gain[1], default=("–", 0.0))
        won = min(gains.items(), key=lambda gain: gain[1], default=("–", 0.0))
        cells = f"{total / len(rows):+.4f} | {total / max(1, count):+.4f} | {lost[1]:+.3f} {lost[0]} | {won[1]:+.3f} {won[0]}"
        lines.append(f"| {name} | {count} | {cells} |")
    return "\n".join(lines)


def _named(page: printed.Printed) -> str:
    return f"{page.group}/{page.name}" + (f" {page.seed}" if page.seed else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, action="append", default=[], help="a folder of pictures with their text")
    parser.add_argument("--language", default="ind", help="of the folders' pages")
    parser.add_argument("--seeds", type=int, default=1, help="papers of each invented condition; 0: none")
    parser.add_argument("--first", type=int, default=501)
    parser.add_argument("--only", default="", help="mendings, with commas between")
    parser.add_argument("--at-once", action="store_true", help="switch them off together: they may stand in for each other")
    parser.add_argument("--raw", type=Path, help="where each page goes as it is done, and from where a cut run goes on")
    arguments = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    only = {name.strip() for name in arguments.only.split(",") if name.strip()}
    wanted = [mending for mending in MENDINGS if not only or mending.name in only]
    rows = [json.loads(line) for line in arguments.raw.read_text().splitlines()] if arguments.raw and arguments.raw.exists() else []
    done = {row["page"] for row in rows}
    with tempfile.TemporaryDirectory() as scratch:
        pages = [page for folder in arguments.folder for page in printed.of_folder(folder, arguments.language)]
        seeds = range(arguments.first, arguments.first + arguments.seeds)
        pages += printed.invented(printed.NAMES, seeds, Path(scratch))
        for page in pages:
            if _named(page) in done:
                continue
            started = time.monotonic()
            row = measured(page, wanted, at_once=arguments.at_once)
            rows.append(row)
            said = " ".join(f"{name} {value - row['missed']:+.3f}" for name, value in row["without"].items())
            print(f"{row['page']}: {row['missed']:.3f} {said} ({time.monotonic() - started:.0f} s)", file=sys.stderr, flush=True)
            if arguments.raw:
                with arguments.raw.open("a") as out:
                    out.write(json.dumps(row) + "\n")
    print(table(rows, [AT_ONCE] if arguments.at_once else [mending.name for mending in wanted]))


if __name__ == "__main__":
    main()
