"""Reports as files: Markdown, and the formats that offices use. The suffix of the file chooses."""
