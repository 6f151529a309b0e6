"""The engine that Berkas uses: Whoosh, with posting lists of its own."""
