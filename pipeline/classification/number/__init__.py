"""The number of a letter: found, read, repaired from the paper's date and type, and compared with its other occurrences."""
