"""The words of an archivist: a *naskah* before it is filed, an *arsip* after, a *berkas* that holds several, a *file* on a disk."""

from __future__ import annotations

import re

import pytest

from tests.builders.sentences import all_messages, in_code, on_pages

NOT_SAID = re.compile(
    r"\b(?:[Dd]osir|bita\b|papan tik|[Cc]akram)|\bBerkas (?:ini|itu|{)|(?:[Nn]omor|[Ii]si|[Jj]enis) berkas\b"
    r"|\bberkas(?:nya)? (?:asli|lampiran|xlsx|docx|rusak)"
)


def said() -> list[str]:
    return [*(message.indonesian for message in all_messages()), *on_pages(), *in_code()]


def test_nothing_is_said_in_words_that_an_archivist_does_not_use() -> None:
    assert [sentence for sentence in said() if NOT_SAID.search(sentence)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Isi file ini tidak dapat dibaca. Pindai atau simpan ulang, lalu masukkan lagi.",
        "Seret file ke sini, atau pilih",
        "Nama berkas.",
    ],
)
def test_messages_pages_and_the_help_of_commands_are_all_looked_at(sentence: str) -> None:
    assert sentence in said()
