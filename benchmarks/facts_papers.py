"""Office papers with known facts, drawn as PDF pages: the generator behind ``benchmarks/facts.py``.

Every paper is made from a seed, so a figure can be made again. People, events and numbers are invented; kinds, number forms and
layouts are those of Keputusan KPU 1257/2024 and of older and foreign papers that reach a county office. The papers carry what
misleads: letters they answer (with numbers and dates), laws they cite, received stamps, certificate footers, copies, appendices.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from benchmarks.facts_words import ADDRESSEES, BODIES, CODES, NAMES, OBJECTS, OPENINGS, PLACES, REGIONS, SENTENCES, VERBS

MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
WIDTH, HEIGHT = 595.0, 842.0
FONTS = (("Times-Roman", "Times-Bold"), ("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Courier", "Courier-Bold"))


@dataclass
class Truth:
    """What the paper states about itself, as a person would write it down."""

    number: str = ""
    date: str = ""
    document_type: str = ""
    title: str = ""
    code_printed: str = ""


@dataclass
class Paper:
    """A drawn paper."""

    seed: int
    layout: str
    truth: Truth
    pdf: bytes


@dataclass
class Pen:
    """Writes on a canvas from top to bottom, and turns the page when it is full."""

    rng: random.Random
    canvas: Canvas
    font: str
    bold: str
    size: float
    left: float = 70.0
    right: float = WIDTH - 65.0
    y: float = HEIGHT - 55.0
    pages: int = 1
    footer: str = ""
    leading: float = 1.25
    marks: list[str] = field(default_factory=list)

    @property
    def line(self) -> float:
        return self.size * self.leading

    def width(self, text: str, bold: bool = False) -> float:
        return stringWidth(text, self.bold if bold else self.font, self.size)

    def skip(self, lines: float = 1.0) -> None:
        self.y -= self.line * lines

    def room(self, lines: float) -> None:
        if self.y - lines * self.line < 60:
            self.turn()

    def turn(self) -> None:
        self.finish()
        self.canvas.showPage()
        self.pages += 1
        self.y = HEIGHT - 70

    def finish(self) -> None:
        if self.footer:
            self.canvas.setFont(self.font, 7)
            self.canvas.drawCentredString(WIDTH / 2, 30, self.footer)

    def put(self, x: float, text: str, bold: bool = False, size: float = 0.0) -> None:
        self.canvas.setFont(self.bold if bold else self.font, size or self.size)
        self.canvas.drawString(x, self.y, text)

    def put_right(self, text: str) -> None:
        self.put(self.right - self.width(text), text)

    def centred(self, text: str, bold: bool = False, size: float = 0.0) -> None:
        for piece in self.wrap(text, (self.right - self.left) * 0.92, bold):
            self.room(2)
            self.canvas.setFont(self.bold if bold else self.font, size or self.size)
            self.canvas.drawCentredString((self.left + self.right) / 2, self.y, piece)
            self.skip(max(1.0, (size or self.size) / self.size))

    def wrap(self, text: str, width: float, bold: bool = False) -> list[str]:
        lines, current = [], ""
        for word in text.split():
            trial = f"{current} {word}".strip()
            if current and self.width(trial, bold) > width:
                lines.append(current)
                current = word
            else:
                current = trial
        return [*lines, current] if current else lines

    def block(self, x: float, text: str, width: float = 0.0, indent: float = 0.0) -> None:
        """A paragraph from ``x`` on; its first line may be indented."""
        width = width or self.right - x
        first = True
        words = text
        while words:
            pieces = self.wrap(words, width - (indent if first else 0))
            self.room(1)
            self.put(x + (indent if first else 0), pieces[0])
            self.skip()
            words = words[len(" ".join(pieces[0].split())) :].strip()
            first = False

    def fields(self, rows: list[tuple[str, str]], width: float, label: float = 62.0, colon: str = ":") -> None:
        """``label : value`` rows; values go on below themselves."""
        for name, value in rows:
            self.room(2)
            self.put(self.left, name)
            self.put(self.left + label, colon)
            pieces = self.wrap(value, width - label - 12) or [""]
            for piece in pieces:
                self.put(self.left + label + 10, piece)
                self.skip()


def spelled(number: int) -> str:
    """The number in Indonesian words."""
    units = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
    if number < 12:
        return units[number]
    if number < 20:
        return f"{units[number - 10]} belas"
    if number < 100:
        return f"{units[number // 10]} puluh {spelled(number % 10)}".strip()
    if number < 1000:
        head = "seratus" if number < 200 else f"{units[number // 100]} ratus"
        return f"{head} {spelled(number % 100)}".strip()
    head = "seribu" if number < 2000 else f"{spelled(number // 1000)} ribu"
    return f"{head} {spelled(number % 1000)}".strip()


def long_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def a_day(rng: random.Random, first: int = 2013, last: int = 2026) -> date:
    return date(first, 1, 1) + timedelta(days=rng.randrange((last - first + 1) * 365))


def a_subject(rng: random.Random, verbs: tuple[str, ...] = VERBS) -> str:
    text = f"{rng.choice(verbs)} {rng.choice(OBJECTS)}"
    if rng.random() < 0.35:
        text += f" {rng.choice(('Tahun', 'Tahun Anggaran', 'Periode', 'Semester I Tahun'))} {rng.randint(2018, 2026)}"
    if rng.random() < 0.25:
        text += f" di {rng.choice(REGIONS)}"
    return text


def a_code(rng: random.Random) -> str:
    return rng.choice(CODES)


def a_number(rng: random.Random, type_code: str, day: date) -> tuple[str, str, str]:
    """(as printed, as a person writes it down, code) of a KPU letter of that day's era."""
    code, region = a_code(rng), rng.choice(("2101", "2101", "2101", "21", "2171", "2102", "3301", "5103"))
    running = str(rng.randint(1, 999)) + (rng.choice((".a", ".b")) if rng.random() < 0.04 else "")
    if day.year <= 2021:
        tail = f"{region}/{'KPU-Prov' if len(region) == 2 else 'KPU-Kab'}/{ROMAN[day.month - 1]}/{day.year}"
        number = f"{running}/{code}{'-' + type_code if rng.random() < 0.5 else ''}/{tail}"
    elif type_code == "ND" and rng.random() < 0.7:
        inside = f"Sek-Kab/Kota/{region}/{rng.randint(1, 4)}" if rng.random() < 0.6 else "K"
        number = f"{running}/{code}-{type_code}/{inside}/{day.year}"
    elif day.year <= 2023 and rng.random() < 0.3:
        number = f"{running}/{code}-{type_code}/{region}/{rng.choice(('KPU-Kab', 'Ses-Kab'))}/{day.year}"
    elif rng.random() < 0.12:
        number = f"{running}/{code}-{type_code}/{region}/{rng.randint(1, 4)}/{day.year}"
    else:
        number = f"{running}/{code}-{type_code}/{region}/{day.year}"
    printed = number
    if rng.random() < 0.1:
        printed = rng.choice((number.replace("/", " / "), number.replace("-", " - "), number.replace("-", "–")))
    return printed, number, code


