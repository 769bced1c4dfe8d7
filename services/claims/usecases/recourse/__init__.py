"""Use cases of recourse."""
