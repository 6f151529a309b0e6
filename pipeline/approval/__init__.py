"""Approval (SOP 2): who may do what to which record, and what a decision needs before it counts."""

from pipeline.approval.needs import EDITABLE, LABELS, REQUIRED, Missing, WrongValue, check_complete, clean, clean_line, missing
from pipeline.approval.rights import ROLE_NAMES, Act, NotAllowed, NotFound, Sight, check, is_exempt, may_see, sight, why_not

__all__ = [
    "EDITABLE",
    "LABELS",
    "REQUIRED",
    "ROLE_NAMES",
    "Act",
    "Missing",
    "NotAllowed",
    "NotFound",
    "Sight",
    "WrongValue",
    "check",
    "check_complete",
    "clean",
    "clean_line",
    "is_exempt",
    "may_see",
    "missing",
    "sight",
    "why_not",
]
