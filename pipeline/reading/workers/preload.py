"""Imports that every page child needs, done once in the fork server.

That saves half a second before the first page, and the memory of all children but one: they share what is imported here.
"""

from __future__ import annotations

import os
import signal

from pipeline.reading.workers.child import ONE_THREAD

# The fork server ignores Ctrl-C itself, but only once it has imported this.
signal.signal(signal.SIGINT, signal.SIG_IGN)
os.environ.update(ONE_THREAD)

# ruff: noqa: E402, F401 - numpy looks at the environment when it is imported; and to be there is all that these are for
import pytesseract
from PIL import BmpImagePlugin, ImageOps, JpegImagePlugin, PngImagePlugin, TiffImagePlugin

from pipeline.reading.recognition import recognizer
