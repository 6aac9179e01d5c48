"""Prompts are files: one `.md` a prompt, with its version, its fields and its output schema in the front matter."""
