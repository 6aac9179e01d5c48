"""Reading: bytes of any container become a `Document`, or a `SourceError` that says why not."""
