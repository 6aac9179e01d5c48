"""Passages to claims, claims to an answer: extractive or through a model, every sentence verified."""
