"""The worker of a home: it takes papers in, reads them and keeps the index."""
