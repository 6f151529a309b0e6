"""The number of a letter: found, read, repaired and checked against the rest of the paper."""
