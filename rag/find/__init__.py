"""From a question to the rows or passages that answer it: reading the question, retrieval, exact executors."""
