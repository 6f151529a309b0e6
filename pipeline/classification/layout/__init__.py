"""The layout of a letter: its lines, their parts, and where something was found."""
