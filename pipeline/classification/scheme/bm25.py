"""Ranks classes by the words that their names share with a text: Okapi BM25 over stems.

The names are short and few (some 300), so an index in plain dicts answers in well under a millisecond.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipeline.language.indonesian import STOP_WORDS, fold, stem

_WORD = re.compile(r"[^\W\d_]{2,40}")
_MOST_WORDS = 400
_K1, _B = 1.2, 0.3
# Words that stand on every paper of such an office and tell nothing about its class.
_TELL_NOTHING = frozenset(
    stem(word)
    for word in """komisi umum kabupaten kota provinsi republik indonesia nomor tahun tanggal surat ketua sekretaris anggota perihal
    lampiran tentang bintan kepulauan riau kantor kpu januari februari maret april mei juni juli agustus september oktober november
    desember penyampaian permohonan pemberitahuan pelaksanaan kegiatan""".split()
)


def terms(text: str) -> list[str]:
    """The stems of the telling words of ``text``, at most the first 400."""
    words = (match.group() for match in _WORD.finditer(fold(text[: _MOST_WORDS * 40])))
    stems = [stem(word) for word in words if word not in STOP_WORDS]
    return [found for found in stems if found not in _TELL_NOTHING][:_MOST_WORDS]


class WordIndex:
    """An index over descriptions, each a sequence of (text, weight). An empty description is never found."""

    def __init__(self, descriptions: Sequence[Iterable[tuple[str, float]]]) -> None:
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._lengths: list[float] = []
        for index, parts in enumerate(descriptions):
            counts: Counter[str] = Counter()
            for text, weight in parts:
                for term in set(terms(text)):
                    counts[term] = max(counts[term], weight)  # type: ignore[assignment]  # weights are fractions
            for term, weight in counts.items():
                self._postings[term][index] = weight
            self._lengths.append(float(sum(counts.values())))
        filled = [length for length in self._lengths if length]
        self._count = max(1, len(filled))
        self._mean = (sum(filled) / len(filled)) if filled else 1.0

    def best(self, text: str, n: int) -> list[tuple[int, float]]:
        """(index, score) of the ``n`` best descriptions; the score is the share of the text's weight that was met, up to 1."""
        asked = Counter(terms(text))
        if not asked:
            return []
        scores: dict[int, float] = defaultdict(float)
        possible = 0.0
        for term, times in asked.items():
            postings = self._postings.get(term, {})
            rarity = math.log(1 + self._count / (len(postings) + 0.5))
            asking = 1 + math.log(times)
            possible += rarity * asking * 0.5 if not postings else rarity * asking
            for index, weight in postings.items():
                length = 1 - _B + _B * self._lengths[index] / self._mean
                scores[index] += rarity * asking * weight * (_K1 + 1) / (weight + _K1 * length)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:n]
        return [(index, min(1.0, score / possible)) for index, score in ranked]
