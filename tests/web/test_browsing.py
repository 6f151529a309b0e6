"""The server that browser tests open pages from."""

from __future__ import annotations

import threading
import urllib.request
from pathlib import Path

from tests.web.browsing import serving


def test_a_server_that_is_done_with_leaves_no_thread_and_no_file_open(office):
    def left() -> tuple[int, int]:
        return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))

    def visit() -> None:
        with serving(office) as base, urllib.request.urlopen(f"{base}/masuk/") as page:
            assert page.status == 200

    visit()
    threads, files = left()
    for _ in range(3):
        visit()
    # What earlier tests left may go meanwhile.
    assert left()[0] <= threads
    assert left()[1] <= files
