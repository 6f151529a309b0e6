"""A home with as many filed records as wanted, made in minutes: every file as an act would have left it, then ``berkas rebuild``.

Records are written by the program's own functions (bag, seal, record.json, reading, recap book); only the waiting for the disk and
the reading of pages are left out, since the words and their boxes are known. Each original is a PDF whose words stand where the
reading says.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock
from uuid import UUID

from benchmarks import corpus
from pipeline import classification
from pipeline import home as homes
from pipeline.archive import bag, ledger, record_folder, retention, shelf
from pipeline.catalogue import database
from pipeline.catalogue.placement import seal_info
from pipeline.document import Arrival, Entry, Proposal, Reason, Record, Role, Status
from pipeline.document.facts import Facts
from pipeline.document.pages import Page, Reading, TextSource, Word
from pipeline.search import Document

WAITING = 2_000
"""Papers in the queue beside the filed ones."""
DAYS = 182
"""The office handed its backlog in within so many days: the home page draws the last twelve weeks."""
WIDTH, HEIGHT, LETTER, LINE, EDGE = 595, 842, 6, 13, 56
"""Points: A4, Courier at 10."""
COLUMNS, LINES = (WIDTH - 2 * EDGE) // LETTER, (HEIGHT - 2 * EDGE) // LINE
PASSWORD = "kenanga-dan-melati"
PEOPLE = (
    *((f"pembaca{number}", "reader", False) for number in range(1, 16)),
    *((f"desk{number}", "desk", number % 2 == 0) for number in range(1, 9)),
    ("ppid1", "ppid", True),
    ("ppid2", "ppid", False),
)
"""Name, role, right to see exempt records: twenty-five."""
BERKAS = Path(sys.executable).with_name("berkas")
KIND_CODES = corpus.KINDS


@dataclass(frozen=True)
class Filled:
    """A home made by ``made``."""

    root: Path
    documents: list[Document]
    """What was put in, filed ones first; questions are drawn from them."""

    @property
    def environment(self) -> dict[str, str]:
        """For ``berkas`` commands in this home."""
        return os.environ | {"BERKAS_HOME": str(self.root), "PYTHONUNBUFFERED": "1"}


def made(folder_: Path, filed: int, waiting: int = WAITING) -> Filled:
    """The home below ``folder_``; made now unless it is there already."""
    count = filed + waiting
    documents = [_as_filed(document) for document in corpus.documents(count)]
    home, mark = Filled(folder_ / f"rumah-{filed}-{waiting}", documents), folder_ / f"rumah-{filed}-{waiting}.json"
    if mark.is_file():
        return home
    if home.root.exists():
        sys.exit(f"{home.root} is half made: remove it, then try again")
    home.root.mkdir(parents=True)
    _berkas(home, "init")
    _add_people(home)
    with mock.patch("os.fsync"):  # nothing here has to outlive a power cut
        _write(home.root / "archive", documents, filed)
    _berkas(home, "rebuild")
    mark.write_text(json.dumps({"filed": filed, "waiting": waiting, "at": datetime.now(UTC).isoformat()}))
    return home


def _berkas(home: Filled, *arguments: str) -> None:
    subprocess.run([BERKAS, *arguments], env=home.environment, stdout=subprocess.DEVNULL, check=True)


def _add_people(home: Filled) -> None:
    """In one process: a command for each would take a minute."""
    database.set_up(home.root)
    from pipeline.records import lifecycle, people

    opened = homes.open_home(home.root)
    for name, role, exempt in PEOPLE:
        people.add(opened, lifecycle.machine_actor("cli"), name, Role(role), exempt_right=exempt)
        people.set_password(name, PASSWORD)
    database.close()


def _as_filed(document: Document) -> Document:
    """The number that it bears in this home: by the order in which papers came in."""
    return replace(document, id=f"{datetime.now(UTC).year}-{int(document.id[5:]) + 1:06}")


def _write(archive: Path, documents: list[Document], filed: int) -> None:
    scheme, start = classification.load_default(), datetime.now(UTC) - timedelta(days=DAYS)
    lines: list[ledger.Line] = []
    seq = ledger.end(archive / "ledger").seq
    source = archive / "original.tmp"
    for number, document in enumerate(documents):
        at = start + timedelta(days=DAYS) * (number / len(documents))
        pages = tuple(_pages(document.text))
        paper = _pdf(pages)
        record, packed = _record(document, scheme, at, pages, paper, filed=number < filed)
        target = archive / shelf.shelf(record)
        source.write_bytes(paper)
        bag.make(
            target / record_folder.BAG, source, "original.pdf", record.sha256, {"External-Identifier": record.arrivals[0].claim}
        )
        if record.status is Status.FILED:
            bag.seal(target / record_folder.BAG, seal_info(record))
        (target / record_folder.READING_FILE).write_bytes(packed)
        data = record_folder.dump_record(record)
        (target / record_folder.RECORD_FILE).write_bytes(data)
        for entry in record.history:
            seq += 1
            sha256 = record_folder.sha256_of(data) if entry is record.history[-1] else ""
            lines.append({"seq": seq, "subject": record.id} | _told(entry) | {"sha256": sha256})
    source.unlink()
    ledger.append(archive / "ledger", lines)


def _told(entry: Entry) -> ledger.Line:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def _record(
    document: Document, scheme: classification.Scheme, at: datetime, pages: tuple[Page, ...], paper: bytes, *, filed: bool
) -> tuple[Record, bytes]:
    """The record as its acts would have left it, and its packed reading."""
    packed = record_folder.dump_reading(Reading("application/pdf", pages, 0.4))
    row = scheme.row(document.code)
    facts = Facts(
        title=document.title,
        number=document.number,
        date=document.date,
        document_type=document.document_type,
        document_type_code=KIND_CODES[document.document_type],
        code_printed=document.code,
        code=document.code,
        scheme_version=scheme.version,
        category=document.category,
        access_level=document.access_level,
        holding_unit=document.holding_unit,
        issuer="Sekretaris KPU Kabupaten Bintan",
        place_made="Kijang",
        form="salinan elektronik",
    )
    acts = [("receive", "berkas", Status.RECEIVED), ("read", "berkas", Status.QUEUED)]
    acts += [("verify", "desk1", Status.VERIFIED), ("ratify", "ppid1", Status.FILED)] if filed else []
    history = tuple(
        Entry((at + timedelta(minutes=place)).isoformat(timespec="milliseconds"), act, by, "web", place + 1, status)
        for place, (act, by, status) in enumerate(acts)
    )
    claim, name = UUID(int=zlib.crc32(document.id.encode()) << 64 | int(document.id[5:])).hex, f"pindai-{document.id}.pdf"
    record = Record(
        id=document.id,
        version=len(acts),
        status=acts[-1][2],
        file=name,
        sha256=record_folder.sha256_of(paper),
        size=len(paper),
        media_type="application/pdf",
        original=f"{record_folder.BAG}/data/original.pdf",
        received_at=history[0].at,
        pages=len(pages),
        facts=facts,
        proposal=_proposal(facts, pages),
        confidence=0.93,
        retention=retention.retention_at_filing(row.rule, document.date) if row and row.rule else None,
        verified_by="desk1" if filed else "",
        arrivals=(Arrival(claim, name, history[0].at),),
        derived={record_folder.READING_FILE: record_folder.sha256_of(packed)},
        history=history,
    )
    return record, packed


def _proposal(facts: Facts, pages: tuple[Page, ...]) -> Proposal:
    """As long as a real one: every field with its reason and the boxes of some words."""
    fields = ("title", "number", "date", "document_type", "code", "category", "access_level", "holding_unit")
    boxes = tuple(word.box for word in pages[0].words[:4])
    reasons = tuple(Reason(name, f"tercetak pada kepala naskah: {getattr(facts, name)}", 1, boxes) for name in fields)
    return Proposal(facts, dict.fromkeys(fields, 0.9), reasons)


def _pages(text: str) -> Iterator[Page]:
    lines = [line for part in text.split("\f") for line in _lines(part)]
    for number, first in enumerate(range(0, len(lines), LINES), 1):
        shown = lines[first : first + LINES]
        words = tuple(word for place, line in enumerate(shown) for word in _words(line, place))
        yield Page(number, "\n".join(shown), TextSource.OCR, 0.93, 0, words, WIDTH, HEIGHT)


def _lines(text: str) -> Iterator[str]:
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > COLUMNS:
                yield line
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line:
            yield line


def _words(line: str, place: int) -> Iterator[Word]:
    column, top = 0, EDGE + place * LINE
    for word in line.split(" "):
        left = EDGE + column * LETTER
        edges = (left / WIDTH, top / HEIGHT, (left + len(word) * LETTER) / WIDTH, (top + LINE - 2) / HEIGHT)
        x0, y0, x1, y1 = (round(edge, 5) for edge in edges)
        yield Word(word, (x0, y0, x1, y1), 0.93)
        column += len(word) + 1


def _pdf(pages: tuple[Page, ...]) -> bytes:
    """The pages in Courier, every line where its words' boxes are."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"]
    kids = []
    for page in pages:
        shown = "".join(f"({_escaped(line)})'\n" for line in page.text.split("\n"))
        stream = zlib.compress(f"BT /F 10 Tf {LINE} TL {EDGE} {HEIGHT - EDGE + 3} Td\n{shown}ET".encode("latin-1", "replace"))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream))
        box = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {len(objects)} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects.append(box.encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%b\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}{trailer}"
    return out + end.encode()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
