"""Reads a whole file through the pool."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from pathlib import Path

from pipeline.document.pages import Page, Reading
from pipeline.failures import Failure, NothingRead
from pipeline.language.phrases import BilingualText
from pipeline.reading.layout import running_headers
from pipeline.reading.options import Options, Source
from pipeline.reading.page import failed_page, read_page
from pipeline.reading.sources.identify import identify
from pipeline.reading.workers.pool import Pool

AHEAD = 2
"""Pages of one paper in the pool at a time, for each child: one is read, one waits, and no child ever stands idle."""
GRACE = 15.0
"""Seconds beyond the page's own limit before its child is killed: time for Tesseract's limit to end it in good order."""


def read(
    path: Path,
    pool: Pool | None = None,
    options: Options | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Everything a file says. ``progress(done, total)`` is called once they are counted, and as pages come in, in any order.

    Raises what ``identify`` raises, ``TookTooLong``, and ``NothingRead`` when not one page could be read.

    >>> reading = read(Path("surat.pdf"))            # doctest: +SKIP
    >>> reading.pages[0].text.splitlines()[0]        # doctest: +SKIP
    'KOMISI PEMILIHAN UMUM'
    """
    options = options or Options()
    if pool is None:
        with Pool() as own:
            return read(path, own, options, progress)
    started = time.monotonic()
    source = pool.submit_limited(options.limits.look_seconds, identify, path, options).result()
    pages = []
    if progress:
        progress(0, source.pages)
    for page in _pages(source, pool, options):
        pages.append(page)
        if progress:
            progress(len(pages), source.pages)
    return to_reading(source, pages, time.monotonic() - started)


def _pages(source: Source, pool: Pool, options: Options) -> Iterator[Page]:
    """The pages as they come in. Only a few are handed to the pool at a time, so that papers which come after a thick one take
    their turn between its pages.
    """
    numbers = iter(range(1, source.pages + 1))
    waiting = {submit_page(pool, source, number, options): number for number in islice(numbers, AHEAD * pool.workers)}
    while waiting:
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            yield page_result(future, waiting.pop(future))
            for number in islice(numbers, 1):
                waiting[submit_page(pool, source, number, options)] = number


def submit_page(pool: Pool, source: Source, number: int, options: Options) -> Future[Page]:
    """One page to the pool, under its time limit."""
    return pool.submit_limited(options.limits.page_seconds + GRACE, read_page, source, number, options)


def page_result(future: Future[Page], number: int) -> Page:
    """The page that the pool read; one that cost its child its life comes back ``failed``."""
    try:
        return future.result()
    except Failure as failure:
        return failed_page(number, failure.said())


def to_reading(source: Source, pages: Iterable[Page], seconds: float) -> Reading:
    """Pages, in whatever order they came, as one reading; running headers and footers are known from page after page.

    Raises ``NothingRead`` when every page failed.
    """
    ordered = tuple(sorted(pages, key=lambda page: page.number))
    if ordered and all(page.failed for page in ordered):
        raise NothingRead(reason=BilingualText.joined(ordered[0].notes, " "))
    return Reading(source.media_type, running_headers.split_running_lines(ordered), seconds)
