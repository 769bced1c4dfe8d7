"""Use cases of sent messages."""
