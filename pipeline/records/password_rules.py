"""A password rule of our own, beside Django's: no repetition, no row of the keyboard or the alphabet.

Why not zxcvbn: its words are English (decision 0018).
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from pipeline.language.phrases import BilingualText, translate

FEWEST_CHARACTERS = 5
"""Different ones."""
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONGEST_RUN = 5
_TRIVIAL = BilingualText(
    "Kata sandi ini hanya pengulangan atau urutan; pakai beberapa kata yang berbeda.",
    "This password is only a repetition or a sequence; use several different words.",
)


def is_trivial(password: str) -> bool:
    """Whether a password is one piece said again and again, uses hardly any characters, or is a row of keys."""
    plain = re.sub(r"[\W_]+", "", password.casefold())
    words = [word for word in re.split(r"[\W_]+", password.casefold()) if word]
    repeated = plain in (plain + plain)[1:-1] if plain else True
    return repeated or len(set(plain)) < FEWEST_CHARACTERS or (len(words) > 2 and len(set(words)) == 1) or _is_row(plain)


def _is_row(plain: str) -> bool:
    """Whether most of it is taken from rows of keys or letters, forwards or backwards."""
    left = plain
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for start in range(len(row)):
            for end in range(len(row), start + _LONGEST_RUN - 1, -1):
                left = left.replace(row[start:end], "")
    return len(left) * 2 < len(plain)


class NotTrivial:
    """A password validator as Django wants it; named in the settings."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django passes it
        """Raises ``ValidationError`` when the password is trivial."""
        if is_trivial(password):
            raise ValidationError(str(translate(_TRIVIAL, get_language() or "id")), code="password_trivial")

    def get_help_text(self) -> str:
        """What Django's own forms would say; we have none."""
        return str(translate(_TRIVIAL, get_language() or "id"))
