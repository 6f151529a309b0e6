"""Builds a paper: the usual content of its type with the changes asked for."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pipeline.training.paper import TYPE_CODES, Kind, Paper

REGION = "2101"
SECRETARY: dict[str, Any] = {
    "secretariat": True,
    "position": "Sekretaris",
    "name": "Bagas Samudra Wening",
    "nip": "19000101 192001 1 001",
}
_FIELDS = frozenset(field.name for field in fields(Paper))


def build(kind: Kind, changes: dict[str, Any], **usual: Any) -> Paper:
    """A paper with its usual content, changed as asked; its number made of its parts unless one is given."""
    content = usual | changes
    sequence = content.pop("sequence", "1")
    if unknown := content.keys() - _FIELDS:
        raise TypeError(f"a paper has no {sorted(unknown)}")
    if not content.get("number"):
        content["number"] = f"{sequence}/{content['code']}-{TYPE_CODES[kind]}/{REGION}/{content['date'][:4]}"
    return Paper(kind, **{name: _filled(value, content["word"]) for name, value in content.items()})


def _filled(value: Any, word: str) -> Any:
    if isinstance(value, str):
        return value.replace("{word}", word)
    return tuple(_filled(part, word) for part in value) if isinstance(value, tuple) else value
