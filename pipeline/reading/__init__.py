"""Reading: a file's bytes → ``Reading``: its pages, word by word with boxes and calibrated confidence.

Every page is one pure call, ``read_page(source, number, options)``, that a child of the ``Pool`` runs; the program itself imports
nothing heavy. ``read`` does the whole file. Content is untrusted: callers run ``look``, ``read_page`` and ``page_picture``
through the pool, never in the program itself.
"""

from pipeline.reading import review_notes
from pipeline.reading.file import page_result, read, submit_page, to_reading
from pipeline.reading.layout.running_headers import drop_known_running_lines
from pipeline.reading.layout.text_lines import dehyphenate
from pipeline.reading.options import Limits, Options, Source
from pipeline.reading.page import read_page
from pipeline.reading.sources.identify import identify
from pipeline.reading.sources.thumbnail import page_picture
from pipeline.reading.workers.pool import Pool

__all__ = [
    "Limits",
    "Options",
    "Pool",
    "Source",
    "dehyphenate",
    "drop_known_running_lines",
    "identify",
    "page_picture",
    "page_result",
    "read",
    "read_page",
    "review_notes",
    "submit_page",
    "to_reading",
]
