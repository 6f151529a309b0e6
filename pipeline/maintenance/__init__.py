"""Maintenance of a home: check, rebuild, doctor, and what a restored backup needs."""
