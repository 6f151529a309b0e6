"""Formats of files: how each is known, whether a file is whole, and what a clerk calls it."""
