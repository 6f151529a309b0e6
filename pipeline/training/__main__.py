"""``python -m pipeline.training INBOX``: drop the training papers there. A process of its own, whose memory goes when it ends."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.training import drop

if __name__ == "__main__":
    drop(Path(sys.argv[1]))
