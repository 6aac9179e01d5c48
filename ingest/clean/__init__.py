"""Cleaning: pure, named steps from traced text to traced text, each of which says what it passed over."""
