"""What goes in and comes out of the API: the contracts of `jiyao … --json`, as models that make up the schema."""
