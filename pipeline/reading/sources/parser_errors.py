"""Turns exceptions of parsers of untrusted content into ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.failures import Failure, TooBig, Unreadable
from pipeline.reading import messages

log = logging.getLogger(__name__)


@contextmanager
def parser_guard(what: str) -> Iterator[None]:
    """Turn foreign exceptions into ours. ``what`` is named in the log of a child that is debugged.

    Errors of the operating system itself (no such file, no permission) pass: the caller knows what to say of them.
    """
    try:
        yield
    except Failure:
        raise
    except MemoryError as error:
        raise TooBig(what=messages.MEMORY) from error
    except Exception as error:
        # Parsers raise whatever a hostile file makes them stumble over.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        log.debug("%s could not be read", what, exc_info=True)
        raise Unreadable from error
