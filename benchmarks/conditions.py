# ruff: noqa: ARG001, ARG005 - every effect takes the picture and the dice, whether it throws them or not
"""Office papers in the conditions in which they come, made from nothing: texts, layouts, and what happens to paper.

``make(name, seed)`` gives a ``Paper``: the bytes of a picture file and the words that are printed on it. One name and one seed
always make the same paper. A condition is a function from a clean sheet (300 dots per inch, grey or RGB) to what the scanner saw.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

DPI = 300
A4 = (2480, 3508)
FONTS = (
    "LiberationSerif-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "DejaVuSerif.ttf",
    "DejaVuSans.ttf",
    "LiberationSerif-Regular.ttf",
    "URWBookman-Light.otf",
    "C059-Roman.otf",
    "NimbusRoman-Regular.otf",
)

NAMES = ("Siti Rahmawati", "Budi Santoso", "Hendra Gunawan", "Nurhayati", "Agus Salim Harahap", "Dewi Lestari", "Rudi Hartono")
PLACES = ("Bandar Seri Bentan", "Kijang", "Tanjung Uban", "Toapaya", "Gunung Kijang", "Teluk Sebong", "Mantang", "Tambelan")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")
SENTENCES = (
    "Menindaklanjuti hasil rapat pleno terbuka pada tanggal {date}, bersama ini kami sampaikan rekapitulasi daftar pemilih.",
    "Sehubungan dengan kegiatan tersebut, diminta kepada Saudara untuk menugaskan {n} orang staf sebagai peserta.",
    "Pelaksanaan kegiatan dibebankan pada anggaran satuan kerja tahun {year} sesuai ketentuan peraturan perundang-undangan.",
    "Setiap panitia pemungutan suara wajib menyampaikan laporan tertulis paling lambat {n} hari setelah pemungutan suara.",
    "Berdasarkan pemeriksaan di lapangan, jumlah kotak suara yang rusak mencapai {n} buah di wilayah {place}.",
    "Dokumen pendukung agar diserahkan dalam bentuk salinan cetak dan salinan digital melalui petugas layanan informasi.",
    "Untuk kelancaran kegiatan dimaksud, kami mohon bantuan pengamanan dari kepolisian sektor {place}.",
    "Apabila di kemudian hari terdapat kekeliruan dalam keputusan ini, akan diadakan perbaikan sebagaimana mestinya.",
    "Penyerahan logistik dilakukan secara bertahap mulai pukul 08.30 sampai dengan selesai di gudang {place}.",
    "Saudara {name} ditunjuk sebagai penanggung jawab kegiatan dengan honorarium sebesar Rp{n}.500.000,00 per bulan.",
    "Masyarakat dapat memberikan tanggapan atas pengumuman ini sejak tanggal {date} di kantor sekretariat.",
    "Verifikasi faktual dilaksanakan dengan mendatangi tempat tinggal pendukung sesuai alamat yang tercantum pada kartu.",
    "Hasil penelitian administrasi menunjukkan bahwa {n} berkas belum memenuhi syarat dan perlu dilengkapi kembali.",
    "Kegiatan bimbingan teknis diikuti oleh anggota panitia pemilihan kecamatan se-Kabupaten Bintan.",
    "Demikian disampaikan untuk menjadi perhatian dan dilaksanakan dengan penuh tanggung jawab.",
    "Ketentuan lebih lanjut mengenai tata cara pengisian formulir diatur dalam lampiran surat ini.",
)


@dataclass(frozen=True)
class Paper:
    """A picture file and what is printed on it."""

    name: str
    seed: int
    content: bytes
    suffix: str
    words: tuple[str, ...]


Effect = Callable[[Image.Image, random.Random], Image.Image]


@dataclass(frozen=True)
class Condition:
    layout: str
    effects: tuple[Effect, ...]
    dpi: int | None = DPI
    """Written into the file; ``None`` for a camera, which knows none."""
    shrink: int = DPI
    """Dots per inch to which the sheet is brought before it is saved."""
    suffix: str = ".jpg"
    quality: int = 88
    colour: bool = False
    """Whether the sheet starts out in colour."""
    ink: tuple[int, int, int] = (20, 20, 24)
    font: str | None = None
    points: float = 11.5


# ---------------------------------------------------------------- texts and layouts


def _sentence(chance: random.Random) -> str:
    return chance.choice(SENTENCES).format(
        date=f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(2019, 2025)}",
        n=chance.randint(2, 19),
        year=chance.randint(2019, 2026),
        place=chance.choice(PLACES),
        name=chance.choice(NAMES),
    )


class Typist:
    """Types on a sheet and remembers every word."""

    def __init__(self, condition: Condition, chance: random.Random) -> None:
        self.chance = chance
        paper = (255, 255, 255) if condition.colour else 255
        self.ink = condition.ink if condition.colour else sum(condition.ink) // 3
        self.sheet = Image.new("RGB" if condition.colour else "L", A4, paper)
        self.pen = ImageDraw.Draw(self.sheet)
        self.points = condition.points
        self.face = condition.font or chance.choice(FONTS)
        self.words: list[str] = []

    def font(self, scale: float = 1.0) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self.face, round(self.points * scale * DPI / 72))

    def line(self, x: float, y: float, text: str, scale: float = 1.0, centre: bool = False) -> float:
        """One line; returns the y below it."""
        font = self.font(scale)
        if centre:
            x -= self.pen.textlength(text, font=font) / 2
        self.pen.text((x, y), text, font=font, fill=self.ink)
        self.words.extend(text.split())
        return y + self.points * scale * DPI / 72 * 1.45

    def block(self, x: float, y: float, width: float, text: str) -> float:
        """Wrapped text; returns the y below it."""
        font = self.font()
        line: list[str] = []
        for word in text.split():
            if line and self.pen.textlength(" ".join([*line, word]), font=font) > width:
                y = self.line(x, y, " ".join(line))
                line = []
            line.append(word)
        return self.line(x, y, " ".join(line))

    def paragraphs(self, x: float, y: float, width: float, count: int, bottom: float = 3200) -> float:
        for _ in range(count):
            text = " ".join(_sentence(self.chance) for _ in range(self.chance.randint(2, 3)))
            if y > bottom - 300:
                break
            y = self.block(x, y, width, text) + 40
        return y


def letter(typist: Typist) -> None:
    chance = typist.chance
    y = typist.line(1240, 200, "KOMISI PEMILIHAN UMUM", 1.25, centre=True)
    y = typist.line(1240, y, "KABUPATEN BINTAN", 1.25, centre=True)
    y = typist.line(1240, y, "Jalan Raya Toapaya Asri Kilometer 16 Telepon 0771 4500123", 0.8, centre=True)
    typist.pen.line((280, y + 20, 2200, y + 20), fill=typist.ink, width=6)
    y += 80
    y = typist.line(300, y, f"Nomor : {chance.randint(1, 400)}/PY.01.1-SD/2101/{chance.randint(2022, 2025)}")
    y = typist.line(300, y, "Sifat : Penting")
    y = typist.line(300, y, "Lampiran : satu berkas")
    y = typist.line(300, y, f"Hal : Undangan Rapat Koordinasi di {chance.choice(PLACES)}")
    y = typist.paragraphs(300, y + 80, 1900, 5, 2700)
    y = typist.line(1500, y + 60, f"{chance.choice(PLACES)}, {chance.randint(1, 28)} {chance.choice(MONTHS)} 2024")
    y = typist.line(1500, y, "Sekretaris,")
    typist.line(1500, y + 190, chance.choice(NAMES))


def columns(typist: Typist) -> None:
    y = typist.line(1240, 220, "BULETIN PENGAWASAN PEMILIHAN", 1.4, centre=True) + 60
    typist.paragraphs(250, y, 930, 6, 3000)
    typist.paragraphs(1310, y, 930, 6, 3000)


def table(typist: Typist) -> None:
    chance = typist.chance
    y = typist.line(1240, 220, "DAFTAR INVENTARIS LOGISTIK", 1.3, centre=True) + 50
    edges = (250, 400, 1050, 1500, 1850, 2230)
    rows = [("No", "Uraian", "Lokasi", "Jumlah", "Keterangan")]
    goods = (
        "Kotak suara",
        "Bilik suara",
        "Tinta segel",
        "Formulir model",
        "Sampul kubus",
        "Alat coblos",
        "Kabel ties",
        "Bantal alas",
    )
    rows += [
        (str(number), chance.choice(goods), chance.choice(PLACES), str(chance.randint(10, 9000)), chance.choice(("baik", "rusak")))
        for number in range(1, 19)
    ]
    height = 92
    for index, row in enumerate(rows):
        top = y + index * height
        for left, cell in zip(edges, row, strict=False):
            typist.line(left + 18, top + 18, cell, 0.92)
    bottom = y + len(rows) * height
    for index in range(len(rows) + 1):
        typist.pen.line((edges[0], y + index * height, edges[-1], y + index * height), fill=typist.ink, width=4)
    for x in edges:
        typist.pen.line((x, y, x, bottom), fill=typist.ink, width=4)
    typist.paragraphs(250, bottom + 80, 1980, 2, 3300)


def two_pages(typist: Typist) -> None:
    """An open book or folder on the glass, read from left to right."""
    typist.sheet = typist.sheet.resize((A4[1], A4[0]))
    typist.pen = ImageDraw.Draw(typist.sheet)
    typist.points *= 0.8
    for left in (190, 1944):
        y = typist.line(left + 690, 180, f"BAB {typist.chance.randint(1, 9)} KETENTUAN UMUM", 1.1, centre=True) + 40
        typist.paragraphs(left, y, 1370, 6, 2250)
    typist.pen.rectangle((1734, 0, 1774, 2480), fill=(120, 120, 120) if typist.sheet.mode == "RGB" else 120)


LAYOUTS = {"letter": letter, "columns": columns, "table": table, "two_pages": two_pages}

# ---------------------------------------------------------------- what happens to paper


def to_array(image: Image.Image) -> np.ndarray:
    return np.asarray(image, dtype=np.float32)


def to_image(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _generator(chance: random.Random) -> np.random.Generator:
    return np.random.default_rng(chance.getrandbits(32))


def _field(size: tuple[int, int], chance: random.Random, cells: int) -> np.ndarray:
    """A smooth random field from 0 to 1."""
    coarse = _generator(chance).random((cells, cells), dtype=np.float32) * 255
    return to_array(to_image(coarse).resize(size, Image.Resampling.BICUBIC)) / 255


def _white(image: Image.Image) -> tuple[int, ...] | int:
    return (255, 255, 255) if image.mode == "RGB" else 255


def _multiply(image: Image.Image, factor: np.ndarray) -> Image.Image:
    pixels = to_array(image)
    return to_image(pixels * (factor[..., None] if pixels.ndim == 3 else factor))


def skew(degrees: float) -> Effect:
    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        angle = degrees * chance.uniform(0.9, 1.0)
        return image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=_white(image), expand=True)

    return apply


def turn(degrees: int) -> Effect:
    return lambda image, chance: image.rotate(degrees, expand=True)


def grain(strength: float) -> Effect:
    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        pixels = to_array(image)
        return to_image(pixels + _generator(chance).normal(0, strength, pixels.shape).astype(np.float32))

    return apply


def specks(share: float) -> Effect:
    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        pixels = to_array(image).copy()
        dice = _generator(chance).random(pixels.shape[:2])
        pixels[dice < share / 2] = 0
        pixels[dice > 1 - share / 2] = 255
        return to_image(pixels)

    return apply


def faint(ink: float) -> Effect:
    """Print so pale that black becomes ``ink``, and uneven."""

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        pale = 255 - (255 - ink) * (0.75 + 0.35 * _field(image.size, chance, 9))
        pixels = to_array(image) / 255
        pale = pale[..., None] if pixels.ndim == 3 else pale
        return grain(3)(to_image(pale + (250 - pale) * pixels), chance)

    return apply


def lamp(darkest: float) -> Effect:
    """Light from one side only."""

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        width, height = image.size
        angle = chance.uniform(0, 2 * math.pi)
        x, y = np.meshgrid(np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32))
        ramp = (x * math.cos(angle) + y * math.sin(angle)) / 1.4
        return _multiply(image, np.clip(darkest + (1 - darkest) * (ramp + 1) / 2, 0, 1))

    return apply


def shade(darkness: float) -> Effect:
    """The shadow of a hand or a telephone: a dark band with soft edges."""

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        small = Image.new("L", (image.width // 8, image.height // 8), 255)
        pen = ImageDraw.Draw(small)
        w, h = small.size
        x = chance.uniform(0.2, 0.6) * w
        pen.polygon([(x, 0), (x + 0.45 * w, 0), (x + 0.25 * w, h), (x - 0.25 * w, h)], fill=round(255 * darkness))
        soft = small.filter(ImageFilter.GaussianBlur(chance.uniform(3, 14))).resize(image.size, Image.Resampling.BILINEAR)
        return _multiply(image, to_array(soft) / 255)

    return apply


def stamp(ink: tuple[int, int, int], words: str = "SEKRETARIAT KPU BINTAN") -> Effect:
    """A round rubber stamp over the text, and a line of stamped words."""

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        image = image.convert("RGB")
        side = 760
        mark = Image.new("L", (side, side), 0)
        pen = ImageDraw.Draw(mark)
        pen.ellipse((10, 10, side - 10, side - 10), outline=255, width=16)
        pen.ellipse((120, 120, side - 120, side - 120), outline=255, width=9)
        font = ImageFont.truetype("LiberationSans-Bold.ttf", 62)
        pen.text((side / 2, side / 2), "\n".join(words.split()), font=font, fill=255, anchor="mm", align="center")
        mark = mark.rotate(chance.uniform(-30, 30), Image.Resampling.BICUBIC)
        worn = to_array(mark) / 255 * (0.55 + 0.45 * _field(mark.size, chance, 30))
        x, y = round(chance.uniform(0.25, 0.6) * image.width), round(chance.uniform(0.3, 0.5) * image.height)
        pixels = to_array(image).copy()
        part = pixels[y : y + side, x : x + side]
        worn = worn[: part.shape[0], : part.shape[1], None]
        part *= 1 - worn * (1 - np.array(ink, dtype=np.float32) / 255)
        return to_image(pixels)

    return apply


def signature(image: Image.Image, chance: random.Random) -> Image.Image:
    """A pen stroke over the lower part, across the name."""
    image = image.convert("RGB")
    layer = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(layer)
    for y0 in (0.62, 0.70, 0.78):
        points = []
        for step in range(120):
            t = step / 119
            points.append(
                (
                    image.width * (0.52 + 0.33 * t),
                    image.height * (y0 + 0.03 * math.sin(t * 16 + chance.uniform(-0.2, 0.2)) + 0.015 * math.sin(t * 41)),
                )
            )
        pen.line(points, fill=(35, 45, 150), width=7, joint="curve")
    return ImageChops.multiply(image, layer)


def bleed_through(image: Image.Image, chance: random.Random) -> Image.Image:
    back = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(3))
    ghost = 255 - (255 - to_array(back)) * 0.28
    return to_image(np.minimum(to_array(image), ghost))


def holes(image: Image.Image, chance: random.Random) -> Image.Image:
    image = image.copy()
    pen = ImageDraw.Draw(image)
    dark = (15, 15, 15) if image.mode == "RGB" else 15
    for y in (0.28, 0.42, 0.58, 0.72):
        x = image.width * 0.05
        pen.ellipse((x - 38, image.height * y - 38, x + 38, image.height * y + 38), fill=dark)
    return image


def coffee(image: Image.Image, chance: random.Random) -> Image.Image:
    image = image.convert("RGB")
    width, height = image.size
    y, x = np.mgrid[0:height:4, 0:width:4].astype(np.float32)
    cx, cy, r = chance.uniform(0.3, 0.7) * width, chance.uniform(0.3, 0.6) * height, chance.uniform(380, 520)
    far = np.hypot(x - cx, y - cy)
    ring = np.exp(-(((far - r) / 28) ** 2)) * 0.75 + (far < r) * 0.22
    ring = to_array(to_image(ring * 255).resize(image.size, Image.Resampling.BILINEAR))[..., None] / 255
    return to_image(to_array(image) * (1 - ring * (1 - np.array([118, 72, 30], dtype=np.float32) / 255)))


def folds(image: Image.Image, chance: random.Random) -> Image.Image:
    height, width = image.height, image.width
    factor = np.ones((height, width), dtype=np.float32)
    rows = np.arange(height, dtype=np.float32)
    for place in (1 / 3, 2 / 3):
        at = height * place + chance.uniform(-60, 60)
        factor *= (1 - 0.55 * np.exp(-(((rows - at) / 5) ** 2)) - 0.22 * np.exp(-np.maximum(rows - at, 0) / 120) * (rows > at))[
            :, None
        ]
    return _multiply(image, factor)


def curl(image: Image.Image, chance: random.Random) -> Image.Image:
    """Lines bend towards the spine, where the light also falls off."""
    pixels = to_array(image)
    height, width = pixels.shape[:2]
    x = np.linspace(0, 1, width, dtype=np.float32)
    bend = (110 * np.exp(-x / 0.16)).astype(np.int64)
    rows = np.clip(np.arange(height)[:, None] - bend[None, :], 0, height - 1)
    return _multiply(
        to_image(pixels[rows, np.arange(width)[None, :]]), np.repeat((1 - 0.6 * np.exp(-x / 0.07))[None, :], height, 0)
    )


def borders(image: Image.Image, chance: random.Random) -> Image.Image:
    """The scanner's lid was open: black around the sheet."""
    dark = (18, 18, 18) if image.mode == "RGB" else 18
    wide = Image.new(image.mode, (image.width + 420, image.height + 300), dark)
    wide.paste(image.rotate(chance.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=dark), (chance.randint(60, 300), 90))
    return wide


