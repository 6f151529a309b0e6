"""The acts on records, one file each, and the queries that they need."""
