"""Use cases of the January round."""
