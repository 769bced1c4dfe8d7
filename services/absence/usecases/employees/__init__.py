"""Use cases of employees."""
