"""Use cases of notices to VRA."""
