"""The archive: records on disk, bags, shelves, retention, the recap book (SOP 3 and 4). Everything else can be rebuilt from it."""
