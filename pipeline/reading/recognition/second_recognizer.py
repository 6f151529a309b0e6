"""The second recogniser: PP-OCRv6 (small) by RapidOCR, on one thread, loaded on first use.

It reads blurred, stamped, faint and photographed print far better than Tesseract, and costs some forty milliseconds a line. It
knows no language: it takes ``I`` for ``l`` and drops spaces. The models lie in the wheel; nothing is fetched.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.reading.line_recognition import Character, LineRecognizer, LineWord, Quad, TextLine, normalize_quad

DETECTION_SIDE = 960
"""Long side, in pixels, to which a page is shrunk to find its lines. Measured on others' pages: 1,120 finds hardly more, and takes
a tenth more memory and time."""
LARGEST_SIDE = 2400
"""Long side from which a picture is shrunk before lines are cut out of it: they are read 48 pixels high."""
LINE_HEIGHT, NARROWEST = 48, 160
"""Pixels to which a line is brought in height, and columns to which a short one is filled up. RapidOCR fills to 320, which costs as
much as a line of that width; at 80, single figures are lost."""
STANDING = 1.5
"""Height by width from which a line stands on end."""
LATIN = frozenset({"ind", "eng", "msa"})
"""Languages written in plain Latin letters: other characters that the model knows (accents, Chinese) are ruled out."""
PLAIN = frozenset(map(chr, range(0x21, 0x7F))) | frozenset("–—‘’“”•…§°©®½¼¾²³±×€£™→")
DETECTOR, RECOGNIZER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
BEFORE, AFTER = 0.5, 1.5
"""Columns by which a character reaches beyond the one it is seen in, which is its first."""
INKED = 0.4
"""Of the way from paper to ink: what is that dark is ink."""
CROSSED = 0.2
"""Share of a column under ink from which it is none of the white between words."""
CONTRAST = 60
"""Greys between ink and paper under which there is no telling them apart."""
SPLIT_AFTER = frozenset(":;")


@cache
def second_recognizer() -> LineRecognizer | None:
    """The recogniser, one for this process; ``None`` where RapidOCR is not installed."""
    if importlib.util.find_spec("rapidocr") is None or importlib.util.find_spec("onnxruntime") is None:
        return None
    return _RapidOcr()


class _RapidOcr:
    """RapidOCR's detector and recogniser behind our protocol."""

    def __init__(self) -> None:
        self._alphabet: _Alphabet | None = None

    @cached_property
    def _engine(self) -> Any:
        """RapidOCR, loaded for the first page that needs it: half a second, and most pages need none."""
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import cv2
        import onnxruntime
        import rapidocr

        onnxruntime.disable_telemetry_events()
        cv2.setNumThreads(1)
        models = Path(rapidocr.__file__).parent / "models"
        return rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": LARGEST_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
                # With its path given, RapidOCR does not look for a model to download.
                "Det.model_path": str(models / DETECTOR),
                "Det.limit_type": "max",
                "Det.limit_side_len": DETECTION_SIDE,
                "Rec.model_path": str(models / RECOGNIZER),
                "Rec.rec_batch_num": 1,
                "Rec.rec_img_shape": [3, LINE_HEIGHT, NARROWEST],
            }
        )

    def find(self, pixels: Image.Image) -> list[Quad]:
        """See ``LineRecognizer.find``."""
        small, scale = _shrunk(pixels)
        found = self._engine(_bgr(small), use_det=True, use_rec=False)
        return [] if found.boxes is None else [normalize_quad(np.asarray(quad, np.float32)) / scale for quad in found.boxes]

    def read(self, pixels: Image.Image, quads: Sequence[Quad], language: str) -> list[TextLine]:
        """See ``LineRecognizer.read``."""
        if not quads:
            return []
        small, scale = _shrunk(pixels)
        page = _bgr(small)
        recognizer = self._engine._load_rec_model()
        if self._alphabet is None:
            self._alphabet = recognizer.postprocess_op = _Alphabet(recognizer.postprocess_op)
        self._alphabet.plain = LATIN.issuperset(language.split("+"))
        return [self._line(page, quad, quad * scale) for quad in quads]

    def _line(self, page: NDArray[np.uint8], quad: Quad, on_page: Quad) -> TextLine:
        crop = _cut_out(page, on_page)
        if min(crop.shape[:2]) < 2:
            return TextLine(quad, ())
        found = self._engine(crop, use_det=False, use_rec=True, return_word_box=True)
        text, result = found.txts[0], found.word_results[0]
        if not text.strip() or not result.words:
            return TextLine(quad, ())
        return TextLine(quad, _with_white(_words(text, result), crop))


