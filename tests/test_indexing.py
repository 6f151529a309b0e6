"""What the index takes of a record."""

from __future__ import annotations

from pipeline import finding, indexing
from pipeline.home import Home
from tests.builders.home import DESK, At


def test_a_word_broken_at_a_line_end_is_found_whole(home: Home, at: At) -> None:
    record = at.queued(b"Kepada semua petugas pendaf-\ntaran di kecamatan.\n" * 3)
    index = indexing.engine(home)
    indexing.drain(index)
    found = finding.find(index, DESK, "pendaftaran", place="queue")
    assert [hit.record.id for hit in found.hits] == [record.id]
