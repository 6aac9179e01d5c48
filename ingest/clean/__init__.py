"""Cleaning: pure, named steps from traced text to traced text, each of which says what it passed over."""

from ingest.clean.pipeline import Cleaned, clean

__all__ = ["Cleaned", "clean"]
