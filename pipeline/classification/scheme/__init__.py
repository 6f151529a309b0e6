"""The classification scheme: its codes, its retention schedule, and how an office brings its own."""
