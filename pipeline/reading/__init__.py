"""Reading: bytes → ``Reading``. What a file is, what each of its pages says, word by word with boxes and honest confidence.

Every page is one pure call, ``read_page(source, number, options)``, that a child of the ``Pool`` runs; the program itself imports
nothing heavy. ``read`` does the whole file. Content is untrusted: callers run ``look``, ``read_page`` and ``page_picture``
through the pool, never in the program itself.
"""

from pipeline.reading import doubts
from pipeline.reading.layout import unhyphenated
from pipeline.reading.look import look
from pipeline.reading.options import Limits, Options, Source
from pipeline.reading.page import read_page
from pipeline.reading.picture import page_picture
from pipeline.reading.pool import Pool
from pipeline.reading.read import fold, page_from, read, submit_page
from pipeline.reading.running import like_the_others

__all__ = [
    "Limits",
    "Options",
    "Pool",
    "Source",
    "doubts",
    "fold",
    "like_the_others",
    "look",
    "page_from",
    "page_picture",
    "read",
    "read_page",
    "submit_page",
    "unhyphenated",
]