class _Alphabet:
    """RapidOCR's decoder, which may be kept to the characters of plain Latin print."""

    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder
        self.plain = False
        characters = decoder.character
        # The first is the blank between characters, the last the space.
        self._ruled_out = np.array([index for index, one in enumerate(characters) if index and one != " " and one not in PLAIN])

    def __call__(self, scores: NDArray[np.float32], *args: Any, **kwargs: Any) -> Any:
        if self.plain:
            scores = scores.copy()
            scores[..., self._ruled_out] = 0.0
        return self._decoder(scores, *args, **kwargs)


def _words(text: str, result: Any) -> list[LineWord]:
    """RapidOCR's columns and confidences, one for each character, as words between spaces."""
    columns = [column for word in result.word_cols for column in word]
    # Columns stand for printed characters alone, confidences for spaces too.
    printed = [confidence for one, confidence in zip(text, result.confs, strict=False) if not one.isspace()]
    wide = 1.0 / result.line_txt_len
    words: list[LineWord] = []
    at = 0
    for part in _parts(text):
        inside = list(zip(part, columns[at:], printed[at:], strict=False))
        characters = [Character(one, *_extent(column, wide), sure) for one, column, sure in inside]
        at += len(part)
        if characters:
            words.append(LineWord(tuple(characters)))
    return words


def _with_white(words: list[LineWord], crop: NDArray[np.uint8]) -> tuple[LineWord, ...]:
    """The words with the width of the paper before each."""
    if len(words) < 2:
        return tuple(words)
    # Of the three colours the one in which a highlighter is paper, unless the print itself is coloured.
    grey = crop.max(axis=2)
    ink, paper = np.percentile(grey, (5, 95))
    if paper - ink < CONTRAST:
        grey = crop.min(axis=2)
        ink, paper = np.percentile(grey, (5, 95))
    # A stamp's stroke that crosses a space takes little of each column.
    bare = (grey < paper - INKED * (paper - ink)).mean(axis=0) < CROSSED
    height, width = grey.shape
    measured = words[:1]
    for before, word in pairwise(words):
        first, last = _middle(before.characters[-1]), _middle(word.characters[0])
        measured.append(replace(word, white=_longest(bare[round(first * width) : round(last * width) + 1]) / height))
    return tuple(measured)


def _middle(one: Character) -> float:
    return (one.start + one.end) / 2


def _longest(run: NDArray[np.bool_]) -> int:
    """The longest run of true values."""
    edges = np.flatnonzero(np.diff(np.pad(run, 1).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _extent(column: int, wide: float) -> tuple[float, float]:
    return max(0.0, (column - BEFORE) * wide), min(1.0, (column + AFTER) * wide)


def _parts(text: str) -> list[str]:
    """Words between spaces; what follows a colon or a semicolon without one, but for times and addresses, is a word of its own.

    >>> _parts("Nomor:12/PY pukul 08:30 https://kpu.go.id")
    ['Nomor:', '12/PY', 'pukul', '08:30', 'https://kpu.go.id']
    """
    parts = []
    for word in text.split():
        start = 0
        for at in range(1, len(word) - 1):
            before, after = word[at - 1], word[at + 1]
            figures = before.isdigit() and after.isdigit()
            if word[at] in SPLIT_AFTER and before.isalnum() and after.isalnum() and not figures:
                parts.append(word[start : at + 1])
                start = at + 1
        parts.append(word[start:])
    return parts


def _shrunk(pixels: Image.Image) -> tuple[Image.Image, float]:
    scale = min(1.0, LARGEST_SIDE / max(pixels.size))
    if scale == 1.0:
        return pixels, scale
    size = max(1, round(pixels.width * scale)), max(1, round(pixels.height * scale))
    return pixels.resize(size, Image.Resampling.BOX if scale < 0.5 else Image.Resampling.BILINEAR, reducing_gap=2.0), scale


def _bgr(pixels: Image.Image) -> NDArray[np.uint8]:
    return np.ascontiguousarray(np.asarray(pixels.convert("RGB"))[:, :, ::-1])


def _cut_out(page: NDArray[np.uint8], quad: Quad) -> NDArray[np.uint8]:
    """The line drawn level; one that stands on end is laid down, its foot to the right."""
    from rapidocr.utils.process_img import get_rotate_crop_image

    return np.asarray(get_rotate_crop_image(page, np.array(quad, np.float32)))
