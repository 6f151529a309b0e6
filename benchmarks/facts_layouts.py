"""The layouts of the generated papers: how each kind of paper is built, in the variants that reach an office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from benchmarks.facts_papers import (
    DAYS,
    MONTHS,
    Paper,
    Pen,
    Truth,
    a_body,
    a_code,
    a_day,
    a_number,
    a_place,
    a_subject,
    copies,
    draw,
    letterhead,
    long_date,
    opening,
    paragraphs,
    received_stamp,
    signature,
    spelled,
)
from benchmarks.facts_words import ADDRESSEES, CLOSINGS, DECIDING, INVITING, NAMES, OTHER_BODIES

TYPE_NAMES = {
    "SD": "surat dinas",
    "Und": "undangan",
    "BA": "berita acara",
    "Pu": "pengumuman",
    "ST": "surat tugas",
    "SPt": "surat perintah",
    "ND": "nota dinas",
    "Kt": "surat keterangan",
    "SR": "surat pengantar",
    "Sg": "surat panggilan",
    "SP": "surat peringatan",
    "LP": "laporan",
    "NT": "notula",
    "Rk": "rekomendasi",
    "TI": "telaah",
    "SU": "surat kuasa",
    "MM": "memorandum",
}


def head_rows(pen: Pen, number: str, subject: str) -> list[tuple[str, str]]:
    rng = pen.rng
    rows = [("Nomor", number)]
    if rng.random() < 0.85:
        rows.append(("Sifat", rng.choice(("Biasa", "Penting", "Segera", "Sangat Segera", "Terbatas"))))
    if rng.random() < 0.9:
        rows.append(
            (rng.choice(("Lampiran", "Lampiran", "Lamp.")), rng.choice(("-", "1 (satu) berkas", "2 (dua) lembar", "Satu berkas")))
        )
    rows.append((rng.choice(("Hal", "Perihal", "Hal", "Perihal", "H a l")), subject))
    return rows


def addressee(pen: Pen, left: bool) -> None:
    rng = pen.rng
    x = pen.left if left else pen.left + (pen.right - pen.left) * 0.55
    name = rng.choice(ADDRESSEES)
    form = rng.choice(("Yth. {}", "Kepada Yth. {}", "Yth.\n{}", "Kepada\nYth. {}", "Yth. 1. {}\n     2. Kepala Dinas Perhubungan"))
    for line in form.format(name).split("\n"):
        pen.put(x, line)
        pen.skip()
    for line in rng.choice((("di", "   Tempat"), ("di -", "   Tempat"), ("di Tempat",), ("di Bintan",))):
        pen.put(x, line)
        pen.skip()
    pen.skip(0.6)


def letter(pen: Pen, type_code: str = "SD", own: bool = True) -> Truth:
    """A letter: number, nature, attachments, subject on the left; place and date on the right."""
    rng, day = pen.rng, a_day(pen.rng)
    letterhead(pen, a_body(rng) if own else rng.choice(OTHER_BODIES))
    subject = a_subject(rng, INVITING) if type_code == "Und" else a_subject(rng)
    if own:
        printed, number, code = a_number(rng, type_code, day)
        kind = TYPE_NAMES[type_code]
        if f"-{type_code}" not in number:
            kind = "undangan" if type_code == "Und" else "surat dinas"
    else:
        printed, code = other_number(pen, day), ""
        number, kind = printed, "undangan" if type_code == "Und" else "surat dinas"
    place = f"{a_place(rng)}, {long_date(day)}"
    style = rng.choice(("beside", "beside", "above", "right"))
    if pen.left + 90 + pen.width(printed) > min(pen.right - pen.width(place), pen.left + (pen.right - pen.left) * 0.62):
        style = "above"
    if style in ("above", "right"):
        pen.put_right(place)
        pen.skip(1.3)
    elif rng.random() < 0.5:
        pen.put_right(place)
    else:
        pen.put(pen.left + (pen.right - pen.left) * 0.62, place)
    width = (pen.right - pen.left) * (rng.choice((0.5, 0.58)) if style == "beside" else rng.choice((0.6, 0.95)))
    pen.fields(head_rows(pen, printed, subject), width, label=rng.choice((52.0, 62.0, 74.0)))
    pen.skip()
    addressee(pen, left=rng.random() < 0.8)
    pen.block(pen.left, opening(pen, day), indent=rng.choice((0, 30)))
    paragraphs(pen, rng.randint(1, 4))
    if type_code == "Und":
        pen.fields(
            [
                ("hari, tanggal", f"{DAYS[a_day(rng).weekday()]}, {long_date(a_day(rng, day.year, day.year))}"),
                ("pukul", "09.00 WIB"),
            ],
            300,
            80,
        )
    pen.block(pen.left, rng.choice(CLOSINGS), indent=rng.choice((0, 30)))
    pen.skip()
    signature(
        pen, rng.choice(("Ketua", "Sekretaris", "Plh. Sekretaris")) if own else rng.choice(("Kepala", "Ketua", "Sekretaris Daerah"))
    )
    copies(pen)
    received_stamp(pen, day)
    return Truth(number, day.isoformat(), kind, subject, code)


def other_number(pen: Pen, day: date) -> str:
    rng = pen.rng
    n = rng.randint(1, 900)
    return rng.choice(
        (
            f"{n}/PM.00.02/K.KR-01/{day.month:02}/{day.year}",
            f"005/{n}/SETDA/{day.year}",
            f"B/{n}/{['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'][day.month - 1]}/OTL.1.1/{day.year}",
            f"{n}/UN52.6/KM.03/{day.year}",
            f"480/{n}/DISKOMINFO/{day.year}",
            f"{n}/YPPT/{['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'][day.month - 1]}/{day.year}",
        )
    )


def decision(pen: Pen, heading: str = "KEPUTUSAN", kind: str = "keputusan") -> Truth:
    """Heading, NOMOR, TENTANG in the middle; place and date of setting at the end."""
    rng = pen.rng
    day = a_day(rng)
    who = rng.choice(
        (
            "KOMISI PEMILIHAN UMUM KABUPATEN BINTAN",
            "SEKRETARIS KOMISI PEMILIHAN UMUM KABUPATEN BINTAN",
            "KETUA KPU KABUPATEN BINTAN",
        )
    )
    if rng.random() < 0.3:
        pen.centred("SALINAN")
    if kind != "keputusan" or rng.random() < 0.3:
        letterhead(pen, a_body(rng))
    pen.centred(f"{heading} {who}", bold=True)
    n, code = rng.randint(1, 999), ""
    if day.year >= 2021 or kind != "keputusan":
        number, printed = f"{n} Tahun {day.year}", f"{n} {rng.choice(('TAHUN', 'Tahun', 'TAHUN'))} {day.year}"
    elif day.year <= 2016:
        number = printed = (
            f"{n}/Kpts/{rng.choice(('KPU-Kab-031.436735', 'KPU-Prov-031', 'KPU-Kab'))}/{rng.choice(('', 'TAHUN '))}{day.year}"
        )
    else:
        code = a_code(rng)
        roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][day.month - 1]
        number = printed = f"{n}/{code}-Kpt/2101/KPU-Kab/{roman}/{day.year}"
    pen.centred(rng.choice(("NOMOR {}", "NOMOR : {}", "NOMOR: {}", "Nomor {}")).format(printed), bold=rng.random() < 0.6)
    pen.skip(rng.choice((0, 0.5)))
    pen.centred("TENTANG")
    pen.skip(rng.choice((0, 0.5)))
    subject = a_subject(rng, DECIDING)
    pen.centred(subject.upper(), bold=rng.random() < 0.6)
    pen.skip(0.8)
    if kind == "keputusan":
        if rng.random() < 0.5:
            pen.centred("DENGAN RAHMAT TUHAN YANG MAHA ESA")
            pen.skip(0.5)
        pen.centred(f"{who},")
        pen.skip(0.5)
        considering(pen)
    else:
        pen.block(
            pen.left, rng.choice(("Yth. Seluruh Pegawai", "Dalam rangka tertib administrasi, disampaikan hal sebagai berikut:"))
        )
        paragraphs(pen, 3)
    place, x = a_place(rng), pen.left + (pen.right - pen.left) * 0.5
    pen.skip()
    signature(
        pen,
        who,
        (f"Ditetapkan di {place}", rng.choice(("pada tanggal {}", "Pada tanggal {}", "pada tanggal: {}")).format(long_date(day))),
    )
    del x
    if rng.random() < 0.25:
        pen.turn()
        pen.put(pen.left, f"LAMPIRAN KEPUTUSAN {who}")
        pen.skip()
        pen.put(pen.left, f"NOMOR {printed}")
        pen.skip(2)
        paragraphs(pen, 2)
    return Truth(number, day.isoformat(), kind, subject, code)


def considering(pen: Pen) -> None:
    rng = pen.rng
    rows = [
        ("Menimbang", "a. bahwa " + rng.choice(OPENING_LAW)),
        ("", "b. bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan keputusan;"),
        ("Mengingat", "1. Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum (Lembaran Negara Tahun 2017 Nomor 182);"),
        ("", f"2. Peraturan KPU Nomor {rng.randint(1, 20)} Tahun {rng.randint(2018, 2025)} tentang Tata Kerja;"),
        (
            "Memperhatikan",
            f"Berita Acara Nomor {rng.randint(1, 300)}/PL.01.8-BA/2101/{rng.randint(2018, 2025)} tanggal {long_date(a_day(rng))};",
        ),
    ]
    for name, text in rows:
        pen.put(pen.left, name)
        pen.put(pen.left + 80, ":" if name else "")
        pen.block(pen.left + 92, text)
    pen.skip(0.5)
    pen.centred("MEMUTUSKAN:")
    pen.put(pen.left, "Menetapkan")
    pen.block(pen.left + 92, "KEPUTUSAN TENTANG HAL TERSEBUT DI ATAS.")
    for name in ("KESATU", "KEDUA"):
        pen.put(pen.left, name)
        pen.block(pen.left + 92, rng.choice(OPENING_LAW).capitalize())
    pen.put(pen.left, "KETIGA")
    pen.block(pen.left + 92, "Keputusan ini mulai berlaku pada tanggal ditetapkan.")


OPENING_LAW = (
    "untuk melaksanakan ketentuan Pasal 12 ayat (2) perlu diatur tata cara pelaksanaannya;",
    "dalam rangka tertib penyelenggaraan diperlukan tim yang bertanggung jawab kepada pimpinan;",
    "hasil rapat pleno tanggal 3 Januari 2018 telah disepakati oleh seluruh anggota;",
)


def minutes(pen: Pen) -> Truth:
    """Berita acara: its date stands in words in the first sentence."""
    rng, day = pen.rng, a_day(pen.rng, 2018)
    if rng.random() < 0.7:
        letterhead(pen, a_body(rng))
    printed, number, code = a_number(rng, "BA", day)
    if "-BA" not in number:
        printed = number = number.replace(code, f"{code}-BA")
    subject = a_subject(
        rng, ("Rapat Pleno Terbuka", "Rapat Pleno Penetapan", "Serah Terima", "Pemusnahan", "Penelitian Berkas", "Klarifikasi atas")
    )
    variant = rng.choice(("tentang", "heading", "below"))
    pen.centred("BERITA ACARA", bold=True)
    if variant == "heading":
        pen.centred(subject.upper(), bold=True)
    pen.centred(rng.choice(("NOMOR : {}", "NOMOR {}", "Nomor: {}")).format(printed))
    if variant != "heading":
        pen.skip(0.4)
        if variant == "tentang":
            pen.centred("TENTANG")
        pen.centred(subject.upper(), bold=True)
    pen.skip()
    year, month, weekday = spelled(day.year), MONTHS[day.month - 1], DAYS[day.weekday()]
    words = rng.choice(
        (
            f"Pada hari ini {weekday} tanggal {spelled(day.day)} bulan {month} tahun {year}",
            f"Pada hari ini, {weekday}, tanggal {spelled(day.day).title()} bulan {month} tahun {year.title()}",
            f"Pada hari ini {weekday} tanggal {spelled(day.day)} bulan {month} tahun {year} ({day.strftime('%d-%m-%Y')})",
            f"Pada hari ini {weekday}, tanggal {day.day} bulan {month} tahun {day.year}",
        )
    )
    pen.block(pen.left, f"{words}, bertempat di aula kantor, telah dilaksanakan {subject} yang dihadiri oleh:", indent=28)
    paragraphs(pen, 3)
    pen.block(pen.left, "Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.")
    signature(pen, rng.choice(("Ketua", "Pihak Kesatu", "Ketua KPU Kabupaten Bintan")))
    return Truth(number, day.isoformat(), "berita acara", subject, code)


def headed(pen: Pen, type_code: str, heading: str) -> Truth:
    """A heading in the middle with NOMOR below, and TENTANG or not: announcements, certificates, reports."""
    rng, day = pen.rng, a_day(pen.rng, 2018)
    letterhead(pen, a_body(rng))
    printed, number, code = a_number(rng, type_code, day)
    if f"-{type_code}" not in number:
        printed = number = number.replace(code, f"{code}-{type_code}")
    pen.centred(heading, bold=True)
    pen.centred(rng.choice(("NOMOR : {}", "Nomor: {}", "NOMOR {}")).format(printed))
    pen.skip(0.5)
    subject = a_subject(rng)
    pen.centred("TENTANG")
    pen.centred(subject.upper(), bold=True)
    pen.skip()
    pen.block(pen.left, opening(pen, day), indent=28)
    paragraphs(pen, rng.randint(2, 4))
    end = rng.choice(("set", "place"))
    place = a_place(rng)
    before = (
        (f"{rng.choice(('Dikeluarkan', 'Ditetapkan', 'Dibuat'))} di {place}", f"pada tanggal {long_date(day)}")
        if end == "set"
        else (f"{place}, {long_date(day)}",)
    )
    signature(pen, rng.choice(("Ketua", "Sekretaris", "KETUA KOMISI PEMILIHAN UMUM KABUPATEN BINTAN")), before)
    copies(pen)
    return Truth(number, day.isoformat(), TYPE_NAMES[type_code], subject, code)


def assignment(pen: Pen, type_code: str = "ST") -> Truth:
    """An assignment: what it is about stands after ``Untuk``."""
    rng, day = pen.rng, a_day(pen.rng, 2018)
    letterhead(pen, a_body(rng))
    printed, number, code = a_number(rng, type_code, day)
    if f"-{type_code}" not in number:
        printed = number = number.replace(code, f"{code}-{type_code}")
    pen.centred("SURAT TUGAS" if type_code == "ST" else "SURAT PERINTAH", bold=True)
    pen.centred(f"{rng.choice(('Nomor', 'NOMOR'))} : {printed}")
    pen.skip()
    subject = a_subject(
        rng, ("Melaksanakan", "Menghadiri Rapat", "Mengikuti Bimbingan Teknis", "Melakukan Monitoring", "Mendampingi")
    )
    rows = [
        ("Menimbang", f"bahwa {rng.choice(OPENING_LAW)}"),
        ("Dasar", f"surat KPU Nomor {a_number(rng, 'SD', day)[1]} tanggal {long_date(a_day(rng))};"),
    ]
    pen.fields(rows[rng.choice((0, 1)) :], pen.right - pen.left, label=80)
    pen.skip(0.4)
    pen.centred(rng.choice(("MEMBERI TUGAS", "MENUGASKAN", "MEMERINTAHKAN :")))
    pen.fields([("Kepada", f"1. {rng.choice(NAMES)}, Kepala Subbagian"), ("Untuk", subject)], pen.right - pen.left, label=80)
    pen.skip()
    place = a_place(rng)
    before = rng.choice(((f"Dikeluarkan di {place}", f"pada tanggal {long_date(day)}"), (f"{place}, {long_date(day)}",)))
    signature(pen, rng.choice(("Ketua", "Sekretaris")), before)
    return Truth(number, day.isoformat(), TYPE_NAMES[type_code], subject, code)


def note(pen: Pen, type_code: str = "ND") -> Truth:
    """Nota dinas: a head of labels, its date among them."""
    rng, day = pen.rng, a_day(pen.rng, 2022)
    letterhead(pen, a_body(rng))
    printed, number, code = a_number(rng, type_code, day)
    pen.centred("NOTA DINAS" if type_code == "ND" else "MEMORANDUM", bold=True)
    if rng.random() < 0.5:
        pen.centred(f"NOMOR : {printed}")
        rows = []
    else:
        rows = [("Nomor", printed)]
    pen.skip(0.6)
    subject = a_subject(rng)
    rows += [
        ("Yth." if rng.random() < 0.3 else "Kepada", rng.choice(ADDRESSEES)),
        ("Dari", "Kepala Subbagian Umum"),
        ("Hal", subject),
    ]
    rows.insert(rng.randint(len(rows) - 1, len(rows)), ("Tanggal", long_date(day)))
    pen.fields(rows, (pen.right - pen.left) * 0.85, label=64)
    pen.skip()
    pen.block(pen.left, opening(pen, day))
    paragraphs(pen, 2)
    signature(pen, "Kepala Subbagian Umum")
    return Truth(number, day.isoformat(), TYPE_NAMES[type_code], subject, code)


def procedure(pen: Pen) -> Truth:
    """The boxed head of an SOP."""
    rng, day = pen.rng, a_day(pen.rng, 2020)
    subject = a_subject(rng, ("Pelayanan", "Pengelolaan", "Pendokumentasian", "Penanganan"))
    number = f"{rng.randint(1, 60)} Tahun {day.year}" if rng.random() < 0.5 else f"{rng.randint(1, 60)}/ORT.06/2101/{day.year}"
    rows = [
        ("Nomor SOP", number),
        ("Tanggal Pembuatan", long_date(day)),
        ("Tanggal Pengesahan", long_date(day)),
        ("Disahkan Oleh", "Sekretaris KPU Kabupaten Bintan"),
        ("Judul SOP" if rng.random() < 0.6 else "Nama SOP", subject),
    ]
    x, top = pen.left + 190, pen.y + 14
    pen.put(pen.left + 6, "KOMISI PEMILIHAN UMUM")
    pen.canvas.setLineWidth(0.7)
    for row, (name, value) in enumerate(rows):
        if row == 1:
            pen.put(pen.left + 6, "KABUPATEN BINTAN")
        pen.put(x + 4, name)
        for piece in pen.wrap(value, pen.right - x - 116):
            pen.put(x + 112, piece)
            pen.skip()
        pen.skip(0.3)
        pen.canvas.line(x, pen.y + pen.size, pen.right, pen.y + pen.size)
    pen.canvas.rect(pen.left, pen.y + pen.size, pen.right - pen.left, top - pen.y - pen.size)
    pen.canvas.line(x, top, x, pen.y + pen.size)
    pen.canvas.line(x + 106, top, x + 106, pen.y + pen.size)
    pen.skip()
    pen.put(pen.left, "Dasar Hukum")
    pen.skip()
    pen.block(pen.left, "1. Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik")
    paragraphs(pen, 3)
    code = "ORT.06" if "ORT" in number else ""
    return Truth(number, day.isoformat(), "standar operasional prosedur", subject, code)


LAYOUTS: dict[str, Callable[[Pen], Truth]] = {
    "letter": letter,
    "letter 2": letter,
    "invitation": lambda pen: letter(pen, "Und"),
    "letter of another body": lambda pen: letter(pen, pen.rng.choice(("SD", "Und")), own=False),
    "decision": decision,
    "decision 2": decision,
    "circular": lambda pen: decision(pen, "SURAT EDARAN", "surat edaran"),
    "minutes": minutes,
    "announcement": lambda pen: headed(pen, "Pu", "PENGUMUMAN"),
    "assignment": lambda pen: assignment(pen, pen.rng.choice(("ST", "ST", "SPt"))),
    "note": lambda pen: note(pen, pen.rng.choice(("ND", "ND", "MM"))),
    "certificate": lambda pen: headed(
        pen, *pen.rng.choice((("Kt", "SURAT KETERANGAN"), ("SR", "SURAT PENGANTAR"), ("Rk", "REKOMENDASI")))
    ),
    "report": lambda pen: headed(
        pen, *pen.rng.choice((("LP", "LAPORAN"), ("NT", "NOTULA"), ("TI", "TELAAHAN STAF"), ("SP", "SURAT PERINGATAN")))
    ),
    "procedure": procedure,
}


def a_paper(seed: int) -> Paper:
    """The paper of this seed; layouts take turns."""
    layout = list(LAYOUTS)[seed % len(LAYOUTS)]
    return draw(seed, layout, LAYOUTS[layout])
