"""Preprocessing: what is wrong with a page's picture, and how it is mended before it is read."""
