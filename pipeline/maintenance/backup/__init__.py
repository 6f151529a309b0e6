"""Backups: one folder a night, restorable by Berkas or by ordinary tools.

``nights`` is the format on the backup disk, ``take`` writes a night, ``restore`` makes a home of one, ``state`` remembers the last.
"""
