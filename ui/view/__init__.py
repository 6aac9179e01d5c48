"""What an answer, a document and a meeting look like: pure functions to terminal text and to escaped HTML."""
