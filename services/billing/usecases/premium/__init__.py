"""Use cases of premium."""
