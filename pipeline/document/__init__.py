"""The vocabulary: records and what is said of them.

``record`` holds states, roles, rules, proposals, acts and the record itself; ``facts`` the fields that are proposed and decided;
``pages`` what was read of a paper; ``triggers`` the events that start retention periods. Frozen dataclasses and enums that all
rooms share; nothing here does anything.
"""

from pipeline.document.record import (
    EXEMPT,
    FORMS,
    MOST_POSTDATED,
    PUBLIC,
    AccessLevel,
    Actor,
    Arrival,
    Category,
    Disposition,
    Entry,
    Proposal,
    Reason,
    Record,
    Retention,
    RetentionRule,
    Role,
    Status,
)

__all__ = [
    "EXEMPT",
    "FORMS",
    "MOST_POSTDATED",
    "PUBLIC",
    "AccessLevel",
    "Actor",
    "Arrival",
    "Category",
    "Disposition",
    "Entry",
    "Proposal",
    "Reason",
    "Record",
    "Retention",
    "RetentionRule",
    "Role",
    "Status",
]
