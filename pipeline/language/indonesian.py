"""Indonesian: months, numbers in words, stop words, stemming, and letters that OCR confuses.

Reading, classification and search share it. Importing it costs nothing; the stemmer is loaded when it is first used.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Any

MONTH_NAMES = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

ENGLISH_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

MONTHS: dict[str, int] = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
"""Folded name or short form → 1-12, with the older and English spellings that Indonesian papers carry."""
MONTHS |= dict(zip(["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"], range(1, 13), strict=True))
MONTHS |= {"agt": 8, "ags": 8, "agst": 8, "sept": 9, "oct": 10, "dec": 12, "may": 5, "aug": 8, "pebruari": 2, "peb": 2}
MONTHS |= {"nopember": 11, "nop": 11, "djanuari": 1, "djuni": 6, "djuli": 7, "january": 1, "february": 2, "march": 3}
MONTHS |= {"june": 6, "july": 7, "august": 8, "october": 10, "december": 12}

ROMAN_MONTHS: dict[str, int] = {
    numeral: number for number, numeral in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1)
}

DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
"""Day names, Monday first, as `datetime.date.weekday` counts."""

_DIGITS = {"o": "0", "q": "0", "d": "0", "l": "1", "i": "1", "|": "1", "!": "1", "j": "1", "]": "1", "[": "1"}
_DIGITS |= {"z": "2", "s": "5", "$": "5", "g": "9", "b": "8", "a": "4", "t": "7", "?": "7"}
CONFUSED: dict[str, str] = {**_DIGITS, **{key.upper(): value for key, value in _DIGITS.items()}, "G": "6"}
"""Letter or mark → the digit that OCR takes it for, and the other way round. Seen most: O/0, l/I/1, S/5, B/8, Z/2."""

_FORMS = {"0": "o", "1": "l", "|": "l", "!": "l", "5": "s", "8": "b", "2": "z", "6": "g", "9": "g"}
_LETTERS = str.maketrans({**_FORMS, "4": "a", "7": "t"})
_SKELETON = str.maketrans({**_FORMS, "i": "l", "j": "l"})
_AS_DIGITS = str.maketrans(CONFUSED)

STOP_WORDS: frozenset[str] = frozenset(
    """
    ada adalah adapun agar akan aku anda antara antaranya apa apabila atas atau bagi bagaimana bagian bahkan bahwa banyak
    beberapa begitu belum berbagai berdasarkan berikut berikutnya bila bilamana bisa boleh bukan dalam dan dapat dari darinya
    demi demikian dengan di dia diantara dilakukan diri dirinya guna hal hanya harus hendaknya hingga ia ialah ini itu itulah
    jadi jika jikalau juga kami kamu karena ke kecuali kemudian kepada ketika kita lagi lain lainnya lalu lebih maka maupun
    melainkan melalui memang mengenai menjadi menurut mereka merupakan meski meskipun namun nya oleh pada padahal para pasti
    per perihal perlu pula pun saat saja sambil sampai sangat saya se sebab sebagai sebagaimana sebelum secara sedang sehingga
    sehubungan sejak sekitar selain selaku selama seluruh semua seorang seperti serta sesuai sesudah setelah setiap suatu sudah
    supaya tanpa telah tentang terhadap terkait tersebut tetapi tiap tidak untuk yaitu yakni yang
    """.split()
)

# Where the Snowball rules cut into the word itself: pemilu → pilu (grief), ketua → tua (old), pengadaan → ada (there is).
_KEPT_WHOLE = {"pemilu": "pemilu", "ketua": "ketua", "pengadaan": "pengadaan", "diadakan": "adakan", "mengadakan": "adakan"}
_SHORTEST_STEM = 3
_LONGEST_WORD = 40

_local = threading.local()


def fold(text: str) -> str:
    """``text`` in lower case and without diacritics, for comparing: ``Jum'át`` → ``jum'at``."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The folded word without its Indonesian prefixes and suffixes: ``Pemilihan``, ``memilih`` → ``pilih``.

    Words of up to three letters, words with digits, and very long strings (no words at all) come back folded and whole, as does
    every word of which fewer than three letters would stay. Safe to call from several threads.
    """
    word = fold(word)
    if word in _KEPT_WHOLE:
        return _KEPT_WHOLE[word]
    if not _SHORTEST_STEM < len(word) <= _LONGEST_WORD or not word.isalpha():
        return word
    found: str = _stemmer().stemWord(word)
    return found if len(found) >= _SHORTEST_STEM else word


def _stemmer() -> Any:
    # One for each thread: a Snowball stemmer keeps the word it is working on inside itself.
    if not hasattr(_local, "stemmer"):
        import snowballstemmer

        _local.stemmer = snowballstemmer.stemmer("indonesian")
    return _local.stemmer


def as_digits(text: str) -> str:
    """``text`` with the letters that OCR puts for digits turned back: ``2O24`` → ``2024``, ``l2`` → ``12``."""
    return text.translate(_AS_DIGITS)


def as_letters(text: str) -> str:
    """``text`` with the digits that OCR puts for letters turned back: ``0kt0ber`` → ``oktober``."""
    return text.translate(_LETTERS)


@lru_cache(maxsize=16384)
def skeleton(text: str) -> str:
    """``text`` folded, with letters that OCR confuses made equal: two readings of one print have the same skeleton."""
    return fold(text).translate(_SKELETON).replace("rn", "m").replace("vv", "w")


def month(text: str) -> int | None:
    """The month (1-12) that ``text`` names, forgiving what OCR does to a name: ``Maret``, ``0ktober``, ``Desernber``."""
    name = fold(text).strip(" .,;:'`")
    if name in MONTHS:
        return MONTHS[name]
    if not 3 <= len(name) <= 12:
        return None
    return _month_like(name)


@lru_cache(maxsize=4096)
def _month_like(name: str) -> int | None:
    shape = skeleton(name)
    by_shape = {skeleton(known): number for known, number in MONTHS.items()}
    if shape in by_shape:
        return by_shape[shape]
    if len(shape) < 4:  # "mai" is as near to mei as to mar
        return None
    least = 4 if len(shape) > 4 else len(shape)
    near = {
        number
        for known, number in by_shape.items()
        if len(known) >= least and within_edits(shape, known, 2 if len(shape) > 6 else 1)
    }
    return near.pop() if len(near) == 1 else None


def within_edits(one: str, other: str, most: int) -> bool:
    """Whether ``one`` becomes ``other`` by at most ``most`` letters put in, left out or changed (Levenshtein)."""
    if abs(len(one) - len(other)) > most:
        return False
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
        if min(row) > most:
            return False
    return row[-1] <= most


def edits(one: str, other: str) -> int:
    """How many letters must be put in, left out or changed to make ``other`` of ``one`` (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


_UNITS = dict(zip(["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"], range(10), strict=True))
_UNITS |= {"kosong": 0, "sepuluh": 10, "sebelas": 11}
_SCALES = {"belas": 0, "puluh": 10, "ratus": 100, "ribu": 1000, "seratus": 100, "seribu": 1000}
_NUMBER_WORDS = {**_UNITS, **_SCALES}
_NUMBER_SHAPES = {skeleton(word): word for word in _NUMBER_WORDS}
_PARTS = re.compile("|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)))


@lru_cache(maxsize=4096)
def number_words(text: str) -> tuple[str, ...]:
    """The number words in one printed word, as OCR or a typist may have run them together: ``duapuluh`` → ``(dua, puluh)``.

    Empty when the word is none.
    """
    word = fold(text).strip(" .,;:()-'\"")
    if not 3 <= len(word) <= 40 or word in DAYS:  # "sabtu" is but a letter from "satu"
        return ()
    if word in _NUMBER_WORDS:
        return (word,)
    shape = skeleton(word)
    if shape in _NUMBER_SHAPES:
        return (_NUMBER_SHAPES[shape],)
    parts = tuple(_PARTS.findall(as_letters(word)))
    if parts and "".join(parts) == as_letters(word):
        return parts
    if len(shape) < 5:
        return ()
    near = {known for key, known in _NUMBER_SHAPES.items() if within_edits(shape, key, 1)}
    return (near.pop(),) if len(near) == 1 else ()


def words_to_number(text: str) -> int | None:
    """The number that ``text`` spells out, below a million: ``dua ribu dua puluh empat`` → 2024. None when it spells none."""
    total = group = last = 0
    seen = False
    for printed in text.split():
        words = number_words(printed)
        if not words:
            return None
        for word in words:
            seen = True
            if word in _UNITS:
                last = _UNITS[word]
                group += last
            elif word == "belas":
                group += 10
            elif word in ("puluh", "ratus"):
                group += last * (_SCALES[word] - 1)
            elif word == "ribu":
                total, group = total + max(group, 1) * 1000, 0
            else:  # seratus, seribu
                group += _SCALES[word]
    return total + group if seen else None


def long_date(iso: str, language: str = "id") -> str:
    """``2024-03-14`` → ``14 Maret 2024`` (``en``: ``14 March 2024``). Anything that is no ISO date comes back as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {(ENGLISH_MONTH_NAMES if language == 'en' else MONTH_NAMES)[day.month - 1]} {day.year}"


_LONG_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTH_NAMES)}) (\d{{4}})")


def english_date(text: str) -> str:
    """``14 Maret 2024``, as ``long_date`` writes it, in English. Anything else comes back as it is."""
    found = _LONG_DATE.fullmatch(text)
    return f"{found[1]} {ENGLISH_MONTH_NAMES[MONTH_NAMES.index(found[2])]} {found[3]}" if found else text
