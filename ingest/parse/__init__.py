"""Parsing: the grammar of the genre, from traced text to header, people, agenda items and decisions."""
