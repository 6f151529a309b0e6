"""Harsher conditions, written after the reader was mended for other pages like them: scratched drums, stamps scanned in grey, dirt,
thermal paper, sheets photographed from the side, pages shaken in any direction or seen through a lens out of focus.
"""

from __future__ import annotations

import random

import conditions
import numpy as np
from conditions import Condition, Effect, blur, curl, faint, grain, photograph, skew, stamp, to_array, to_image
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from scipy import ndimage

BLACK, GREY = (70, 70, 70), (120, 120, 120)


def in_grey(effect: Effect) -> Effect:
    """What a scanner set to grey makes of it."""
    return lambda image, chance: effect(image, chance).convert("L")


def scratched(count: int, width: int, ink: int, down: bool) -> Effect:
    """Lines through the whole page, as dirt on the glass of a feeder (down) or a scratched drum (across) draws them."""

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        layer = Image.new("L", image.size, 255)
        pen = ImageDraw.Draw(layer)
        for _ in range(count):
            lean = chance.uniform(-6, 6)
            if down:
                at = chance.uniform(0.12, 0.88) * image.width
                pen.line((at, 0, at + lean, image.height), fill=ink, width=width)
            else:
                at = chance.uniform(0.12, 0.88) * image.height
                pen.line((0, at, image.width, at + lean), fill=ink, width=width)
        return ImageChops.darker(image, layer)

    return apply


def watermark(word: str, ink: int) -> Effect:
    """A word in capitals of solid grey, aslant over the whole page."""

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        layer = Image.new("L", image.size, 255)
        font = ImageFont.truetype("LiberationSans-Bold.ttf", round(1.25 * image.width / len(word)))
        ImageDraw.Draw(layer).text((image.width / 2, image.height / 2), word, font=font, fill=ink, anchor="mm")
        return ImageChops.darker(image, layer.rotate(chance.uniform(35, 50), Image.Resampling.BICUBIC, fillcolor=255))

    return apply


def dirt(clusters: int, specks: int) -> Effect:
    """Toner that fell on the page in clouds: spots of one to four pixels."""

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        layer = Image.new("L", image.size, 255)
        pen = ImageDraw.Draw(layer)
        for _ in range(clusters):
            middle = chance.uniform(0.1, 0.9) * image.width, chance.uniform(0.1, 0.9) * image.height
            for _ in range(specks):
                x, y = chance.gauss(middle[0], 170), chance.gauss(middle[1], 170)
                radius = chance.choice((0.5, 1, 1, 1.5, 2))
                pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=chance.randint(0, 90))
        return ImageChops.darker(image, layer)

    return apply


def thermal(image: Image.Image, chance: random.Random) -> Image.Image:
    """Grey paper, and print that pales in bands where the head was cold."""
    rows = np.arange(image.height) / image.height
    bands = 0.5 + 0.5 * np.sin(2 * np.pi * (rows * chance.uniform(6, 10) + chance.random()))
    ink = (105 + 70 * bands)[:, None]
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 5, (image.height, image.width))
    return to_image(ink + (214 - ink) * to_array(image) / 255 + noise).filter(ImageFilter.GaussianBlur(0.8))


def grey_marker(image: Image.Image, chance: random.Random) -> Image.Image:
    """Highlighted lines, scanned in grey."""
    layer = Image.new("L", image.size, 255)
    pen = ImageDraw.Draw(layer)
    for _ in range(7):
        x, y = chance.uniform(0.12, 0.4) * image.width, chance.uniform(0.25, 0.75) * image.height
        pen.line((x, y, x + chance.uniform(0.25, 0.5) * image.width, y + chance.uniform(-8, 8)), fill=165, width=56)
    return ImageChops.multiply(image, layer)


def crumpled(image: Image.Image, chance: random.Random) -> Image.Image:
    """Pressed into a ball and smoothed out again: facets that catch the light differently."""
    light = np.ones((image.height, image.width), np.float32)
    x, y = np.meshgrid(np.linspace(-1, 1, image.width), np.linspace(-1, 1, image.height))
    for _ in range(14):
        angle, off = chance.uniform(0, np.pi), chance.uniform(-0.9, 0.9)
        away = x * np.cos(angle) + y * np.sin(angle) - off
        light *= np.where(away > 0, 1.0, chance.uniform(0.93, 0.99)) * (1 - 0.16 * np.exp(-((away / 0.006) ** 2)))
    return to_image(to_array(image) * light)


