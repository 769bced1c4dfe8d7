"""HTTP API of conflicts, warnings and sanctions."""
