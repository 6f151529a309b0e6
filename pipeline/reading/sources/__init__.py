"""Sources: what a file is, and what its pages hold before anything is recognised. Untrusted content."""
