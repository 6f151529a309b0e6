"""Training: invented office papers, so that a newcomer has something to try Berkas on and tests need no files.

Everything in them is made up: people, numbers, places, events. The shape is that of a county election office's real papers, and
each carries one rare word of its own, so that finding it can be shown. They are written as born-digital PDF, docx and txt, and
as scans (PDF, JPEG, TIFF) with skew, paper tone and noise.
"""

from pipeline.training.papers import drop, training_papers

__all__ = ["drop", "training_papers"]
