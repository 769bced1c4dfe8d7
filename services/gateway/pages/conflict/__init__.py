"""Pages of labour conflicts, warnings and sanctions in a case."""
