"""Workers: the pool of page children, and how a child behaves."""
