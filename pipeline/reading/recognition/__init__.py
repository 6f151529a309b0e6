"""Recognition: a page's picture read by Tesseract and by the second recogniser."""
