"""The public register (Daftar Informasi Publik, SOP 5): which records it lists, its lines, its files.

``entries`` turns records into lines and says once what is published; ``exports`` writes the lines as csv, json and xlsx.
"""

from pipeline.register.entries import GROUPS, Register, RegisterEntry, entries, has_open_file, is_published, register
from pipeline.register.exempt import EXEMPT_FORMATS, ExemptEntry, ExemptList, export_exempt
from pipeline.register.exports import FORMATS, export

__all__ = [
    "EXEMPT_FORMATS",
    "FORMATS",
    "GROUPS",
    "ExemptEntry",
    "ExemptList",
    "Register",
    "RegisterEntry",
    "entries",
    "export",
    "export_exempt",
    "has_open_file",
    "is_published",
    "register",
]
