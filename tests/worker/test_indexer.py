"""What the index takes of a record."""

from __future__ import annotations

import io

from reportlab.pdfgen import canvas

from pipeline.catalogue import models
from pipeline.home import Home
from pipeline.records import search
from pipeline.worker import indexer
from tests.builders.home import DESK, At


def test_a_word_broken_at_a_line_end_is_found_whole(home: Home, at: At) -> None:
    record = at.queued(b"Kepada semua petugas pendaf-\ntaran di kecamatan.\n" * 3)
    index = indexer.open_engine(home)
    indexer.update_index(index)
    found = search.find(index, DESK, "pendaftaran", place="queue")
    assert [hit.record.id for hit in found.hits] == [record.id]


def test_what_stands_at_a_pages_edge_is_no_text_and_found_all_the_same(home: Home, at: At) -> None:
    out = io.BytesIO()
    pen = canvas.Canvas(out, pagesize=(595, 842))
    pen.drawString(72, 760, "Undangan rapat koordinasi penyusunan daftar pemilih")
    pen.drawString(72, 30, "Dokumen ini telah ditandatangani secara elektronik, BSrE Sumbarejeki")
    pen.save()
    record = at.queued(out.getvalue(), "surat.pdf")
    page = models.Page.objects.get(record_id=record.id)
    assert "Sumbarejeki" not in page.text
    index = indexer.open_engine(home)
    indexer.update_index(index)
    assert [hit.record.id for hit in search.find(index, DESK, "Sumbarejeki", place="queue").hits] == [record.id]
