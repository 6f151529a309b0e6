"""The text layer of a PDF page: taken, judged, and read off the picture where it does not say its letters."""
