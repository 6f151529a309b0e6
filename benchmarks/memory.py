"""What ``berkas up`` holds in memory when nothing happens: the sum of the proportional set sizes of all its processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from benchmarks.adding import make_pages

BAR_MB = 250
IDLE_SECONDS = 75
"""Page children are released a minute after their last page."""


def pss_mb(process: psutil.Process) -> float:
    """Sum of PSS of a process and all its descendants, in MB."""
    family = [process, *process.children(recursive=True)]
    return float(sum(member.memory_full_info().pss for member in family)) / 1e6


def main() -> None:
    """Print memory at start, while reading, and idle after ten scanned pages and some page views."""
    with tempfile.TemporaryDirectory(prefix="berkas-bench-") as temporary:
        home, log = Path(temporary, "rumah"), Path(temporary, "log")
        home.mkdir()
        environment = os.environ | {"BERKAS_HOME": str(home), "PYTHONUNBUFFERED": "1"}
        berkas = Path(sys.executable).with_name("berkas")
        subprocess.run([berkas, "init"], env=environment, capture_output=True, check=True)
        with log.open("w") as file:
            process = subprocess.Popen([berkas, "up", "--port", "0"], env=environment, stdout=file, stderr=file)
        try:
            _measure(psutil.Process(process.pid), home, log)
        finally:
            process.terminate()
            process.wait(60)


def _measure(process: psutil.Process, home: Path, log: Path) -> None:
    while not (said := re.search(r"http://\S+", log.read_text("utf-8"))):
        time.sleep(0.1)
    time.sleep(3)
    started = pss_mb(process)
    make_pages(home / "inbox", 10)
    busy = 0.0
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        busy = max(busy, pss_mb(process))
        time.sleep(0.5)
    urllib.request.urlopen(said.group(), timeout=10).read()
    time.sleep(IDLE_SECONDS)
    idle = pss_mb(process)
    print("berkas up, sum of PSS over all its processes")
    print(f"  started {started:.0f} MB   reading {busy:.0f} MB   idle {idle:.0f} MB (bar {BAR_MB})")


if __name__ == "__main__":
    main()
