"""The recap book (buku rekap informasi): append-only, one line an act, each line carrying the hash of the line before."""

from pipeline.ledger.book import NOTHING_BEFORE, End, Line, append, end, findings, read
from pipeline.ledger.subjects import Known, Told, entries, says, told

__all__ = ["NOTHING_BEFORE", "End", "Known", "Line", "Told", "append", "end", "entries", "findings", "read", "says", "told"]
