"""One short file a source, found by its place."""
