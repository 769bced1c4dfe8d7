"""Use cases of a claim."""
