"""Use cases that react to a change of a copy."""
