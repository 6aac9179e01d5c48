"""Minutes in: bytes become a Document, a Document becomes Minutes, and every fact keeps its place in the text."""
