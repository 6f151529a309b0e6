"""The catalogue: a view of archive/ in rows that can be counted and filtered, plus what is nowhere else: passwords and sessions."""
