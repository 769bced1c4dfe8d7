"""Use cases of sessions and devices."""
