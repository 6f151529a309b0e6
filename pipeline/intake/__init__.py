"""Intake (SOP 1): papers arrive in the inbox.

This room watches the inbox, decides whether a file is a paper and whether it is all there, and claims it by moving it out of
everybody's reach into ``inbox/.claimed/<uuid>/``. It knows files and names, no rows and no records: what a claim becomes is the
conductor's business. Names and bytes are hostile here: nothing is followed, decoded whole, or trusted to be text.
"""

from pipeline.intake.claim import Claim, claim, claim_copy, discard, pending_claims
from pipeline.intake.filenames import is_ignored, safe_name, storable_name
from pipeline.intake.files import is_prefix, is_regular, open_regular
from pipeline.intake.readiness import HOLD_SECONDS, QUIET_SECONDS, check_whole, seconds_since_write
from pipeline.intake.watch import HeldFile, InboxScan, InboxWatch

__all__ = [
    "HOLD_SECONDS",
    "QUIET_SECONDS",
    "Claim",
    "HeldFile",
    "InboxScan",
    "InboxWatch",
    "check_whole",
    "claim",
    "claim_copy",
    "discard",
    "is_ignored",
    "is_prefix",
    "is_regular",
    "open_regular",
    "pending_claims",
    "safe_name",
    "seconds_since_write",
    "storable_name",
]
