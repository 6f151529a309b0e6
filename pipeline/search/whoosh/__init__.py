"""The engine that Berkas uses: Whoosh, with lists of its own."""
