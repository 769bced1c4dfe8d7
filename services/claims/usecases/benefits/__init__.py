"""Use cases that calculate benefits."""
