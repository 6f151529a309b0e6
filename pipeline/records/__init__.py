"""The acts on records, one file each, and the questions that they ask."""
