"""Preprocessing: assesses a page's picture and corrects it before recognition."""
