"""HTTP API of the history of a case."""
