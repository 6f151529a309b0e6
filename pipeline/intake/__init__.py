"""Intake (SOP 1): papers arrive in the inbox.

This room watches the inbox, decides whether a file is a paper and whether it is all there, and claims it by moving it out of
everybody's reach into ``inbox/.claimed/<uuid>/``. It knows files and names, no rows and no records: what a claim becomes is the
conductor's business. Names and bytes are hostile here: nothing is followed, decoded whole, or trusted to be text.
"""

from pipeline.home import CLAIMED
from pipeline.intake.claim import Claim, claim, claim_copy, discard, pending_claims, settle
from pipeline.intake.continuation import continues
from pipeline.intake.filenames import is_ignored, safe_name, storable_name
from pipeline.intake.files import is_regular, open_regular
from pipeline.intake.readiness import HOLD_SECONDS, QUIET_SECONDS, check_whole, seconds_since_write
from pipeline.intake.resting import (
    REST_SECONDS,
    RestingFile,
    fingerprint,
    forget,
    is_held_open,
    remove,
    rested_for,
    resting_files,
    state_of,
)
from pipeline.intake.watch import HeldFile, InboxScan, InboxWatch, papers

__all__ = [
    "CLAIMED",
    "HOLD_SECONDS",
    "QUIET_SECONDS",
    "REST_SECONDS",
    "Claim",
    "HeldFile",
    "InboxScan",
    "InboxWatch",
    "RestingFile",
    "check_whole",
    "claim",
    "claim_copy",
    "continues",
    "discard",
    "fingerprint",
    "forget",
    "is_held_open",
    "is_ignored",
    "is_regular",
    "open_regular",
    "papers",
    "pending_claims",
    "remove",
    "rested_for",
    "resting_files",
    "safe_name",
    "seconds_since_write",
    "settle",
    "state_of",
    "storable_name",
]
