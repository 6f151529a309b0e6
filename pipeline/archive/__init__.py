"""The archive: records on disk, their bags, shelves and clocks (SOP 3 and 4). It is the truth; all else is a view of it."""
