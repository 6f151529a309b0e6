"""A paper as a list of blocks: letterhead, fields, paragraphs, lists, tables, signatures."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.language.indonesian import long_date
from pipeline.training.paper import Kind, Pairs, Paper

ORDINALS = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH")
ADDRESS = "Jalan Contoh Kilometer 21, Bandar Seri Bentan, Telepon (0771) 000000"
SITE = "laman kab-bintan.kpu.go.id, pos-el latihan@contoh.invalid"
NOTICE = "Naskah latihan: semua nama, nomor, dan isi di dalamnya rekaan."


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office's name and address above a double rule."""

    lines: tuple[str, ...]
    small: tuple[str, ...] = (ADDRESS, SITE)


@dataclass(frozen=True, slots=True)
class Title:
    """Centred lines in bold."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """``Label : value`` rows; a date may stand at the right of the first one."""

    rows: Pairs
    right: str = ""
    indent: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines as they are: an addressee, copies."""

    lines: tuple[str, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list with its marks; under a label (``Menimbang :``) when there is one."""

    items: tuple[tuple[str, str], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table."""

    rows: tuple[tuple[str, ...], ...]
    heading: bool = True
    widths: tuple[float, ...] = ()
    """Fractions of the text width; even when empty."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs: the lines above the signature, the name, and the line below it. The last one stands at the right."""

    signers: tuple[tuple[tuple[str, ...], str, str], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """The rest goes onto the next page."""


Block = Letterhead | Title | Fields | Lines | Text | Items | Grid | Signatures | NewPage


def blocks(paper: Paper) -> tuple[Block, ...]:
    """The paper in the order in which it is read, by the anatomy of its kind."""
    return (_letterhead(paper), *_ANATOMY[paper.kind](paper))


def _letterhead(paper: Paper) -> Block:
    if paper.secretariat:
        return Letterhead(("SEKRETARIAT", "KOMISI PEMILIHAN UMUM", "KABUPATEN BINTAN"))
    return Letterhead(("KOMISI PEMILIHAN UMUM", "KABUPATEN BINTAN"))


def _letter(paper: Paper) -> tuple[Block, ...]:
    rows = (
        ("Nomor", paper.number),
        ("Sifat", paper.sensitivity),
        ("Lampiran", paper.attachments),
        ("Hal", paper.subject),
    )
    return (
        Fields(rows, right=f"{paper.place}, {long_date(paper.date)}"),
        Lines(paper.addressee),
        *_texts(paper.body),
        *((Fields(paper.details, indent=True),) if paper.details else ()),
        *_numbered(paper.points),
        *((Grid(paper.table),) if paper.table else ()),
        *_texts(paper.closing),
        _signed(paper),
        *_copies(paper),
    )


def _decision(paper: Paper) -> tuple[Block, ...]:
    office = "KOMISI PEMILIHAN UMUM KABUPATEN BINTAN"
    title = (f"KEPUTUSAN {office}", f"NOMOR {paper.number}", "TENTANG", paper.subject.upper())
    annex: tuple[Block, ...] = ()
    if paper.table:
        annex = (
            NewPage(),
            Lines(("LAMPIRAN", f"KEPUTUSAN {office}", f"NOMOR {paper.number}"), small=True),
            Title((paper.subject.upper(),)),
            Grid(paper.table),
            _signed(paper),
        )
    return (
        Title(title),
        Title((f"KETUA {office},",)),
        Items(_lettered(paper.considering), label="Menimbang"),
        Items(_counted(paper.bases), label="Mengingat"),
        Title(("MEMUTUSKAN:",)),
        Fields((("Menetapkan", title[0] + f" TENTANG {paper.subject.upper()}."),)),
        Fields(tuple(zip(ORDINALS, paper.points, strict=False))),
        _signed(paper, made=("Ditetapkan di", "pada tanggal")),
        *annex,
    )


def _minutes(paper: Paper) -> tuple[Block, ...]:
    return (
        Title(("BERITA ACARA", f"NOMOR {paper.number}", "TENTANG", paper.subject.upper())),
        *_texts(paper.body),
        *_numbered(paper.points),
        *((NewPage(), Title(("REKAPITULASI",)), Grid(paper.table)) if paper.table else ()),
        *_texts(paper.closing),
        Signatures(tuple(((position,), name, "") for position, name in ((paper.position, paper.name), *paper.others))),
    )


def _announcement(paper: Paper) -> tuple[Block, ...]:
    return (
        Title(("PENGUMUMAN", f"NOMOR {paper.number}", "TENTANG", paper.subject.upper())),
        *_texts(paper.body),
        *_numbered(paper.points),
        *((Grid(paper.table),) if paper.table else ()),
        *_texts(paper.closing),
        _signed(paper, made=("Ditetapkan di", "pada tanggal")),
    )


def _assignment(paper: Paper) -> tuple[Block, ...]:
    return (
        Title(("SURAT TUGAS", f"NOMOR {paper.number}")),
        Items(_lettered(paper.considering), label="Menimbang"),
        Items(_counted(paper.bases), label="Dasar"),
        Title(("MEMBERI TUGAS",)),
        Fields((("Kepada", "daftar nama berikut"),)),
        Grid(paper.table),
        Items(_counted(paper.points), label="Untuk"),
        *_texts(paper.closing),
        _signed(paper, made=("Ditetapkan di", "pada tanggal")),
    )


def _memo(paper: Paper) -> tuple[Block, ...]:
    rows = (*paper.details, ("Hal", paper.subject), ("Tanggal", long_date(paper.date)))
    return (
        Title(("NOTA DINAS", f"NOMOR {paper.number}")),
        Fields(rows),
        *_texts(paper.body),
        *_numbered(paper.points),
        *_texts(paper.closing),
        _signed(paper),
        *_copies(paper),
    )


def _sop(paper: Paper) -> tuple[Block, ...]:
    steps = tuple((f"{number}.", step, "Tentatif", "") for number, step in enumerate(paper.points, 1))
    return (
        Grid((("Nomor SOP", paper.number), *paper.details, ("Judul SOP", paper.subject)), heading=False, widths=(0.3, 0.7)),
        *(Grid(((heading,), ("\n".join(texts),))) for heading, texts in paper.sections),
        NewPage(),
        Title((f"SOP {paper.subject.upper()}",)),
        Grid((("NO", "KEGIATAN", "WAKTU", "KETERANGAN"), *steps), widths=(0.08, 0.54, 0.16, 0.22)),
        *_texts(paper.closing),
        _signed(paper, made=("Disahkan di", "pada tanggal")),
    )


def _report(paper: Paper) -> tuple[Block, ...]:
    sections: list[Block] = []
    for letter, (heading, texts) in zip("ABCDEFGH", paper.sections, strict=False):
        sections += [Text(f"{letter}. {heading}", heading=True), *_texts(texts)]
    return (
        Title(("LAPORAN", f"NOMOR {paper.number}", "TENTANG", paper.subject.upper())),
        *_texts(paper.body),
        *sections,
        *((Grid(paper.table),) if paper.table else ()),
        *_texts(paper.closing),
        _signed(paper, made=("Dibuat di", "pada tanggal")),
    )


def _cover(paper: Paper) -> tuple[Block, ...]:
    return (
        Fields((("", ""),), right=f"{paper.place}, {long_date(paper.date)}"),
        Lines(paper.addressee),
        Title(("SURAT PENGANTAR", f"NOMOR {paper.number}")),
        *_texts(paper.body),
        Grid(paper.table),
        *_texts(paper.closing),
        _signed(paper),
    )


def _notes(paper: Paper) -> tuple[Block, ...]:
    return (
        Title(("NOTULA", f"NOMOR {paper.number}")),
        Fields((("Rapat", paper.subject), *paper.details)),
        *_texts(paper.body),
        *_numbered(paper.points),
        *_texts(paper.closing),
        _signed(paper),
    )


_ANATOMY = {
    Kind.LETTER: _letter,
    Kind.INVITATION: _letter,
    Kind.DECISION: _decision,
    Kind.MINUTES: _minutes,
    Kind.ANNOUNCEMENT: _announcement,
    Kind.ASSIGNMENT: _assignment,
    Kind.MEMO: _memo,
    Kind.SOP: _sop,
    Kind.REPORT: _report,
    Kind.COVER: _cover,
    Kind.NOTES: _notes,
}


def _texts(paragraphs: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(Text(paragraph) for paragraph in paragraphs)


def _numbered(points: tuple[str, ...]) -> tuple[Block, ...]:
    return (Items(_counted(points)),) if points else ()


def _counted(items: tuple[str, ...]) -> Pairs:
    return tuple((f"{number}.", item) for number, item in enumerate(items, 1))


def _lettered(items: tuple[str, ...]) -> Pairs:
    return tuple((f"{letter}.", item) for letter, item in zip("abcdefghij", items, strict=False))


def _signed(paper: Paper, made: tuple[str, str] | None = None) -> Block:
    """The signature at the right, under where and when it was made where the kind says so at its end."""
    above = (f"{made[0]} {paper.place}", f"{made[1]} {long_date(paper.date)}") if made else ()
    return Signatures((((*above, f"{paper.position},"), paper.name, f"NIP {paper.nip}" if paper.nip else ""),))


def _copies(paper: Paper) -> tuple[Block, ...]:
    if not paper.copies:
        return ()
    return (Lines(("Tembusan Yth.:", *(f"{mark} {copy}" for mark, copy in _counted(paper.copies))), small=True),)
