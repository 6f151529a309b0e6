"""Indonesian, names of codes, and sentences in both languages."""
