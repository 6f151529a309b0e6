"""``make bench``: every benchmark, one after the other; ``python -m benchmarks adding memory`` for some."""

from __future__ import annotations

import importlib
import sys

ALL = ("adding", "memory", "reading", "facts", "search_engine")

for name in sys.argv[1:] or ALL:
    importlib.import_module(f"benchmarks.{name}").main()
    print()