def letterhead(pen: Pen, body: tuple[str, ...]) -> None:
    for line in body:
        pen.centred(line, bold=True, size=pen.size + pen.rng.choice((1, 2, 3)))
    if pen.rng.random() < 0.8:
        street = f"Jalan {pen.rng.choice(('Tata Bumi KM 20', 'Ceruk Ijuk No. 12', 'Trikora KM 36', 'Hang Tuah Nomor 5'))}"
        phone = f"Telp. (0771) {pen.rng.randint(20000, 99999)}"
        pen.centred(f"{street}, {phone}, laman kab-bintan.kpu.go.id", size=pen.size - 2)
    pen.canvas.setLineWidth(pen.rng.choice((0.8, 1.5, 2.2)))
    pen.canvas.line(pen.left, pen.y + pen.size * 0.5, pen.right, pen.y + pen.size * 0.5)
    pen.skip(1.2)


def paragraphs(pen: Pen, count: int) -> None:
    rng = pen.rng
    for number in range(count):
        text = " ".join(rng.choice(SENTENCES) for _ in range(rng.randint(1, 3)))
        if rng.random() < 0.4:
            pen.block(pen.left + 18, f"{number + 1}. {text}")
        else:
            pen.block(pen.left, text, indent=rng.choice((0, 28)))
        pen.skip(0.4)