def rastered(image: Image.Image, chance: random.Random) -> Image.Image:
    """A printer's coarse raster behind the middle of the page: dots a millimetre apart, at the 45 degrees that black is set at."""
    x, y = np.meshgrid(np.arange(image.width), np.arange(image.height))
    turn, wave = np.deg2rad(45), 2 * np.pi / chance.uniform(11, 14)
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    dots = np.where(np.cos(along * wave) + np.cos(across * wave) > 1.05, 45, 255)
    dots[: image.height // 4] = dots[-image.height // 3 :] = 255
    return ImageChops.darker(image.convert("L"), to_image(dots)).filter(ImageFilter.GaussianBlur(0.8))


def engraved(image: Image.Image, chance: random.Random) -> Image.Image:
    """Fine waved lines in grey under the whole page, as on certificates."""
    layer = Image.new("L", image.size, 255)
    pen = ImageDraw.Draw(layer)
    for top in range(0, image.height, 40):
        for lean in (1, -1):
            far = lean * chance.uniform(40, 60)
            pen.line([(x, top + far * np.sin(x / 120 + top / 85)) for x in range(0, image.width, 12)], fill=160, width=3)
    return ImageChops.multiply(image, layer)


def in_red(image: Image.Image, _: random.Random) -> Image.Image:
    """Print in red ink."""
    grey = image.convert("L")
    return Image.merge("RGB", [grey.point(lambda level: 175 + level * 80 // 255), grey, grey])


def white_on_blue(image: Image.Image, _: random.Random) -> Image.Image:
    """Every fourth line of print in white on a blue bar, as the heads of tables and of chapters are set."""
    pixels = to_array(image)
    inked = np.append((pixels.min(axis=2) < 128).any(axis=1), False)
    edges = np.flatnonzero(np.diff(np.append(False, inked).astype(np.int8)))
    bars = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False) if 15 < end - start < 60][1::4]
    for start, end in bars:
        band = pixels[start - 9 : end + 9, 120:-120]
        band[:] = 255 - (255 - np.array((35, 75, 155))) * (band / 255)
    return to_image(pixels)


def shaken(length: float, angle: float) -> Effect:
    """Moved evenly along a line while it was exposed: ``length`` in pixels, ``angle`` in degrees from the lines of print."""
    right, down = length * np.cos(np.deg2rad(angle)), length * np.sin(np.deg2rad(angle))
    steps = [(round(part * down), round(part * right)) for part in np.linspace(-0.5, 0.5, 8 * round(length))]

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        pixels = to_array(image)
        seen = np.zeros(pixels.shape)
        for step in dict.fromkeys(steps):
            move = (*step, 0)[: pixels.ndim]
            seen = seen + np.roll(pixels, move, tuple(range(pixels.ndim))) * (steps.count(step) / len(steps))
        return grain(2)(to_image(seen), chance)

    return apply


def through_lens(radius: float) -> Effect:
    """Out of focus as a lens is: every point becomes a disc."""
    side = np.arange(-int(radius) - 1, int(radius) + 2)
    disc = np.clip(radius + 0.5 - np.hypot(side[:, None], side), 0, 1).astype(np.float32)

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        return grain(2)(to_image(ndimage.convolve(to_array(image.convert("L")), disc / disc.sum())), chance)

    return apply


def too_light(image: Image.Image, chance: random.Random) -> Image.Image:
    """In black and white at 200 dots per inch, off a scanner that is set so light that thin strokes break."""
    small = image.convert("L").resize((image.width * 2 // 3, image.height * 2 // 3), Image.Resampling.LANCZOS)
    seen = to_array(small.filter(ImageFilter.GaussianBlur(0.9)))
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 12, seen.shape)
    return to_image(np.where(seen + noise > 90, 255, 0))


def after(*effects: Effect) -> Effect:
    """One effect after the other."""

    def apply(image: Image.Image, chance: random.Random) -> Image.Image:
        for effect in effects:
            image = effect(image, chance)
        return image

    return apply


def _letter(*effects: Effect, **more: object) -> Condition:
    return Condition("letter", effects, **more)


def _table(*effects: Effect, **more: object) -> Condition:
    return Condition("table", effects, **more)


CONDITIONS: dict[str, Condition] = {
    "black stamp in grey": _letter(in_grey(stamp(BLACK))),
    "two grey stamps": _letter(in_grey(after(stamp(GREY), stamp(GREY, "TELAH DITERIMA SEKRETARIAT")))),
    "grey stamp on a table": _table(in_grey(stamp(GREY))),
    "scratched down": _letter(scratched(7, 3, 20, down=True)),
    "scratched down, grey, 200 dpi": _letter(scratched(7, 3, 110, down=True), dpi=200, shrink=200),
    "scratched across": _letter(scratched(7, 3, 20, down=False)),
    "scratched table": _table(scratched(4, 3, 20, down=True)),
    "scratched and skewed": _letter(scratched(5, 3, 20, down=True), skew(3)),
    "dark watermark": _letter(watermark("RAHASIA", 165)),
    "darker watermark on a table": _table(watermark("SALINAN", 140)),
    "dirt": _letter(dirt(9, 420)),
    "dirt, 200 dpi": _letter(dirt(9, 420), dpi=200, shrink=200),
    "dirty table": _table(dirt(9, 300)),
    "thermal paper": _letter(thermal),
    "highlighted in grey": _letter(grey_marker),
    "crumpled": _letter(crumpled),
    "skew 15": _letter(skew(15)),
    "skew -13 table": _table(skew(-13)),
    "table photographed": _table(photograph(0.05), dpi=None, colour=True, quality=80),
    "photographed from the side": _letter(photograph(0.09), dpi=None, colour=True, quality=80),
    "coarse raster": _letter(rastered),
    "fine waved lines": _letter(engraved),
    "red print, black stamp": _letter(in_red, stamp((40, 40, 40)), colour=True),
    "white print on blue bars": _letter(white_on_blue, colour=True),
    "blue bars, 150 dpi": _letter(white_on_blue, colour=True, dpi=150, shrink=150),
    "shaken by 12 pixels": _letter(shaken(12, 0)),
    "shaken aslant": _letter(shaken(11, 40)),
    "shaken table": _table(shaken(11, 20)),
    "shaken, 200 dpi": _letter(shaken(10, 15), dpi=200, shrink=200),
    "shaken, faint": _letter(shaken(10, 0), faint(150)),
    "shaken, curled": _letter(curl, shaken(8, 10)),
    "shaken and photographed": _letter(photograph(0.02), shaken(8, 25), dpi=None, colour=True, quality=80),
    "lens out of focus": _letter(through_lens(7.5)),
    "lens out of focus, table": _table(through_lens(6)),
    "blurred table": _table(blur(4)),
    "black and white, too light": _letter(too_light, dpi=200, suffix=".png"),
    "faint, stamped, grey": _letter(faint(160), in_grey(stamp(GREY))),
}


def make(name: str, seed: int) -> conditions.Paper:
    """One paper in one condition of either collection."""
    return conditions.make(name, seed, CONDITIONS.get(name))
