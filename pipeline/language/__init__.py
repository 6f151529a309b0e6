"""Language: Indonesian, what codes are called, and sentences in both languages."""
