"""Orders to VRA."""
