"""``make bench``: every benchmark, one after the other; ``python -m benchmarks adding memory`` for some."""

from __future__ import annotations

import importlib
import sys

ALL = ("adding", "memory", "reading", "facts", "search_engine", "search")

wanted, sys.argv[1:] = sys.argv[1:] or ALL, []  # what is left there would be taken for a benchmark's own options
for name in wanted:
    importlib.import_module(f"benchmarks.{name}").main()
    print()
