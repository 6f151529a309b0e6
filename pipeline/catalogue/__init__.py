"""The catalogue: archive/ as database rows, and what is stored nowhere else: passwords and sessions."""
