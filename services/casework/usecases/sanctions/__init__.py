"""Use cases of warnings and sanctions."""
