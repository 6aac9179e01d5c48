"""The archive for programs: HTTP with an exact schema, the same contracts as the command line's JSON."""
