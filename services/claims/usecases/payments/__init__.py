"""Use cases of payment runs."""
