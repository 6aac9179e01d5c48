"""The tests mirror the rooms; being a package keeps `tests.ingest` apart from `ingest`."""
