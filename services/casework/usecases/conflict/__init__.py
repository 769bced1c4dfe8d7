"""Use cases of labour conflicts."""
