"""Whatever a reader says of a page is told in English too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import formats, reading
from pipeline.language.phrases import Message, translate_older
from pipeline.reading import messages
from pipeline.reading.preprocessing.assessment import PageAssessment
from pipeline.reading.preprocessing.skew import LineGeometry
from pipeline.reading.recognition import recognizer

ROOMS = Path(reading.__file__).parent, Path(formats.__file__).parent
SENTENCE = re.compile(r"[A-Z0-9].* .*[.]")


def written_in(source: str) -> Iterator[str]:
    """The sentences that a module writes out, a number in each place of theirs; not those that describe it."""
    tree = ast.parse(source)
    described = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    within = {id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in one.values}
    for one in ast.walk(tree):
        if isinstance(one, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "3" for part in one.values)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and not {id(one)} & (described | within):
            yield one.value


def sentences() -> list[str]:
    modules = [file for room in ROOMS for file in sorted(room.rglob("*.py")) if file.name not in {"messages.py", "labels.py"}]
    found = [text for file in modules for text in written_in(file.read_text("utf-8"))]
    return [text for text in found if SENTENCE.fullmatch(text)]


def test_a_sentence_written_out_is_found() -> None:
    assert list(filter(SENTENCE.fullmatch, written_in('"""A module."""\nsaid = f"Baris {count} tidak terbaca."'))) == [
        "Baris 3 tidak terbaca."
    ]


def test_no_other_module_of_the_room_writes_a_sentence_of_its_own() -> None:
    assert sentences() == []


@pytest.mark.parametrize("name", [name for name, one in vars(messages).items() if isinstance(one, Message)])
def test_every_phrase_of_the_room_is_known_again_in_both_languages(name: str) -> None:
    phrase = getattr(messages, name)
    places = re.findall(r"{(\w+)}", phrase.indonesian)
    said = phrase(**dict.fromkeys(places, "7"))
    if phrase.stored:
        assert translate_older(str(said), "en") == said.english
        assert translate_older(said.english, "id") == str(said)


def test_what_was_wrong_with_a_picture_is_told_in_english() -> None:
    lines = LineGeometry(skew=9.0, upright=False, sure=9.0, head_up=-1.0, print_height=9.0, bent=True)
    ruined = PageAssessment(lines, 0.0, 255.0, 99.0, 1.0, 1.0, 1.0, negative=True, dpi=50.0, print_height=9.0)
    told = [value for name, value in vars(recognizer).items() if name.isupper() and isinstance(value, str)]
    assert {*ruined.faults, *told} <= set(messages.FAULTS)
    note = f"Gambar diperbaiki sebelum dibaca: {', '.join(messages.FAULTS)}."
    assert translate_older(note, "en") == f"The picture was mended before it was read: {', '.join(messages.FAULTS.values())}."
    assert translate_older(translate_older(note, "en"), "id") == note


def test_a_word_that_only_a_list_knows_is_nobodys_sentence() -> None:
    assert translate_older("miring", "en") == "miring"
