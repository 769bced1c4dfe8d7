"""Use cases of second tracks."""
