"""Use cases that follow from a change of a copy."""
