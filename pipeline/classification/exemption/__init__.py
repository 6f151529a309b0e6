"""Decisions on exemptions: what they decide, and of which paper."""
