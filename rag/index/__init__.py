"""Minutes into stores: the catalogue is the truth, the lexical and the vector index are derived from it."""
