"""Use cases: one per module, each one transaction."""
