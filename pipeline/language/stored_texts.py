"""Writes sentences into JSON with key and values beside the text, and reads them back (decision 0019).

In ``{"why": "…", "said": …}`` the member ``said`` tells what ``why`` was made from: an object for a sentence of ours, ``null`` for
a person's own words. Where ``said`` is missing the file is older than keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.language.older_texts import OlderText
from pipeline.language.phrases import BilingualText, FromMessage, FromParts

SAID = "said"
Json = dict[str, Any]


def write(fields: Json, name: str, text: str) -> None:
    """Put a text into a JSON object, and beside it what it was made from. An empty text says nothing."""
    fields[name] = str(text)
    if text and not isinstance(text, OlderText):
        fields[SAID] = _origin(text)


def read(fields: Json, name: str) -> None:
    """Make a text of what stands in a JSON object, and take out what stands beside it."""
    given = SAID in fields
    said, text = fields.pop(SAID, None), fields.get(name)
    if text and isinstance(text, str):
        fields[name] = _text(text, said) if given else OlderText(text)


def write_all(rows: Sequence[Json], name: str, texts: Iterable[str]) -> None:
    """``write`` for several objects and a text for each."""
    for row, text in zip(rows, texts, strict=True):
        write(row, name, text)


def read_all(rows: object, name: str) -> None:
    """``read`` for several objects; what is damaged is left to whoever validates it."""
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            read(row, name)


def origins(texts: Sequence[str]) -> list[Json | None]:
    """For each of several texts what it was made from; ``None`` for one of an older file."""
    return [_origin(text) for text in texts]


def with_origins(texts: Sequence[str], said: object) -> tuple[str, ...]:
    """Notes of a page again; ``said`` is what ``origins`` gave, or ``None``. One without is of an older file."""
    beside = said if isinstance(said, list) and len(said) == len(texts) else [None] * len(texts)
    return tuple(_text(text, one) if one else OlderText(text) for text, one in zip(texts, beside, strict=True))


def dump_origins(texts: Sequence[str]) -> str:
    """``origins`` as a column of the catalogue; empty where there are no texts."""
    return json.dumps(origins(texts), ensure_ascii=False) if texts else ""


def load_origins(texts: Sequence[str], column: str) -> tuple[str, ...]:
    """Texts again, from themselves and what ``dump_origins`` made of them; empty in rows of an older Berkas."""
    return with_origins(texts, json.loads(column) if column else None)


def _origin(text: str) -> Json | None:
    if not isinstance(text, BilingualText):
        return None
    match text.origin:
        case FromMessage(key, values):
            return {"key": key, "values": {name: _value(value) for name, value in sorted(values.items())}}
        case FromParts(parts, between):
            return {"parts": [_value(part) for part in parts], "between": list(between)}
    return {"english": text.english}


def _value(value: object) -> object:
    """A value in JSON. Texts of ours are objects, so that a title is never taken for one."""
    if isinstance(value, BilingualText):
        return {"text": str(value)} | (_origin(value) or {})
    if isinstance(value, OlderText):
        return {"text": str(value)}
    return value if isinstance(value, int | float) else str(value)


def _text(text: str, said: object) -> str:
    """The text; as a plain one where ``said`` is nothing that we write."""
    match said:
        case {"key": str(key), "values": dict(values)}:
            return BilingualText(text, origin=FromMessage(key, _values(values)))
        case {"parts": [*parts], "between": [str(indonesian), str(english)]}:
            return BilingualText(text, origin=FromParts(tuple(map(_restored, parts)), (indonesian, english)))
        case {"english": str(english)}:
            return BilingualText(text, english)
    return text


def _values(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _restored(value) for name, value in values.items()}


def _restored(value: object) -> Any:
    match value:
        case {"text": str(text), **rest}:
            return _text(text, rest) if rest else OlderText(text)
    return value
