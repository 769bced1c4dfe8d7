"""Use cases of logging in."""
