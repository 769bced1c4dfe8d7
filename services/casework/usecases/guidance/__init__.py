"""Use cases of assignments and advice."""
