"""Compact encodings of what the catalogue stores beside the files.

A page's word boxes: what a page of 500 words takes falls from 60 KB of JSON to some 3 KB. And a record in brief: what a list shows
of it, read ten times as fast as the whole.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import overload

from pydantic import TypeAdapter

from pipeline.document import Proposal, Record
from pipeline.document.facts import Facts
from pipeline.document.pages import Word
from pipeline.language import stored_texts

_record = TypeAdapter(Record)

_SCALE = 10_000
_CONFIDENCE_SCALE = 100


def pack(words: Sequence[Word]) -> bytes:
    """Boxes and confidences, without the texts: those are the page's text, split."""
    numbers: list[int] = []
    for word in words:
        # Spelt out: a rebuild packs millions of edges.
        numbers += [round((0.0 if edge < 0.0 else 1.0 if edge > 1.0 else edge) * _SCALE) for edge in word.box]
        numbers.append(round(word.confidence * _CONFIDENCE_SCALE))
    return zlib.compress(array("H", numbers).tobytes())


class PackedWords(Sequence[Word]):
    """The words of a page again, from its text and what ``pack`` made of them; each is made when it is asked for.

    A hit on a page of a thousand words shows thirty of them.
    """

    def __init__(self, text: str, packed: bytes) -> None:
        self._text, self._packed = text, packed
        self._texts: list[str] | None = None
        self._numbers = array("H")

    def _open(self) -> list[str]:
        if self._texts is None:
            self._numbers.frombytes(zlib.decompress(self._packed))
            texts = self._text.split() if self._numbers else []
            if len(texts) * 5 != len(self._numbers):
                raise ValueError("the words of a page are not the words of its text")
            self._texts = texts
        return self._texts

    def __len__(self) -> int:
        return len(self._open())

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        texts = self._open()
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(texts))))
        place = range(len(texts))[index] * 5
        left, top, right, bottom, confidence = self._numbers[place : place + 5]
        box = (left / _SCALE, top / _SCALE, right / _SCALE, bottom / _SCALE)
        return Word(texts[index], box, confidence / _CONFIDENCE_SCALE)

    def __iter__(self) -> Iterator[Word]:
        return (self[at] for at in range(len(self)))


def to_brief(record: Record) -> str:
    """What a list shows of a record: all but its history, its arrivals and the evidence of its proposal."""
    proposal = Proposal(Facts(), record.proposal.confidence) if record.proposal else None
    shown = replace(record, history=(), arrivals=(), derived={}, proposal=proposal)
    if not record.problem:
        return _record.dump_json(shown, exclude_defaults=True).decode()
    fields = _record.dump_python(shown, mode="json", exclude_defaults=True)
    stored_texts.write(fields, "problem", record.problem)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def from_brief(text: str) -> Record:
    """The record again, as far as ``to_brief`` keeps it."""
    if '"problem":' not in text:
        return _record.validate_json(text)
    fields = json.loads(text)
    stored_texts.read(fields, "problem")
    return _record.validate_python(fields)
