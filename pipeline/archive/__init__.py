"""The archive: records on disk, their bags, shelves and clocks, the recap book (SOP 3 and 4). It is the truth."""
