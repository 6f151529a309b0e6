"""The text layer of a PDF page: extracted, assessed, and read off the picture where fonts have no map to letters."""
