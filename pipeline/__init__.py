"""Berkas: from the scanner to the shelf and the public register of a public office."""
