"""Recognition: Tesseract, and a second recogniser for what Tesseract reads badly."""
