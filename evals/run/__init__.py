"""Runs of the suite: what was measured, kept as JSON, compared, and held against floors."""
