"""File formats: how each is recognised, whether a file is complete, and what a clerk calls it."""