def opening(pen: Pen, day: date) -> str:
    """A first sentence that cites another letter: its number and date are not this paper's."""
    rng = pen.rng
    other = day - timedelta(days=rng.randint(2, 60))
    number = a_number(rng, rng.choice(("SD", "Und", "Pu")), other)[1]
    return rng.choice(OPENINGS).format(number=number, date=long_date(other), subject=a_subject(rng))


def signature(pen: Pen, position: str, before: tuple[str, ...] = ()) -> None:
    rng, x = pen.rng, rng_x(pen)
    pen.room(9)
    for line in before:
        pen.put(x, line)
        pen.skip()
    for line in pen.wrap(position + ",", pen.right - x):
        pen.put(x, line)
        pen.skip()
    pen.skip(rng.choice((2, 3)))
    if rng.random() < 0.3:
        pen.put(x, "ttd.")
        pen.skip()
    pen.put(x, rng.choice(NAMES).upper())
    pen.skip()
    if "ekretaris" in position and rng.random() < 0.6:
        born = f"{rng.randint(1965, 1995)}0{rng.randint(1, 9)}1{rng.randint(0, 9)}"
        pen.put(x, f"NIP {born} {rng.randint(1990, 2015)}01 1 00{rng.randint(1, 9)}")
        pen.skip()


def rng_x(pen: Pen) -> float:
    return pen.left + (pen.right - pen.left) * pen.rng.choice((0.52, 0.58, 0.62))


def copies(pen: Pen) -> None:
    if pen.rng.random() < 0.5:
        pen.skip()
        pen.room(5)
        pen.put(pen.left, pen.rng.choice(("Tembusan Yth.:", "Tembusan:", "Tembusan disampaikan kepada Yth.:")))
        pen.skip()
        for number, name in enumerate(pen.rng.sample(ADDRESSEES, 2), 1):
            pen.put(pen.left, f"{number}. {name};")
            pen.skip()


def received_stamp(pen: Pen, day: date) -> None:
    """The clerk's stamp of arrival: a date that is not the letter's."""
    if pen.rng.random() > 0.15:
        return
    arrived = day + timedelta(days=pen.rng.randint(1, 9))
    x, y = pen.right - 120, 105.0
    pen.canvas.setFont("Helvetica", 8)
    pen.canvas.rect(x - 6, y - 30, 126, 44)
    for place, text in enumerate(
        ("DITERIMA", f"Tanggal : {arrived.strftime('%d-%m-%Y')}", f"No. Agenda : {pen.rng.randint(1, 400)}")
    ):
        pen.canvas.drawString(x, y - 12 * place, text)


def draw(seed: int, layout: str, drawing: Callable[[Pen], Truth]) -> Paper:
    """One paper: ``drawing`` writes it and says what it wrote."""
    rng = random.Random(seed)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True)
    font, bold = rng.choice(FONTS)
    size = rng.choice((10.5, 11, 11.5, 12)) - (1.5 if font == "Courier" else 0)
    pen = Pen(rng, canvas, font, bold, size, left=rng.choice((60.0, 70.0, 80.0)), leading=rng.choice((1.15, 1.25, 1.4)))
    if rng.random() < 0.2:
        pen.footer = "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE"
    truth = drawing(pen)
    pen.finish()
    canvas.save()
    return Paper(seed, layout, truth, buffer.getvalue())


def a_body(rng: random.Random) -> tuple[str, ...]:
    return rng.choice(BODIES)


def a_place(rng: random.Random) -> str:
    return rng.choice(PLACES)
