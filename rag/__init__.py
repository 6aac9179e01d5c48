"""Trusted answers out: stores, retrieval, answering and reports over the minutes that `ingest` has read."""
