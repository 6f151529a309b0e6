"""Logs an expected failure as one line; the traceback only at level DEBUG."""

from __future__ import annotations

import logging


def known_failure(log: logging.Logger, error: BaseException, sentence: str, *details: object) -> None:
    """Say in one line, at level WARNING, what failed and why. The traceback is told at level DEBUG only.

    Args:
        log: where to.
        error: what was raised: a full disk, a busy database, a damaged file. A fault of our own is told by ``log.exception``.
        sentence: with places for the details, as ``logging`` has them.
        details: what stands in them.
    """
    # Some exceptions tell a whole story; its first line says what it is about.
    why = next(iter(str(error).splitlines()), "") or type(error).__name__
    log.warning(f"{sentence}: %s", *details, why)
    log.debug(sentence, *details, exc_info=error)