def watermark(image: Image.Image, chance: random.Random) -> Image.Image:
    layer = Image.new("L", image.size, 255)
    font = ImageFont.truetype("LiberationSans-Bold.ttf", 430)
    ImageDraw.Draw(layer).text((image.width / 2, image.height / 2), "SALINAN", font=font, fill=188, anchor="mm")
    layer = layer.rotate(52, Image.Resampling.BICUBIC, fillcolor=255)
    return ImageChops.multiply(image, layer.convert(image.mode))


def blur(radius: float) -> Effect:
    return lambda image, chance: image.filter(ImageFilter.GaussianBlur(radius))


def shaken(image: Image.Image, chance: random.Random) -> Image.Image:
    pixels = to_array(image)
    return to_image(sum((np.roll(pixels, shift, axis=1) for shift in range(-4, 5)), np.zeros(pixels.shape)) / 9)


def dot_matrix(image: Image.Image, chance: random.Random) -> Image.Image:
    """Print by pins: the strokes fall apart into dots, and the ribbon is tired. The nine pins of a head stand 1/72 inch apart."""
    pitch = round(DPI / 72)
    small = image.convert("L").resize((image.width // pitch, image.height // pitch), Image.Resampling.BOX)
    dots = to_array(small) < 190
    grid = np.kron(dots, np.ones((pitch, pitch), dtype=np.float32))[: image.height, : image.width]
    y, x = np.mgrid[0 : grid.shape[0], 0 : grid.shape[1]]
    round_dot = np.hypot(x % pitch - (pitch - 1) / 2, y % pitch - (pitch - 1) / 2) < pitch * 0.52
    ink = grid * round_dot * (0.6 + 0.3 * _field((grid.shape[1], grid.shape[0]), chance, 12))
    return to_image(255 - 255 * ink).filter(ImageFilter.GaussianBlur(1.1))


def tinted(colour: tuple[int, int, int]) -> Effect:
    """Coloured paper."""
    return lambda image, chance: ImageChops.multiply(image.convert("RGB"), Image.new("RGB", image.size, colour))


def carbon(image: Image.Image, chance: random.Random) -> Image.Image:
    """The third carbon copy: smudged and grainy."""
    soft = image.filter(ImageFilter.GaussianBlur(2.2))
    return grain(9)(to_image(255 - (255 - to_array(soft)) * (0.8 + 0.2 * _field(image.size, chance, 14))[..., None]), chance)


def logo(image: Image.Image, chance: random.Random) -> Image.Image:
    image = image.convert("RGB")
    pen = ImageDraw.Draw(image)
    for step, colour in enumerate(((170, 20, 30), (220, 170, 40), (30, 60, 130), (170, 20, 30))):
        pen.ellipse((300 + step * 28, 190 + step * 28, 560 - step * 28, 450 - step * 28), fill=colour)
    pen.polygon([(430, 230), (470, 380), (390, 380)], fill=(250, 240, 200))
    return image


def marker(image: Image.Image, chance: random.Random) -> Image.Image:
    """Somebody has marked lines with a highlighter."""
    image = image.convert("RGB")
    layer = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(layer)
    for _ in range(6):
        x, y = chance.uniform(0.1, 0.4) * image.width, chance.uniform(0.25, 0.75) * image.height
        colour = chance.choice(((255, 240, 60), (120, 250, 120), (255, 150, 200)))
        pen.rectangle((x, y, x + 0.45 * image.width, y + 62), fill=colour)
    return ImageChops.multiply(image, layer)


def negative(image: Image.Image, chance: random.Random) -> Image.Image:
    return ImageChops.invert(image)


def newsprint(image: Image.Image, chance: random.Random) -> Image.Image:
    pixels = to_array(image) / 255
    return grain(10)(to_image(70 + (168 - 70) * pixels), chance)


def fax(image: Image.Image, chance: random.Random) -> Image.Image:
    """Group 3 in standard mode: 204 × 98 dots per inch, black or white."""
    low = image.convert("L").resize((round(8.27 * 204), round(11.69 * 98)), Image.Resampling.BOX)
    return low.point(lambda value: 255 if value > 150 else 0).resize(
        (round(8.27 * 204), round(11.69 * 196)), Image.Resampling.NEAREST
    )


def _homography(quad: list[tuple[float, float]], size: tuple[int, int]) -> list[float]:
    """Pillow's eight numbers that take the output square back to ``size``."""
    width, height = size
    rows, right = [], []
    for (x, y), (u, v) in zip(quad, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return np.linalg.solve(np.array(rows), np.array(right)).tolist()


def photograph(strength: float, desk: tuple[int, int, int] = (74, 58, 44), tight: bool = False) -> Effect:
    """A telephone above a desk: perspective, uneven light, a shadow, a little noise. ``tight``: the desk is not in the picture."""

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        image = image.convert("RGB")
        width, height = 2700, 3600
        edge = -60 if tight else 200

        def corner(x: float, y: float) -> tuple[float, float]:
            return x + chance.uniform(-1, 1) * strength * width, y + chance.uniform(-1, 1) * strength * height

        quad = [
            corner(edge, edge),
            corner(width - edge, edge),
            corner(width - edge, height - edge),
            corner(edge, height - edge),
        ]
        back = _homography(quad, image.size)
        mask = Image.new("L", image.size, 255).transform((width, height), Image.Transform.PERSPECTIVE, back)
        seen = image.transform((width, height), Image.Transform.PERSPECTIVE, back, Image.Resampling.BICUBIC)
        table_top = to_image(np.array(desk, dtype=np.float32) * (0.7 + 0.6 * _field((width, height), chance, 24))[..., None])
        whole = Image.composite(seen, table_top, mask)
        return grain(5)(shade(0.55)(lamp(0.6)(whole, chance), chance), chance).filter(ImageFilter.GaussianBlur(0.8))

    return apply


STAMP_BLUE, STAMP_PURPLE, STAMP_RED = (40, 50, 170), (110, 40, 140), (200, 30, 50)

CONDITIONS: dict[str, Condition] = {
    "clean": Condition("letter", ()),
    "clean 200 dpi": Condition("letter", (), 200, 200),
    "clean 150 dpi": Condition("letter", (), 150, 150),
    "small print": Condition("letter", (), 200, 200, points=8.5),
    "skew 2": Condition("letter", (skew(2),)),
    "skew 7": Condition("letter", (skew(7),)),
    "skew -7": Condition("letter", (skew(-7),)),
    "skew -4 table": Condition("table", (skew(-4),)),
    "upside down": Condition("letter", (turn(180),)),
    "on its left side": Condition("letter", (turn(90),)),
    "on its right side": Condition("letter", (turn(270),)),
    "table on its side": Condition("table", (turn(90),)),
    "heavy grain": Condition("letter", (grain(75),), quality=60),
    "specks": Condition("letter", (specks(0.06),), suffix=".png"),
    "faint": Condition("letter", (faint(205),)),
    "fainter": Condition("letter", (faint(226),)),
    "lamp shadow": Condition("letter", (lamp(0.22),)),
    "hand shadow": Condition("letter", (shade(0.35),)),
    "blue stamp": Condition("letter", (stamp(STAMP_BLUE),), colour=True),
    "purple stamp": Condition("letter", (stamp(STAMP_PURPLE),), colour=True),
    "red stamp": Condition("letter", (stamp(STAMP_RED),), colour=True),
    "telephone": Condition("letter", (photograph(0.03),), None, colour=True, quality=80),
    "telephone slanted": Condition("letter", (photograph(0.06, (150, 140, 130)),), None, colour=True, quality=80),
    "telephone tight": Condition("letter", (photograph(0.025, tight=True),), None, colour=True, quality=80),
    "100 dpi": Condition("letter", (), 100, 100, quality=92),
    "100 dpi unknown": Condition("letter", (), None, 100, quality=92),
    "bleed-through": Condition("letter", (bleed_through,)),
    "strong JPEG": Condition("letter", (), quality=9),
    "fax": Condition("letter", (fax,), 204, 204, suffix=".tif"),
    "punched holes": Condition("letter", (holes,)),
    "coffee": Condition("letter", (coffee,), colour=True),
    "folds": Condition("letter", (folds,)),
    "two pages": Condition("two_pages", ()),
    "ruled table": Condition("table", ()),
    "two columns": Condition("columns", ()),
    "logo": Condition("letter", (logo,), colour=True),
    "signature": Condition("letter", (signature,), colour=True),
    "carbon on yellow": Condition("letter", (tinted((250, 236, 150)), carbon), colour=True, ink=(60, 60, 150)),
    "carbon on pink": Condition("letter", (tinted((248, 190, 200)), carbon), colour=True, ink=(90, 50, 130)),
    "dot matrix": Condition("letter", (dot_matrix,), font="LiberationMono-Regular.ttf", points=10.5),
    "book curl": Condition("letter", (curl,)),
    "dark borders": Condition("letter", (borders,)),
    "SALINAN": Condition("letter", (watermark,)),
    "out of focus": Condition("letter", (blur(4.2),)),
    "shaken": Condition("letter", (shaken,)),
    "highlighter": Condition("letter", (marker,), colour=True),
    "negative": Condition("letter", (negative,)),
    "newsprint": Condition("letter", (newsprint,)),
    "skewed, shadowed, stamped": Condition("letter", (stamp(STAMP_BLUE), skew(4), lamp(0.4)), colour=True),
    "upside down, faint, grainy": Condition("letter", (faint(200), turn(180), grain(18))),
    "on its side, grainy, 150 dpi": Condition("letter", (grain(40), turn(270)), 150, 150),
    "folded, coffee, skewed": Condition("letter", (folds, coffee, skew(-3)), colour=True),
    "borders, skew, upside down": Condition("letter", (skew(3), borders, turn(180))),
    "columns photographed": Condition("columns", (photograph(0.03),), None, colour=True, quality=80),
}


def scanned(sheet: Image.Image, condition: Condition, chance: random.Random) -> bytes:
    """A clean sheet of 300 dots per inch as a file in this condition."""
    for effect in condition.effects:
        sheet = effect(sheet, chance)
    if condition.shrink != DPI and fax not in condition.effects:
        scale = condition.shrink / DPI
        sheet = sheet.resize((round(sheet.width * scale), round(sheet.height * scale)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    dots = {"dpi": (condition.dpi, condition.dpi)} if condition.dpi else {}
    if condition.suffix == ".jpg":
        sheet.save(out, "JPEG", quality=condition.quality, **dots)
    elif condition.suffix == ".tif":
        sheet.convert("1").save(out, "TIFF", compression="group4", **dots)
    else:
        sheet.save(out, "PNG", **dots)
    return out.getvalue()


def make(name: str, seed: int, condition: Condition | None = None) -> Paper:
    """One paper in one condition: that of this name, or another."""
    condition = condition or CONDITIONS[name]
    chance = random.Random(f"{name}/{seed}")
    typist = Typist(condition, chance)
    LAYOUTS[condition.layout](typist)
    content = scanned(typist.sheet, condition, chance)
    return Paper(name, seed, content, condition.suffix, tuple(typist.words))
